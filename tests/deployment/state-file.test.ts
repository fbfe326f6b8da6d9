import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { awsEmulation } from "@landing-zone/aws-emulator/emulation";
import { SecretKey } from "@landing-zone/engine/deployment/secret-key";
import { type StackState } from "@landing-zone/engine/deployment/state";
import { readState, StateFile } from "@landing-zone/engine/deployment/state-file";
import { StateFolder } from "@landing-zone/engine/deployment/state-folder";
import { DeploymentError, UsageError } from "@landing-zone/plan/errors";
import { stateOf } from "./fixtures/states";

describe("The state file", () => {
  let directory: string;
  let file: string;
  let keyFile: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "state-"));
    file = join(directory, "state.json");
    keyFile = join(directory, "key");
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  async function rejected(promise: Promise<unknown>): Promise<Error> {
    const error: unknown = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(UsageError);
    return error as Error;
  }

  it("gives back what was written", async () => {
    const state = stateOf(1);
    await new StateFile(file, new SecretKey(keyFile), () => state).save();
    expect(await readState(file, new SecretKey(keyFile))).to.deep.equal(state);
  });

  it("has no secret in plain text, and a key that only the user can read", async () => {
    await new StateFile(file, new SecretKey(keyFile), () => stateOf(1)).save();
    const text = readFileSync(file, "utf8");
    expect(text).to.include("generation").and.not.include("hunter");
    expect(statSync(keyFile).mode & 0o777).to.equal(0o600);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  it("keeps the content before the last write", async () => {
    let generation = 1;
    const state = new StateFile(file, new SecretKey(keyFile), () => stateOf(generation));
    await state.save();
    generation = 2;
    await state.save();
    const backup = await readState(`${file}.backup`, new SecretKey(keyFile));
    expect(backup!.resources[0]!.inputs["generation"]).to.equal(1);
  });

  it("holds the state of the time that a save was asked for, or a later one", async () => {
    let generation = 0;
    const key = new SecretKey(keyFile);
    const state = new StateFile(file, key, () => stateOf(generation));
    const saves = Array.from({ length: 20 }, async () => {
      const asked = ++generation;
      await state.save();
      const { resources } = (await readState(file, key))!;
      expect(resources[0]!.inputs["generation"]).to.be.at.least(asked);
    });
    await Promise.all(saves);
  });

  it("is undefined when there is none", async () => {
    expect(await readState(file, new SecretKey(keyFile))).to.equal(undefined);
  });

  it("names the file when it cannot be read, or not with this key", async () => {
    writeFileSync(file, '{ "version": 2 }');
    expect((await rejected(readState(file, new SecretKey(keyFile)))).message).to.include(file);
    await new StateFile(file, new SecretKey(keyFile), () => stateOf(1)).save();
    const other = new SecretKey(join(directory, "other-key"));
    expect((await rejected(readState(file, other))).message).to.include(file);
  });

  it("is complete whenever the process that writes it is killed", async function () {
    this.timeout(60_000);
    for (const writes of [1, 2, 3, 5, 8]) {
      const script = join(__dirname, "fixtures/write-states.ts");
      const writer = spawn(process.execPath, ["--import", "tsx", script, file, keyFile], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let seen = 0;
      createInterface({ input: writer.stdout }).on("line", () => {
        // The next write has begun by now.
        if (++seen === writes) writer.kill("SIGKILL");
      });
      await once(writer, "exit");
      const state: StackState = (await readState(file, new SecretKey(keyFile)))!;
      const generations = new Set(state.resources.map(({ inputs }) => inputs["generation"]));
      expect(state.resources).to.have.length(300);
      expect([...generations], "a mixture").to.have.length(1);
    }
  });
});

describe("The folder of a stack", () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "project-"));
  });

  afterEach(() => {
    rmSync(project, { recursive: true });
  });

  it("lets one process at a time work on the stack", () => {
    const folder = new StateFolder(project, "dev");
    const unlock = folder.lock();
    expect(() => folder.lock()).to.throw(UsageError, String(process.pid));
    new StateFolder(project, "staging").lock();
    unlock();
    folder.lock();
  });

  it("is not locked by a process that has ended", () => {
    const folder = new StateFolder(project, "dev");
    writeFileSync(join(project, ".local/dev/lock"), "2147483646");
    folder.lock();
    expect(readFileSync(join(project, ".local/dev/lock"), "utf8")).to.equal(String(process.pid));
  });

  it("says that a folder cannot be written", () => {
    const folder = new StateFolder(project, "dev");
    rmSync(join(project, ".local/dev"), { recursive: true });
    expect(() => folder.lock()).to.throw(UsageError, "lock cannot be written: ENOENT");
    writeFileSync(join(project, ".local/staging"), "");
    expect(() => new StateFolder(project, "staging")).to.throw(
      UsageError,
      "cannot be made: EEXIST",
    );
  });

  it("takes an emulator that does not answer for busy, not for gone", async () => {
    const folder = new StateFolder(project, "dev");
    folder.setEmulator({ endpoint: "http://127.0.0.1:1", pid: 4711 });
    const busy = { exists: () => true, answersWithin: () => Promise.resolve(false) };
    const error = await folder.isEmulatorAlive(busy, 0).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DeploymentError);
    expect((error as Error).message)
      .to.include("4711")
      .and.include("127.0.0.1:1");
  });

  it("says what the file about the emulator should say", () => {
    const folder = new StateFolder(project, "dev");
    const file = join(project, ".local/dev/emulator.json");
    for (const content of ["{", "{}", '{ "endpoint": "x", "pid": "y" }']) {
      writeFileSync(file, content);
      expect(() => folder.emulator, content).to.throw(UsageError, `${file} does not say`);
    }
  });

  it("knows an emulator that has ended from one that runs", async () => {
    const folder = new StateFolder(project, "dev");
    expect(await folder.isEmulatorAlive(awsEmulation)).to.equal(false);
    folder.setEmulator({ endpoint: "http://127.0.0.1:1", pid: process.pid });
    expect(await folder.isEmulatorAlive(awsEmulation)).to.equal(false);
  });
});
