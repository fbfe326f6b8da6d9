import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const outputs = join(__dirname, "fixtures/outputs.json");
const runner = join(__dirname, "../../checks/run.ts");

/** Runs `npm run test:integration` with an AWS CLI and a `pulumi` of our own. */
function run(aws: string, ...args: string[]) {
  return spawnSync(process.execPath, ["--import", "tsx", runner, ...args], {
    encoding: "utf8",
    env: {
      ...process.env,
      AWS_CLI: aws,
      PATH: `${join(__dirname, "fixtures/pulumi")}:${process.env["PATH"] ?? ""}`,
    },
  });
}

const fails = join(__dirname, "fixtures/aws/only-version.mjs");

describe("The runner of integration checks", function () {
  // Each run loads the checks, and on a busy machine that takes a while.
  this.timeout(60_000);

  it("reports each failed check, counts them in the last line, and exits with 1", () => {
    const { status, stdout } = run(fails, "--stack", "qa-2");
    const [passed = "", failed = ""] = stdout.trim().split("\n").at(-1)?.split(", ") ?? [];
    expect(status).to.equal(1);
    expect(stdout).to.include("gives no instance a public address by itself");
    expect(stdout).to.include("An error occurred (AccessDenied)");
    expect(passed).to.match(/^\d passed$/);
    expect(failed).to.match(/^\d\d\d failed$/);
  });

  it("reports once that the AWS CLI is missing, and exits with 2", () => {
    const { status, stdout, stderr } = run("/nowhere/aws", "--stack", "qa-2");
    expect(status).to.equal(2);
    expect(`${stdout}${stderr}`.match(/was not found/g)).to.have.length(1);
  });

  it("asks Pulumi what the stack declares, or reads it from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "checks-run-"));
    const file = join(folder, "export.json");
    writeFileSync(file, '{"deployment":{"resources":[]}}');
    const fromFile = run(fails, "--outputs", outputs, "--export", file);
    const without = run(fails, "--outputs", outputs);
    rmSync(folder, { recursive: true });
    expect(fromFile.stdout).to.not.include("Nothing was compared");
    expect(without.stdout).to.include("Nothing was compared with the stack's declaration");
    expect(run(fails, "--stack", "qa-2").stdout).to.include("As declared");
  });

  it("lists by name the checks that an emulator cannot support", () => {
    const emulator = ["--endpoint-url", "http://127.0.0.1:5000"];
    const { stdout } = run(fails, "--outputs", outputs, ...emulator);
    expect(stdout).to.match(/^not exercised here: VPN has two tunnels .* \(the emulator .*\)$/m);
  });

  it("exits with 2 when there is nothing to check, and gives the reason", () => {
    const nothing = run(fails);
    const noStack = run(fails, "--stack", "other");
    const otherRegion = run(fails, "--outputs", outputs, "--region", "eu-west-1");
    const unknownOption = run(fails, "--stak", "qa-2");
    expect(nothing.stderr).to.include("Give --stack");
    expect(noStack.stderr).to.include("no stack named");
    expect(otherRegion.stderr).to.include("--region: is eu-west-1, but");
    expect(unknownOption.stderr).to.include("unknown option '--stak'");
    for (const { status } of [nothing, noStack, otherRegion, unknownOption]) {
      expect(status).to.equal(2);
    }
  });
});
