import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Plan } from "@landing-zone/plan/plan";
import { previewProgram, type PreviewProgramOptions, projectDirectory } from "../support/engine";
import { startAgain } from "../support/programs";
import { configurablePack } from "./support/configurable-pack";
import { policyPackFiles, temporaryProject } from "./support/temporary-project";

const sdk = 'const pulumi = require("@pulumi/pulumi");\n';
const program = `${sdk}new pulumi.ComponentResource("a:b:C", "c"); exports.answer = 42;`;
function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "tools/cli/main.ts", "plan", ...args], {
    cwd: projectDirectory,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function finish(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = "";
  child.stdout!.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr!.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

describe("npm start", function () {
  this.timeout(60_000);

  it("prints the plan, writes it as JSON and ends with 0", async () => {
    const { directory, files } = temporaryProject(program);
    const json = join(directory, "plan.json");
    const { code, output } = await finish(
      start(["--cwd", directory, "--json", json, "--resources", "--outputs"]),
    );
    expect(code, output).to.equal(0);
    expect(output).to.include("└─ + c a:b:C").and.include("answer  42");
    expect(output, "what to do next").to.include("npm run local -- up --stack dev");
    expect(output, "colours without a terminal").to.not.include("\u001b[");
    const plan = JSON.parse(readFileSync(json, "utf8")) as Plan;
    expect(plan).to.deep.include({ project: "scratch", stack: "dev", outputs: { answer: 42 } });
    expect(plan.resources).to.deep.equal([
      {
        urn: "urn:pulumi:dev::scratch::a:b:C::c",
        type: "a:b:C",
        name: "c",
        parent: "urn:pulumi:dev::scratch::pulumi:pulumi:Stack::scratch-dev",
        custom: false,
        inputs: {},
        dependencies: [],
        propertyDependencies: {},
        options: {},
      },
    ]);
    expect(files().filter((name) => name.includes("plan"))).to.deep.equal(["plan.json"]);
  });

  it("ends with 2 for an unknown option, and shows the usage", async () => {
    const { code, output } = await finish(start(["--stak", "dev"]));
    expect(output).to.include("unknown option '--stak'").and.include("Usage:");
    expect(code).to.equal(2);
  });

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(`takes its children with it when it gets ${signal}`, async () => {
      const waiting = 'console.log("pid " + process.pid); setInterval(() => undefined, 1000);\n';
      const pack = `console.error("pid " + process.pid);\n${configurablePack}`;
      const { directory } = temporaryProject(waiting, policyPackFiles(pack));
      const engine = start(["--cwd", directory]);
      const pids: number[] = [];
      for await (const line of createInterface({ input: engine.stderr! })) {
        const pid = /^pid (\d+)$/.exec(line)?.[1];
        if (pid !== undefined && pids.push(Number(pid)) === 2) {
          break;
        }
      }
      engine.kill(signal);
      await once(engine, "exit");
      await ended(pids);
    });
  }
});

/** Waits until none of the processes exists; the test's timeout is the limit. */
async function ended(pids: readonly number[]): Promise<void> {
  while (pids.some(isRunning)) {
    await new Promise(setImmediate);
  }
}

/** Whether a process is still running; the entry of one that has ended may remain for a while. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !readFileSync(file, "utf8").includes(") Z ");
}

/** Previews a program that does not fail, in a process that others have run in. */
const preview = (options: PreviewProgramOptions) =>
  previewProgram({ startProgram: startAgain, ...options });

describe("the preview command", function () {
  this.timeout(60_000);

  const usageFaults: Record<string, { options: object; says: string | RegExp }> = {
    "an unknown stack": { options: { stack: "live" }, says: 'no stack "live": the stacks are dev' },
    "a folder without a project": {
      options: { cwd: "/nowhere" },
      says: "There is no /nowhere/Pulumi.yaml",
    },
    "a JSON file in a folder that is not there": {
      options: { json: "absent/plan.json" },
      says: "absent/plan.json cannot be written",
    },
    "a JSON file that is a folder": { options: { json: "policy-pack" }, says: "it is a folder" },
    "policy settings that are not there": {
      options: { policyPack: true, policyPackConfig: "absent.json" },
      says: "cannot be read",
    },
    "policy settings without a pack": {
      options: { policyPackConfig: "settings.json" },
      says: "there is no policy pack",
    },
  };
  for (const [title, { options, says }] of Object.entries(usageFaults)) {
    it(`ends with 2 for ${title}`, async () => {
      const files = { ...policyPackFiles(configurablePack), "settings.json": "{}" };
      const { directory } = temporaryProject(program, files);
      const { exitCode, stderr, stdout } = await preview({ cwd: directory, ...options });
      expect(stderr).to.match(says instanceof RegExp ? says : new RegExp(says));
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
    });
  }

  it("knows at once that the stack to compare with does not exist, before it runs the program", async () => {
    const { directory } = temporaryProject('console.log("the program runs");');
    const { exitCode, stderr } = await previewProgram({
      cwd: directory,
      html: "plan.html",
      compare: "live",
    });
    expect(exitCode).to.equal(2);
    expect(stderr).to.include('no stack "live"').and.not.include("the program runs");
  });

  it("prints the plan alone to standard output with --json -", async () => {
    const { directory, files } = temporaryProject(program);
    const before = files();
    const { exitCode, stdout, stderr, plan } = await preview({ cwd: directory, json: "-" });
    expect(exitCode).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal(plan);
    expect(stderr).to.include("0 resources to create in ");
    expect(files()).to.deep.equal(before);
  });

  it("compares with a plan that was written before", async () => {
    const { directory } = temporaryProject(program);
    const written = await preview({ cwd: directory, json: "before.json", quiet: true });
    expect(written.exitCode, written.stderr).to.equal(0);
    const { exitCode, stdout } = await preview({
      cwd: directory,
      compare: "before.json",
      html: "plan.html",
    });
    expect(exitCode).to.equal(0);
    expect(stdout)
      .to.include("dev compared with before.json")
      .and.include("Cost a month: not known, no list prices for");
    expect(readFileSync(join(directory, "plan.html"), "utf8")).to.include(
      "Compared with before.json",
    );
  });

  it("ends with 2 for a file to compare with that is no plan", async () => {
    const { directory } = temporaryProject('console.log("the program runs");', {
      "before.json": "{}",
    });
    const { exitCode, stderr } = await previewProgram({ cwd: directory, compare: "before.json" });
    expect(exitCode).to.equal(2);
    expect(stderr).to.include("before.json cannot be read as a plan that --json has written");
  });

  it("reads what the project assumes about use, and refuses what it does not know", async () => {
    const content = "dev: { databaseGib: 10 }\n";
    const { directory } = temporaryProject(program, { "cost-assumptions.yaml": content });
    const { exitCode, stderr } = await preview({ cwd: directory });
    expect(exitCode).to.equal(2);
    expect(stderr).to.include("cost-assumptions.yaml: dev: unknown assumption databaseGib");
  });

  it("prints one thing at most to standard output", async () => {
    const { directory } = temporaryProject(program);
    const { exitCode, stderr } = await preview({ cwd: directory, json: "-", html: "-" });
    expect(exitCode).to.equal(2);
    expect(stderr).to.include("--json and --html");
  });

  it("names the project's folder in the next commands, as a shell needs it", async () => {
    const { directory } = temporaryProject(program);
    const { stdout } = await preview({ cwd: directory });
    const next = stdout.slice(stdout.indexOf("Next")).trim().split("\n").slice(1);
    expect(next).to.have.length(4);
    for (const line of next) expect(line).to.include(` --cwd ${directory}`);
  });

  it("writes no plan when the program fails, and keeps the one that was there", async () => {
    const { directory, files } = temporaryProject(`${sdk}throw new Error("kaput");`);
    writeFileSync(join(directory, "plan.json"), "before");
    const before = files();
    const { exitCode } = await previewProgram({ cwd: directory, json: "plan.json" });
    expect(exitCode).to.equal(3);
    expect(files()).to.deep.equal(before);
    expect(readFileSync(join(directory, "plan.json"), "utf8")).to.equal("before");
  });

  it("leaves no half-written plan when writing fails at the end", async () => {
    const { directory, files } = temporaryProject(
      `${program}\nrequire("fs").mkdirSync("plan.json");`,
    );
    const { exitCode, stderr } = await preview({ cwd: directory, json: "plan.json" });
    expect(stderr).to.include("plan.json cannot be written");
    expect(exitCode).to.equal(2);
    expect(files().filter((name) => name.includes("tmp"))).to.deep.equal([]);
  });

  it("writes a report as one HTML page", async () => {
    const { directory } = temporaryProject(program);
    const { exitCode, stderr } = await preview({ cwd: directory, html: "plan.html" });
    expect(exitCode, stderr).to.equal(0);
    expect(readFileSync(join(directory, "plan.html"), "utf8")).to.match(/^<!doctype html>/i);
  });

  it("names the configuration that it could not decrypt", async () => {
    const stack = "config: { scratch:psk: { secure: v1:abc } }\n";
    const { directory } = temporaryProject(program, { "Pulumi.dev.yaml": stack });
    const { stderr } = await preview({ cwd: directory });
    expect(stderr).to.include("placeholders are used in scratch:psk");
  });

  it("runs the program in the folder of its entry point", async () => {
    const { directory } = temporaryProject("", {
      "Pulumi.yaml":
        "name: scratch\nruntime: { name: nodejs, options: { typescript: false } }\nmain: src\n",
      "src/package.json": "{}",
      "src/index.js": `${sdk}exports.cwd = process.cwd();`,
    });
    const { plan } = await previewProgram({ cwd: directory });
    expect(plan!.outputs).to.deep.equal({ cwd: join(directory, "src") });
  });
});
