import Mocha from "mocha";
import pLimit from "p-limit";
import { Stopwatch } from "./stopwatch";
import { type CheckedStack, type IntegrationCheck } from "./check";

/** Longer than one AWS command may take, so that its own message comes first. */
const checkLimitMs = 25_000;

/** Checks that look at the deployment at a time, in order: AWS commands take long to start. */
const concurrentChecks = 4;

/** The result of a check, which may still be running. */
interface Outcome {
  readonly check: IntegrationCheck;
  /** Never rejects. */
  readonly problems: Promise<string[]>;
}

/**
 * The checks as Mocha tests, one suite an area. They start at once, before Mocha asks for them, so
 * their time is limited by each check itself and not by Mocha.
 */
export function integrationSuite(
  checks: readonly IntegrationCheck[],
  deployment: CheckedStack,
): Mocha {
  const mocha = new Mocha({ timeout: 0, slow: checkLimitMs, reporter: "spec" });
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
  deployment: CheckedStack,
): readonly Outcome[] {
  const inTurn = pLimit(concurrentChecks);
  return checks.map((check) => ({ check, problems: inTurn(problemsOf, check, deployment) }));
}

/** The problems that the check found, or the failure of an AWS command. */
async function problemsOf(check: IntegrationCheck, deployment: CheckedStack): Promise<string[]> {
  try {
    return await Stopwatch.run(checkLimitMs, () => check.run(deployment));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** A promise that does not hold; each line names a resource and what was expected of it. */
class CheckFailure extends Error {
  override readonly name = "CheckFailure";

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    // The check's position in the code does not help to find a faulty resource.
    this.stack = this.message;
  }
}
