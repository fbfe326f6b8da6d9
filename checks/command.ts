import { type ChildProcessByStdio, spawn } from "node:child_process";
import { type Readable } from "node:stream";
import { redact } from "./redaction";

/** A command to run as a child process, without a shell. */
export interface Command {
  readonly executable: string;
  readonly args: readonly string[];
  /** The child's environment variables. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Limits on a command; it is killed beyond them. */
export interface CommandLimits {
  /** Milliseconds until the command is asked to end (SIGTERM). */
  readonly timeoutMs: number;
  /** Milliseconds after that until it is made to end (SIGKILL). */
  readonly graceMs: number;
  /** Bytes of standard output. */
  readonly maxOutputBytes: number;
}

/** 20 s, 2 s more to end in good order, 16 MiB. */
export const defaultLimits: CommandLimits = {
  timeoutMs: 20_000,
  graceMs: 2_000,
  maxOutputBytes: 16 * 1024 * 1024,
};

/** Characters of standard error that an error message carries. */
const stderrTailLength = 2_000;

/**
 * A command that failed: the command line with secrets redacted, the reason, the end of its output.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    command: Command,
    reason: string,
    stderr = "",
    /** The system's code when the command could not be started, such as `ENOENT`. */
    readonly code?: string,
  ) {
    const commandLine = [command.executable, ...command.args].join(" ");
    const tail = stderr.trim() === "" ? "" : `; standard error:\n${stderr.trim()}`;
    super(redact(`${commandLine}\n  ${reason}${tail}`, command.args));
  }
}

/**
 * Runs a command and returns its standard output.
 *
 * The command gets a process group of its own, and the whole group is killed when it takes longer or
 * prints more than the limits allow, or when this process ends.
 *
 * @throws CommandError when it cannot be started, fails, or goes beyond a limit.
 */
export function runCommand(
  command: Command,
  limits: CommandLimits = defaultLimits,
): Promise<string> {
  const child = spawn(command.executable, command.args, {
    env: command.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output = new BoundedOutput(child, limits.maxOutputBytes);
  const killer = new GroupKiller(child, limits.graceMs);
  let brokenLimit: string | undefined;
  const stop = (reason: string) => {
    brokenLimit ??= reason;
    killer.kill();
  };
  const timer = setTimeout(() => {
    stop(`was stopped: it took longer than ${limits.timeoutMs / 1000} s`);
  }, limits.timeoutMs);
  output.onExcess = () => {
    stop(`was stopped: it printed more than ${limits.maxOutputBytes} bytes`);
  };

  return new Promise<string>((resolve, reject) => {
    const fail = (reason: string, code?: string) => {
      reject(new CommandError(command, reason, output.stderr, code));
    };
    child.on("error", (error: NodeJS.ErrnoException) => {
      fail(`could not be started: ${error.message}`, error.code);
    });
    child.on("close", (code, signal) => {
      if (brokenLimit !== undefined) fail(brokenLimit);
      else if (signal !== null) fail(`was killed by ${signal}`);
      else if (code !== 0) fail(`failed with exit code ${code ?? "unknown"}`);
      else resolve(output.stdout);
    });
  }).finally(() => {
    clearTimeout(timer);
    killer.done();
  });
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** The output of a child process, up to a limit. */
class BoundedOutput {
  onExcess: () => void = () => undefined;
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private errorTail = "";

  constructor(child: Child, maxBytes: number) {
    child.stdout.on("data", (chunk: Buffer) => {
      this.bytes += chunk.length;
      if (this.bytes <= maxBytes) {
        this.chunks.push(chunk);
      } else {
        this.onExcess();
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.errorTail = (this.errorTail + text).slice(-stderrTailLength);
    });
  }

  get stdout(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }

  get stderr(): string {
    return this.errorTail;
  }
}

/** Children that run now: a process that ends takes them with it. */
const running = new Set<GroupKiller>();
process.on("exit", () => {
  for (const killer of running) killer.signal("SIGKILL");
});

/** Ends a child together with the processes that it started. */
class GroupKiller {
  private escalation: NodeJS.Timeout | undefined;

  constructor(
    private readonly child: Child,
    private readonly graceMs: number,
  ) {
    running.add(this);
  }

  kill(): void {
    if (this.escalation !== undefined) return;
    this.signal("SIGTERM");
    this.escalation = setTimeout(() => {
      this.signal("SIGKILL");
      // A process that left the group could hold the pipes open for ever.
      this.child.stdout.destroy();
      this.child.stderr.destroy();
    }, this.graceMs);
  }

  done(): void {
    clearTimeout(this.escalation);
    running.delete(this);
  }

  signal(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
