import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SecretKey } from "@landing-zone/engine/deployment/secret-key";
import { type StackState } from "@landing-zone/engine/deployment/state";
import {
  readDeployment,
  type ReadDeploymentOptions,
} from "@landing-zone/engine/deployment/read-deployment";
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
    expect(error).to.be.instanceOf(Error);
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
    writeFileSync(file, '{ "version": 1 }');
    expect((await rejected(readState(file, new SecretKey(keyFile)))).message).to.include(file);
    await new StateFile(file, new SecretKey(keyFile), () => stateOf(1)).save();
    const other = new SecretKey(join(directory, "other-key"));
    expect((await rejected(readState(file, other))).message).to.include(file);
  });

  it("is as it was when the disk is full, and the message names file, need and remedy", async () => {
    const key = new SecretKey(keyFile);
    await new StateFile(file, key, () => stateOf(1)).save();
    symlinkSync("/dev/full", `${file}.tmp`);
    const error = await rejected(new StateFile(file, key, () => stateOf(2)).save());
    expect(error).to.be.instanceOf(DeploymentError);
    expect(error.message)
      .to.include(`${file} cannot be written: the disk is full`)
      .and.include("Free some megabytes");
    expect(await readState(file, key)).to.deep.equal(stateOf(1));
    await new StateFile(file, key, () => stateOf(2)).save();
    expect(await readState(file, key)).to.deep.equal(stateOf(2));
  });

  it("gets a new key where there is no whole one, such as after the disk was full", async () => {
    for (const content of ["", "c2hvcnQ=", "not a key at all"]) {
      writeFileSync(keyFile, content);
      await new StateFile(file, new SecretKey(keyFile), () => stateOf(1)).save();
      expect(await readState(file, new SecretKey(keyFile))).to.deep.equal(stateOf(1));
      expect(statSync(keyFile).mode & 0o777).to.equal(0o600);
    }
  });

  it("is complete whenever the process that writes it is killed", async function () {
    this.timeout(60_000);
    for (const writes of [1, 5]) {
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

/** Gives each test of a suite an empty project folder. */
function useProject(onMade: (directory: string) => void): void {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "project-"));
    onMade(directory);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
}

describe("The folder of a stack", () => {
  let project: string;

  useProject((directory) => {
    project = directory;
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

  it("reports a folder that cannot be written", () => {
    const folder = new StateFolder(project, "dev");
    rmSync(join(project, ".local/dev"), { recursive: true });
    expect(() => folder.lock()).to.throw(UsageError, "lock cannot be written: ENOENT");
    writeFileSync(join(project, ".local/staging"), "");
    expect(() => new StateFolder(project, "staging")).to.throw(
      UsageError,
      "cannot be made: EEXIST",
    );
  });
});

describe("What is deployed of a stack", () => {
  const emulator = { endpoint: "http://127.0.0.1:1", pid: 4711 };
  const running = { exists: () => true, answersWithin: () => Promise.resolve(true) };
  const silent = { ...running, answersWithin: () => Promise.resolve(false) };
  const ended = { ...running, exists: () => false };
  let project: string;
  let folder: StateFolder;
  let key: SecretKey;

  useProject((directory) => {
    project = directory;
    folder = new StateFolder(project, "dev");
    key = new SecretKey(folder.keyFile);
  });

  async function read(options: Partial<ReadDeploymentOptions>): Promise<StackState | string> {
    const identity = { project: "scratch", stack: "dev" };
    return readDeployment({
      identity,
      folder,
      key,
      emulation: running,
      answerLimitMs: 0,
      ...options,
    });
  }

  const save = (state: StackState): Promise<void> =>
    new StateFile(folder.stateFile, key, () => state).save();

  it("is nothing as long as there is no emulator", async () => {
    expect(await read({})).to.deep.include({ resources: [], pending: [] });
  });

  it("is the state's while the emulator runs", async () => {
    folder.setEmulator(emulator);
    await save(stateOf(1));
    expect(await read({})).to.deep.equal(stateOf(1));
  });

  it("takes an emulator that does not answer for busy, unless it is to end anyway", async () => {
    folder.setEmulator(emulator);
    const error: unknown = await read({ emulation: silent }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DeploymentError);
    expect((error as Error).message)
      .to.include("4711")
      .and.include("127.0.0.1:1")
      .and.include("npm run local -- destroy --stack dev");
    expect(await read({ emulation: silent, isGivenUpWhenSilent: true })).to.be.a("string");
  });

  it("is lost when the emulator ends while its answer is waited for", async () => {
    folder.setEmulator(emulator);
    let exists = true;
    const ending = {
      exists: () => exists,
      answersWithin: () => Promise.resolve((exists = false)),
    };
    expect(await read({ emulation: ending }))
      .to.be.a("string")
      .and.include("has ended");
  });

  const lost: Readonly<Record<string, { arrange: () => Promise<void>; says: string }>> = {
    "the emulator has ended": {
      arrange: () => Promise.resolve(),
      says: "has ended",
    },
    "the record of the emulator cannot be read": {
      arrange: () => {
        writeFileSync(folder.emulatorFile, '{ "endpoint": "x", "pid": "y" }');
        return Promise.resolve();
      },
      says: "has ended",
    },
    "the state cannot be read": {
      arrange: () => {
        writeFileSync(folder.stateFile, "{");
        return Promise.resolve();
      },
      says: "state.json cannot be read",
    },
    "the state is of another project": {
      arrange: () => save({ ...stateOf(1), project: "other" }),
      says: 'of the project "other"',
    },
    "calls are without an answer": {
      arrange: () =>
        save({
          ...stateOf(1),
          pending: ["a", "b", "c", "d", "e"].map((name) => ({
            kind: "create",
            urn: `urn:pulumi:dev::scratch::aws:ec2/subnet:Subnet::${name}`,
          })),
        }),
      says: 'create aws:ec2:Subnet "a", create aws:ec2:Subnet "b", create aws:ec2:Subnet "c", 2 more',
    },
  };
  for (const [title, { arrange, says }] of Object.entries(lost)) {
    it(`is lost when ${title}`, async () => {
      folder.setEmulator(emulator);
      await arrange();
      const emulation = says === "has ended" ? ended : running;
      expect(await read({ emulation }))
        .to.be.a("string")
        .and.include(says);
    });
  }
});
