import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectDirectory } from "../support/engine";
import { expect } from "chai";

const outputs = join(__dirname, "fixtures/outputs.json");

/** Runs `npm run test:integration` without an AWS CLI, and with a `pulumi` of our own. */
function run(...args: string[]) {
  return spawnSync(
    process.execPath,
    ["--import", "tsx", join(projectDirectory, "checks/run.ts"), ...args],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        AWS_CLI: "/nowhere/aws",
        PATH: `${join(__dirname, "fixtures/pulumi")}:${process.env["PATH"] ?? ""}`,
      },
    },
  );
}

describe("The runner of integration checks", () => {
  it("reports each failed check, counts them in the last line, and exits with 1", () => {
    const { status, stdout } = run("--stack", "qa-2");
    const [passed = "", failed = ""] = stdout.trim().split("\n").at(-1)?.split(", ") ?? [];
    expect(status).to.equal(1);
    expect(stdout).to.include("gives no instance a public address by itself");
    expect(stdout).to.include("the AWS CLI was not found");
    expect(passed).to.match(/^\d passed$/);
    expect(failed).to.match(/^\d\d\d failed$/);
  });

  it("lists by name what an emulator cannot show", () => {
    const emulator = ["--endpoint-url", "http://127.0.0.1:5000"];
    const { stdout } = run("--outputs", outputs, ...emulator);
    expect(stdout).to.match(/^not exercised here: VPN has two tunnels .* \(the emulator .*\)$/m);
  });

  it("exits with 2 when there is nothing to look at, and says why", () => {
    const nothing = run();
    const noStack = run("--stack", "other");
    const otherRegion = run("--outputs", outputs, "--region", "eu-west-1");
    const unknownOption = run("--stak", "qa-2");
    expect(nothing.stderr).to.include("Give --stack");
    expect(noStack.stderr).to.include("no stack named");
    expect(otherRegion.stderr).to.include("--region: is eu-west-1, but");
    expect(unknownOption.stderr).to.include("unknown option '--stak'");
    for (const { status } of [nothing, noStack, otherRegion, unknownOption]) {
      expect(status).to.equal(2);
    }
  });
});
