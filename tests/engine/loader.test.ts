import { execFileSync } from "node:child_process";
import { expect } from "chai";

/** Evaluates an expression in a process that has loaded what Pulumi.yaml makes it load. */
function evaluate(expression: string, ...argv: readonly string[]): unknown {
  const script = `Promise.resolve(${expression}).then((value) => console.log(JSON.stringify(value)))`;
  const args = ["--no-warnings", "--import", "./loader/program.mjs", "-e", script, "--", ...argv];
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

  it("traces the program for those who ask for it", () => {
    const tracing = "require('@pulumi/pulumi/cmd/run/tracing')";
    expect(evaluate(`typeof ${tracing}.start`)).to.equal("undefined");
    expect(evaluate(`${tracing}.newSpan('run').isRecording()`)).to.equal(false);
    for (const asked of [["--tracing", "http://127.0.0.1:1"], ["--tracing=http://127.0.0.1:1"]]) {
      expect(evaluate(`typeof ${tracing}.start`, ...asked)).to.equal("function");
    }
  });

  it("still runs other programs", () => {
    const workspace = "typeof require('@pulumi/pulumi').automation.LocalWorkspace";
    expect(evaluate(workspace)).to.equal("function");
  });
});
