import { spawn } from "node:child_process";
import { type ProcessSample, processTree, sampleIntervalMs } from "./process-tree";

/** A command to run and measure from outside. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes of runs that count. Default: 0. */
  readonly exitCodes?: readonly number[];
}

/** Resources that a command and its children used. */
export interface Usage {
  readonly wallS: number;
  /** Processor time in user and system mode. */
  readonly cpuS: number;
  /** The most memory that the processes had together at one moment, pages they share counted each time. */
  readonly peakMiB: number;
  /** Every process that was seen, at its largest. */
  readonly processes: readonly ProcessSample[];
  readonly stdout: string;
}

/**
 * The shell runs the command and reports its children's use: the system adds up what every
 * process used, and all that it waited for.
 */
const wrapper = `"$@"; code=$?; times >&3; exit $code`;

/** @throws Error when the command fails, with the end of what it printed. */
export async function measure(command: Command): Promise<Usage> {
  const { file, args, cwd, env = {}, exitCodes = [0] } = command;
  const started = performance.now();
  const child = spawn("/bin/sh", ["-c", wrapper, "sh", file, ...args], {
    cwd,
    env: { ...process.env, ...env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const [stdout, stderr, times] = [1, 2, 3].map((fd) => collected(child.stdio[fd]));
  const ended = new Promise<{ code: number | null; wallS: number }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, wallS: (performance.now() - started) / 1000 });
    });
  });
  const watch = new Watch(child.pid ?? 0);
  const { code, wallS } = await ended.finally(() => watch.stop());
  if (code === null || !exitCodes.includes(code)) {
    const text = `${stdout?.text() ?? ""}${stderr?.text() ?? ""}`;
    const end = text.trimEnd().split("\n").slice(-10).join("\n");
    throw new Error(`${file} ${args.join(" ")} ended with ${String(code)}:\n${end}`);
  }
  return {
    wallS,
    cpuS: childrenSeconds(times?.text() ?? ""),
    peakMiB: watch.peakKiB / 1024,
    processes: [...watch.processes.values()],
    stdout: stdout?.text() ?? "",
  };
}

/**
 * Seconds of the children in the output of the shell's `times`: its own in the first line, theirs
 * in the second.
 */
export function childrenSeconds(times: string): number {
  const amounts = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  const [user, system] = amounts.slice(2);
  if (user === undefined || system === undefined) {
    throw new Error(`"${times}" is not the output of the shell's times.`);
  }
  return user + system;
}

/** Samples a process tree until stopped. */
class Watch {
  peakKiB = 0;
  readonly processes = new Map<number, ProcessSample>();
  readonly #root: number;
  readonly #done: Promise<void>;
  #isStopped = false;

  constructor(root: number) {
    this.#root = root;
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const samples = await processTree(this.#root);
      const residentKiB = samples.reduce((sum, sample) => sum + sample.residentKiB, 0);
      this.peakKiB = Math.max(this.peakKiB, residentKiB);
      for (const sample of samples) {
        const known = this.processes.get(sample.pid)?.peakKiB ?? 0;
        this.processes.set(sample.pid, {
          ...sample,
          peakKiB: Math.max(known, sample.peakKiB),
        });
      }
      await new Promise((resolve) => setTimeout(resolve, sampleIntervalMs));
    }
  }
}

function collected(stream: unknown): { text: () => string } {
  const chunks: Buffer[] = [];
  (stream as NodeJS.ReadableStream).on("data", (chunk: Buffer) => chunks.push(chunk));
  return { text: () => Buffer.concat(chunks).toString() };
}
