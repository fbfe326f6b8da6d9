import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import {
  type Emulator,
  isAlive,
  isEmulator,
  startEmulator,
  stopEmulator,
} from "@landing-zone/aws-emulator/server/index";
import { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";
import "../support/emulator";

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

  it("says where it will be before it can be interrupted", async () => {
    let answered: Promise<boolean> | undefined;
    const { endpoint, pid, stop } = await startEmulator({
      logFile,
      onSpawned: (spawned) => {
        expect(isEmulator(spawned)).to.equal(true);
        answered = isAlive(spawned.endpoint);
      },
    });
    expect(await answered).to.equal(false);
    expect(isEmulator({ endpoint, pid: process.pid })).to.equal(false);
    expect(isEmulator({ endpoint: "http://127.0.0.1:1", pid })).to.equal(false);
    await stop();
  });

  it("ends with the process that started it, even when that is killed", async () => {
    const { child, endpoint } = await startedByAnotherProcess(logFile, { background: false });
    expect(await isAlive(endpoint)).to.equal(true);
    child.kill("SIGKILL");
    expect(await untilGone(endpoint)).to.equal(true);
  });

  it("outlives the process that started it in the background, and can be stopped by another", async () => {
    const { child, endpoint, pid } = await startedByAnotherProcess(logFile, { background: true });
    child.kill("SIGKILL");
    await once(child, "close");
    expect(await isAlive(endpoint)).to.equal(true);
    await stopEmulator({ endpoint, pid });
    expect(await isAlive(endpoint)).to.equal(false);
    await stopEmulator({ endpoint, pid });
  });

  it("is not alive where something else or nothing answers", async () => {
    expect(await isAlive("http://127.0.0.1:9")).to.equal(false);
  });
});

async function startedByAnotherProcess(logFile: string, options: { background: boolean }) {
  const script = `
    const { startEmulator } = require("./tools/aws-emulator/server");
    startEmulator(${JSON.stringify({ logFile, ...options })}).then(({ endpoint, pid }) => {
      console.log(JSON.stringify({ endpoint, pid }));
      setInterval(() => {}, 1000);
    });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, ...(JSON.parse(line) as Pick<Emulator, "endpoint" | "pid">) };
}
