import { execFileSync } from "node:child_process";
import { expect } from "chai";

/** Evaluates an expression in a process that has loaded what Pulumi.yaml makes it load. */
function evaluate(expression: string): unknown {
  const script = `Promise.resolve(${expression}).then((value) => console.log(JSON.stringify(value)))`;
  const args = ["--import", "./program-loader.mjs", "-e", script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

describe("What a program loads late", () => {
  it("has every service of AWS under its name", () => {
    const same =
      "require('@pulumi/aws').rds.Cluster === require('@pulumi/aws/rds/cluster').Cluster";
    expect(evaluate(same)).to.equal(true);
    expect(evaluate("Object.keys(require('@pulumi/aws').sns)")).to.include("Topic");
  });

  it("still puts functions into Lambda archives", () => {
    const runtime = "require('@pulumi/pulumi').runtime";
    expect(evaluate(`${runtime}.serializeFunction(() => 42).then(({ text }) => text)`)).to.include(
      "=> 42",
    );
    expect(evaluate(`${runtime}.computeCodePaths().then((paths) => [...paths.keys()])`)).to.include(
      "node_modules/zod",
    );
  }).timeout(20_000);

  it("still runs other programs", () => {
    const workspace = "typeof require('@pulumi/pulumi').automation.LocalWorkspace";
    expect(evaluate(workspace)).to.equal("function");
  });
});
