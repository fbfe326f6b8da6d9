import { expect } from "chai";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkCommand } from "@landing-zone/cli/commands/check";
import { destroyCommand } from "@landing-zone/cli/commands/destroy";
import { outputsCommand } from "@landing-zone/cli/commands/outputs";
import { refreshCommand } from "@landing-zone/cli/commands/refresh";
import { type ProgramOptions, type StackOptions } from "@landing-zone/cli/commands/run-options";
import { upCommand } from "@landing-zone/cli/commands/up";
import { stopEmulator } from "@landing-zone/aws-emulator/server/index";
import { isRunning } from "@landing-zone/engine/processes/running";
import { policyPackFiles, temporaryProject } from "../engine/support/temporary-project";
import { failed, outcomeOf, run } from "./support/run-command";
import { emulatorOf, finish, pressCtrlC, start, stateOf } from "./support/command-process";

const password = `const random = require("@pulumi/random");
const secret = new random.RandomPassword("secret", { length: 20 });\n`;

/** Half of them need the other half. */
const topicCount = 40;
const topics = `const aws = require("@pulumi/aws");
const provider = new aws.Provider("aws", { region: "us-east-1" });
for (let index = 0; index < ${topicCount / 2}; index++) {
  const needed = new aws.sns.Topic("topic-" + index, {}, { provider });
  new aws.sns.Topic("second-" + index, { displayName: needed.name }, { provider });
}\n`;

const pack = policyPackFiles(`const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("scratch-pack", { policies: [{
  name: "no-passwords", description: "d", enforcementLevel: "mandatory",
  validateResource: (args, reportViolation) => {
    if (args.type === "random:index/randomPassword:RandomPassword") reportViolation("a password");
  } }] });\n`);

const program = (cwd: string): ProgramOptions => ({ cwd, stack: "dev", config: [], secret: [] });

/** Deploys, stops the emulator without ending it, and begins to destroy what is deployed. */
async function destroySilent() {
  const { directory } = temporaryProject(password);
  await run(upCommand, program(directory));
  const { pid } = emulatorOf(directory);
  process.kill(pid, "SIGSTOP");
  return { directory, pid, destroyed: outcomeOf(destroyCommand, program(directory)) };
}

describe("The commands of a local deployment", function () {
  this.timeout(120_000);
  let silent: ReturnType<typeof destroySilent>;

  // As its emulator is waited for, the destruction goes on beside the other tests.
  before(async () => {
    silent = destroySilent();
    await silent;
  });

  it("start clean when the emulator has ended", async () => {
    const { directory } = temporaryProject(password);
    await run(upCommand, program(directory));
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
    const { code, output } = await outcomeOf(upCommand, program(directory));
    expect(code, output).to.equal(1);
    expect(output).to.include("a password").and.include("nothing to do.");
    await run(destroyCommand, program(directory));
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
        pressCtrlC(child);
      }
    });
    expect(code, output).to.equal(130);
    expect(output).to.include("was interrupted").and.include("The rehearsal is over");
    expect(pid).to.be.above(0);
    expect(isRunning(pid)).to.equal(false);
    expect(existsSync(join(directory, ".local/dev/state.json"))).to.equal(false);
  });

  it("finish running operations when they are interrupted, and continue from there", async () => {
    const { directory } = temporaryProject(topics);
    const child = start(directory, "up");
    let isPressed = false;
    const { code, output } = await finish(child, (soFar) => {
      if (!isPressed && soFar.includes("+ create topic")) {
        isPressed = true;
        pressCtrlC(child);
      }
    });
    expect(code, output).to.equal(130);
    expect(output).to.include("was interrupted").and.not.include("failed");
    const { pending, resources } = stateOf(directory);
    expect(pending).to.deep.equal([]);
    const made = resources.filter(({ type }) => type === "aws:sns/topic:Topic").length;
    expect(made).to.be.below(topicCount);
    const resumed = await run(upCommand, program(directory));
    expect(resumed).to.include(`${topicCount - made} created, ${made} unchanged.`);
    const gone = await run(destroyCommand, program(directory));
    expect(gone).to.include(`${topicCount} deleted. The emulator has ended.`);
  });

  it("continue when nobody reads their output any more", async () => {
    const child = start(temporaryProject(password).directory, "plan");
    child.stdout!.destroy();
    child.stderr!.destroy();
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).to.equal(0);
  });

  it("end an emulator that does not answer, and nothing is left", async () => {
    const { directory, pid, destroyed } = await silent;
    const { code, output } = await destroyed;
    expect(code, output).to.equal(0);
    expect(output).to.include("its emulator does not answer");
    expect(isRunning(pid)).to.equal(false);
    expect(existsSync(join(directory, ".local/dev/emulator.json"))).to.equal(false);
  });

  it("refuse what is no stack, and leave nothing behind", async () => {
    const { directory: cwd, files } = temporaryProject("");
    const before = files();
    const commands = [outputsCommand, destroyCommand, checkCommand, refreshCommand];
    for (const stack of ["devel", "../elsewhere", "..", ""]) {
      for (const command of commands) {
        const said = await failed<StackOptions>(command, { cwd, stack });
        expect(said).to.include(`There is no stack "${stack}": the stacks are dev in ${cwd}`);
      }
    }
    expect(files()).to.deep.equal(before);
  });

  it("report what is missing when nothing is deployed", async () => {
    const { directory } = temporaryProject("");
    const { code, output } = await outcomeOf(outputsCommand, program(directory));
    expect(code).to.equal(3);
    expect(output).to.include('Nothing of the stack "dev" is deployed');
  });
});
