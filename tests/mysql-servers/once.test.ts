import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { onceAcrossProcesses } from "@landing-zone/mysql-servers/cache";

describe("Work that several processes may ask for", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "once-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is done by one of them", async () => {
    const script = `
      const { appendFileSync, existsSync, mkdirSync } = require("node:fs");
      const { onceAcrossProcesses } = require("@landing-zone/mysql-servers/cache");
      const made = process.argv.at(-1) + "/made";
      void onceAcrossProcesses(made, () => existsSync(made), async () => {
        appendFileSync(made + ".log", "worked\\n");
        await new Promise((done) => setTimeout(done, 300));
        mkdirSync(made);
      });`;
    const children = [1, 2, 3].map(() =>
      spawn(process.execPath, ["--import", "tsx", "--eval", script, "--", folder], {
        stdio: "inherit",
      }),
    );
    const codes = await Promise.all(children.map((child) => once(child, "exit")));
    expect(codes.map(([code]: unknown[]) => code)).to.deep.equal([0, 0, 0]);
    expect(readFileSync(join(folder, "made.log"), "utf8")).to.equal("worked\n");
  });

  it("is done after another process has died over it, and after a failure", async () => {
    const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(dead, "exit");
    const made = join(folder, "made");
    writeFileSync(`${made}.lock`, String(dead.pid));
    let isDone = false;
    let failures = 0;
    const work = () => {
      if (failures++ === 0) return Promise.reject(new Error("no network"));
      isDone = true;
      return Promise.resolve();
    };
    const first = await onceAcrossProcesses(made, () => isDone, work).catch(String);
    expect(first).to.equal("Error: no network");
    await onceAcrossProcesses(made, () => isDone, work);
    expect(isDone).to.equal(true);
  });
});
