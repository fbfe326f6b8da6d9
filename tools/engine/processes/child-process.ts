import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Exit code or signal of a child process. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Command to start, and handlers of its output lines. */
export interface ChildOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onStdout: (line: string) => void;
  readonly onStderr: (line: string) => void;
}

/**
 * Preloaded into every child: ends it when this process is gone, for any reason. The channel is not
 * passed on to the child's own children.
 */
export const orphanGuard = `data:text/javascript,${encodeURIComponent(`
  process.once("disconnect", () => process.exit(1));
  process.channel?.unref();
  delete process.env.NODE_CHANNEL_FD;
`)}`;

/** The SDK sets it half-way; what Node.js has kept of a compilation is of use only under the same flags. */
const sdkFlag = "--allow-natives-syntax";

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) {
    child.kill("SIGKILL");
  }
});

/** Milliseconds that a process may take to end in good order. */
const graceMs = 5_000;

/**
 * A Node.js process that does not outlive this one. It has a process group of its own: Ctrl-C in a
 * terminal reaches this process alone, which waits for running work.
 */
export class Child {
  readonly #process: ChildProcess;
  /** Settles once the process has ended and its output has been read. */
  readonly exited: Promise<Exit>;

  constructor({ args, cwd, env, onStdout, onStderr }: ChildOptions) {
    const child = spawn(process.execPath, [sdkFlag, "--import", orphanGuard, ...args], {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      // The channel closes when this process ends: the guard then ends the child.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    running.add(child);
    child.channel?.unref();
    if (child.stdout !== null && child.stderr !== null) {
      createInterface({ input: child.stdout }).on("line", onStdout);
      createInterface({ input: child.stderr }).on("line", onStderr);
    }
    this.#process = child;
    this.exited = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        running.delete(child);
        resolve({ code, signal });
      });
    });
  }

  /** Ends the process and its children, and waits until it is gone. */
  async end(): Promise<void> {
    this.#process.kill("SIGTERM");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  /** Ends the process at once and waits until it is gone. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.exited;
  }
}
