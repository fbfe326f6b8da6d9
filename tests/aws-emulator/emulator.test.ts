import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { awsEmulation } from "@landing-zone/aws-emulator/emulation";
import {
  type Emulator,
  isAlive,
  isEmulator,
  startEmulator,
  stopEmulator,
} from "@landing-zone/aws-emulator/server/index";
import { type EmulatorProcess } from "@landing-zone/engine/deployment/emulation";
import { pythonEnvironment, suitablePython } from "@landing-zone/aws-emulator/server/environment";
import { DeploymentError } from "@landing-zone/plan/errors";
import { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";
import "../support/emulator";
import { projectDirectory } from "../support/engine";

async function untilGone(endpoint: string): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (await isAlive(endpoint)) {
    if (Date.now() > deadline) return false;
    await delay(50);
  }
  return true;
}

describe("the AWS emulator", () => {
  let folder: string;
  let logFile: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
    logFile = join(folder, "emulator.log");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("plays the account that it is asked to, and stops", async () => {
    const started = await startEmulator({ logFile, accountId: "444455556666" });
    const aws = await Aws.connect({ endpoint: started.endpoint, region: "us-east-1" });
    expect(started.endpoint).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(aws.accountId).to.equal("444455556666");
    expect(readFileSync(logFile, "utf8")).to.include("Running on");

    await started.stop();
    expect(await isAlive(started.endpoint)).to.equal(false);
  });

  it("is recorded before it answers, so that it can be found whatever happens next", async () => {
    const recordFile = join(folder, "recorded.json");
    const starting = startEmulator({ logFile, recordFile });
    while (!existsSync(recordFile)) await delay(5);
    const recorded = JSON.parse(readFileSync(recordFile, "utf8")) as EmulatorProcess;
    expect(isEmulator(recorded, recordFile)).to.equal(true);
    expect(await isAlive(recorded.endpoint)).to.equal(false);
    const { endpoint, pid, stop } = await starting;
    expect({ endpoint, pid }).to.deep.equal(recorded);
    expect(isEmulator({ endpoint, pid: process.pid })).to.equal(false);
    expect(isEmulator({ endpoint: "http://127.0.0.1:1", pid })).to.equal(false);
    expect(isEmulator(recorded, join(folder, "copy/recorded.json")), "a copied folder").to.equal(
      false,
    );
    await stop();
  });

  for (const [title, change] of [
    [
      "is gone",
      (file: string) => {
        rmSync(file);
      },
    ],
    [
      "names another process",
      (file: string) => {
        writeFileSync(file, '{"endpoint":"","pid":1}');
      },
    ],
  ] as const) {
    it(`ends when its record ${title}`, async () => {
      const recordFile = join(folder, "recorded.json");
      const { endpoint, pid } = await startEmulator({ logFile, recordFile });
      change(recordFile);
      expect(await untilGone(endpoint)).to.equal(true);
      expect(isEmulator({ endpoint, pid })).to.equal(false);
    });
  }

  it("ends when the process that started it is killed before it can record it", async function () {
    this.timeout(40_000);
    const { python } = await pythonEnvironment(() => undefined);
    const script = join(projectDirectory, "tools/aws-emulator/server/serve_while_recorded.py");
    const child = spawn(
      python,
      [script, join(folder, "never.json"), "-H", "127.0.0.1", "-p", "0"],
      {
        stdio: "ignore",
      },
    );
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).to.equal(0);
  });

  it("reports at once that it was killed while it started", async () => {
    const recordFile = join(folder, "killed.json");
    const starting = startEmulator({ logFile, recordFile }).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    while (!existsSync(recordFile)) await delay(5);
    process.kill((JSON.parse(readFileSync(recordFile, "utf8")) as EmulatorProcess).pid, "SIGKILL");
    expect((await starting)?.message).to.include("it ended with SIGKILL");
    expect(existsSync(recordFile)).to.equal(false);
  });

  it("ends with the process that started it, even when that is killed", async () => {
    const { child, endpoint } = await startedByAnotherProcess({ logFile });
    expect(await isAlive(endpoint)).to.equal(true);
    child.kill("SIGKILL");
    expect(await untilGone(endpoint)).to.equal(true);
  });

  it("outlives the process that started it in the background, and can be stopped by another", async () => {
    const { child, endpoint, pid } = await startedByAnotherProcess({
      logFile,
      recordFile: join(folder, "background.json"),
    });
    child.kill("SIGKILL");
    await once(child, "close");
    expect(await isAlive(endpoint)).to.equal(true);
    await stopEmulator({ endpoint, pid });
    expect(await isAlive(endpoint)).to.equal(false);
    await stopEmulator({ endpoint, pid });
    // Longer than a test may take: an emulator that has ended must be noticed at once.
    expect(await awsEmulation.answersWithin(60_000, { endpoint, pid })).to.equal(false);
  });

  it("is not alive where something else or nothing answers", async () => {
    expect(await isAlive("http://127.0.0.1:9")).to.equal(false);
  });
});

describe("the Python that the emulator runs in", () => {
  let folder: string;
  const path = process.env["PATH"];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pythons-"));
    process.env["PATH"] = folder;
  });
  afterEach(() => {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  });

  function install(command: string, version: string): void {
    writeFileSync(join(folder, command), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  }

  it("is refused at once when it is too old, with the version that is needed", () => {
    install("python3", "3 8 10");
    install("python3.9", "3 9 2");
    expect(() => suitablePython()).to.throw(
      DeploymentError,
      "needs Python 3.10 or later, but python3 is Python 3.8.10",
    );
  });

  it("is refused at once when there is none", () => {
    expect(() => suitablePython()).to.throw(DeploymentError, "there is no python3 on the PATH");
  });

  it("is the first that is new enough", () => {
    install("python3", "3 9 2");
    install("python3.12", "3 12 1");
    install("python3.11", "3 11 7");
    expect(suitablePython()).to.equal("python3.12");
    install("python3", "3 10 0");
    expect(suitablePython()).to.equal("python3");
  });
});

async function startedByAnotherProcess(options: { logFile: string; recordFile?: string }) {
  const script = `
    const { startEmulator } = require("./tools/aws-emulator/server");
    startEmulator(${JSON.stringify(options)}).then(({ endpoint, pid }) => {
      console.log(JSON.stringify({ endpoint, pid }));
      setInterval(() => {}, 1000);
    });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, ...(JSON.parse(line) as Pick<Emulator, "endpoint" | "pid">) };
}
