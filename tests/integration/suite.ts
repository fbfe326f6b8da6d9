import Mocha from "mocha";
import { type AwsCli } from "./support/aws-cli";
import { type IntegrationCheck } from "./support/check";
import { type OutputValues } from "./support/outputs";

/** Longer than one AWS command may take, so that its own message comes first. */
const testTimeoutMs = 25_000;

/** The checks as Mocha tests, one suite an area. */
export function integrationSuite(
  checks: readonly IntegrationCheck[],
  deployment: { readonly outputs: OutputValues; readonly aws: AwsCli },
): Mocha {
  const mocha = new Mocha({ timeout: testTimeoutMs, slow: testTimeoutMs, reporter: "spec" });
  const suites = new Map<string, Mocha.Suite>();
  for (const check of checks) {
    const suite = suites.get(check.area) ?? Mocha.Suite.create(mocha.suite, check.area);
    suites.set(check.area, suite);
    suite.addTest(
      new Mocha.Test(check.name, async () => {
        const problems = await check.run(deployment);
        if (problems.length > 0) throw new CheckFailure(problems);
      }),
    );
  }
  return mocha;
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
