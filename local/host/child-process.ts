import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a child process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What to start, and where its output goes line by line. */
export interface ChildOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onStdout: (line: string) => void;
  readonly onStderr: (line: string) => void;
}

/**
 * Preloaded into every child: ends it when this process is gone, however that happened. The channel
 * is not passed on to what the child itself may start.
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

/** A Node.js process that does not outlive this one. */
export class Child {
  readonly #process: ChildProcess;
  /** Settles once the process has ended and its output has been read. */
  readonly exited: Promise<Exit>;

  constructor({ args, cwd, env, onStdout, onStderr }: ChildOptions) {
    const child = spawn(process.execPath, [sdkFlag, "--import", orphanGuard, ...args], {
      cwd,
      env: { ...process.env, ...env },
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

  /** Ends the process at once and waits until it is gone. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.exited;
  }
}
