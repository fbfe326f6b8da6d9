import Mocha from "mocha";
import pLimit from "p-limit";
import { type AwsCli } from "./aws-cli";
import { type IntegrationCheck } from "./check";
import { type OutputValues } from "./outputs";

/** A deployed stack: its outputs, and the way to ask AWS about it. */
interface Deployed {
  readonly outputs: OutputValues;
  readonly aws: AwsCli;
}

/** Longer than one AWS command may take, so that its own message comes first. */
const testTimeoutMs = 25_000;

/** Checks that look at the deployment at a time, in order: AWS commands take long to start. */
const concurrentChecks = 4;

/** What a check finds, which it may still be looking for. */
interface Outcome {
  readonly check: IntegrationCheck;
  /** Never rejects. */
  readonly problems: Promise<readonly string[]>;
}

/** The checks as Mocha tests, one suite an area. They start at once, before Mocha asks for them. */
export function integrationSuite(checks: readonly IntegrationCheck[], deployment: Deployed): Mocha {
  const mocha = new Mocha({ timeout: testTimeoutMs, slow: testTimeoutMs, reporter: "spec" });
  const suites = new Map<string, Mocha.Suite>();
  for (const { check, problems } of startChecks(checks, deployment)) {
    const suite = suites.get(check.area) ?? Mocha.Suite.create(mocha.suite, check.area);
    suites.set(check.area, suite);
    suite.addTest(
      new Mocha.Test(check.name, async () => {
        const found = await problems;
        if (found.length > 0) throw new CheckFailure(found);
      }),
    );
  }
  return mocha;
}

/** Starts checks, a few at a time. */
export function startChecks(
  checks: readonly IntegrationCheck[],
  deployment: Deployed,
): readonly Outcome[] {
  const inTurn = pLimit(concurrentChecks);
  return checks.map((check) => ({ check, problems: inTurn(problemsOf, check, deployment) }));
}

/** What is wrong, by the check itself or by an AWS command that failed. */
async function problemsOf(check: IntegrationCheck, deployment: Deployed): Promise<string[]> {
  try {
    return await check.run(deployment);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** A promise that does not hold; each line names a resource and what was expected of it. */
class CheckFailure extends Error {
  override readonly name = "CheckFailure";

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    // Where the check stands in the code says nothing about the resource.
    this.stack = this.message;
  }
}
