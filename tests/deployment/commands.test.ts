import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stopEmulator } from "../../local/emulator";
import { isRunning } from "../../local/emulator/environment";
import { policyPackFiles, temporaryProject } from "../engine/support/temporary-project";
import { projectDirectory } from "../support/engine";

const password = `const random = require("@pulumi/random");
const secret = new random.RandomPassword("secret", { length: 20 });\n`;

const pack = policyPackFiles(`const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("scratch-pack", { policies: [{
  name: "no-passwords", description: "d", enforcementLevel: "mandatory",
  validateResource: (args, reportViolation) => {
    if (args.type === "random:index/randomPassword:RandomPassword") reportViolation("a password");
  } }] });\n`);

function start(directory: string, ...args: readonly string[]): ChildProcess {
  const command = ["local/main.js", ...args, "--cwd", directory];
  return spawn(process.execPath, command, { cwd: projectDirectory, stdio: "pipe" });
}

async function finish(
  child: ChildProcess,
  onOutput: (output: string) => void = () => undefined,
): Promise<{ code: number | null; output: string }> {
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    onOutput(output);
  };
  child.stdout!.on("data", collect);
  child.stderr!.on("data", collect);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

describe("The commands of a local deployment", function () {
  this.timeout(120_000);

  function emulatorOf(directory: string): { endpoint: string; pid: number } {
    const text = readFileSync(join(directory, ".local/dev/emulator.json"), "utf8");
    return JSON.parse(text) as { endpoint: string; pid: number };
  }

  it("start clean when the emulator has ended", async () => {
    const { directory } = temporaryProject(password);
    await finish(start(directory, "up"));
    await stopEmulator(emulatorOf(directory));
    const { code, output } = await finish(start(directory, "up"));
    expect(code, output).to.equal(0);
    expect(output).to.include('deployment of "dev" is gone').and.include("1 created.");
    const { output: outputs, code: usage } = await finish(start(directory, "rehearse"));
    expect(usage, outputs).to.equal(2);
    expect(outputs).to.include("is deployed on this machine");
    const { pid } = emulatorOf(directory);
    const destroyed = await finish(start(directory, "destroy"));
    expect(destroyed.output).to.include("1 deleted. The emulator has ended.");
    expect(isRunning(pid)).to.equal(false);
  });

  it("end with 1 before a mandatory policy is violated by what exists", async () => {
    const { directory } = temporaryProject(password, pack);
    const { code, output } = await finish(start(directory, "up"));
    expect(code, output).to.equal(1);
    expect(output).to.include("a password").and.include("nothing to do.");
    await finish(start(directory, "destroy"));
  });

  it("clean up after a rehearsal that is interrupted", async () => {
    const { directory } = temporaryProject(
      `${password}secret.id.apply(() => { setInterval(() => undefined, 1000); });`,
    );
    const child = start(directory, "rehearse");
    let pid = 0;
    const { code, output } = await finish(child, (soFar) => {
      if (pid === 0 && soFar.includes("+ create secret")) {
        ({ pid } = emulatorOf(directory));
        child.kill("SIGINT");
      }
    });
    expect(code, output).to.equal(3);
    expect(output).to.include("was interrupted").and.include("The rehearsal is over");
    expect(pid).to.be.above(0);
    expect(isRunning(pid)).to.equal(false);
    expect(existsSync(join(directory, ".local/dev/state.json"))).to.equal(false);
  });

  it("say what is missing when nothing is deployed", async () => {
    const { directory } = temporaryProject("");
    const { code, output } = await finish(start(directory, "outputs"));
    expect(code).to.equal(3);
    expect(output).to.include('Nothing of the stack "dev" is deployed');
  });
});
