import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { parallelism } from "@landing-zone/engine/monitor/monitor";
import { type Exit, orphanGuard } from "@landing-zone/engine/processes/child-process";
import { type ProgramRun } from "@landing-zone/engine/processes/program";
import { type RunningProgram } from "@landing-zone/engine/run";
import { type Run } from "./messages";

/** Processes that wait for a program to run, by the arguments of Node.js that they were started with. */
const idle = new Map<string, Host[]>();

/**
 * Runs a program in a process that has run it before, when there is one: the SDK is loaded and quick
 * then. For programs that do not fail.
 */
export function startAgain(run: ProgramRun): RunningProgram {
  const loader = run.project.runtimeOptions.nodeargs ?? "";
  const hosts = idle.get(loader) ?? [];
  idle.set(loader, hosts);
  const host = hosts.pop() ?? new Host(run);
  return {
    exited: host.run(run).then((exit) => {
      if (exit.code === 0) hosts.push(host);
      return exit;
    }),
    kill: () => host.endUnlessIdle(),
  };
}

class Host {
  readonly #process: ChildProcess;
  readonly #ended: Promise<Exit>;
  #isIdle = true;
  #onOutput: (line: string) => void = () => undefined;

  constructor({ project: { directory, runtimeOptions } }: ProgramRun) {
    // A program without a loader of TypeScript finds one too, for the host itself.
    const loader = (runtimeOptions.nodeargs ?? "--import tsx").split(" ");
    const host = `require(${JSON.stringify(join(__dirname, "host.ts"))})`;
    // The SDK takes the stack of every promise, and mapping them to TypeScript took most of the time.
    const engine = ["--allow-natives-syntax", "--stack-trace-limit=0"];
    const flags = [...engine, "--import", orphanGuard, ...loader];
    const child = spawn(process.execPath, [...flags, "--eval", host], {
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#process = child;
    this.#ended = new Promise((ended, fail) => {
      child.once("error", fail);
      child.once("close", (code, signal) => {
        ended({ code, signal });
      });
    });
    for (const output of [child.stdout!, child.stderr!]) {
      createInterface({ input: output }).on("line", (line) => {
        this.#onOutput(line);
      });
      if (output instanceof Socket) output.unref();
    }
    // It ends with this process, and keeps it from nothing.
    child.unref();
    child.channel?.unref();
  }

  async run({ project, configuration, onOutput, ...others }: ProgramRun): Promise<Exit> {
    this.#isIdle = false;
    this.#onOutput = onOutput;
    const entryPoint = resolve(project.directory, project.main ?? "index.ts");
    this.#process.send({
      ...others,
      entryPoint,
      directory: dirname(entryPoint),
      values: configuration.values,
      secretKeys: configuration.secretKeys,
      project: project.name,
      parallel: parallelism,
    } satisfies Run);
    const done = new Promise<Exit>((resolveDone) => {
      this.#process.once("message", () => {
        this.#isIdle = true;
        resolveDone({ code: 0, signal: null });
      });
    });
    return Promise.race([done, this.#ended]);
  }

  async endUnlessIdle(): Promise<void> {
    if (this.#isIdle) return;
    this.#process.kill("SIGKILL");
    await this.#ended;
  }
}
