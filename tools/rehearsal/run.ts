import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A command of the project that is run as a person would run it. */
export interface ProjectCommand {
  /** The project's folder. */
  readonly project: string;
  /** File with the command, relative to the project. */
  readonly main: string;
  readonly args: readonly string[];
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Exit code and output. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  /** Everything that it printed. */
  readonly output: string;
  readonly seconds: number;
}

/** Runs a command of the project in a process of its own. It ends with this one, or by the signal. */
export async function runCommand(command: ProjectCommand): Promise<CommandResult> {
  const { project, main, args, onLine, signal } = command;
  const started = Date.now();
  const loader = pathToFileURL(require.resolve("tsx")).href;
  const child = spawn(process.execPath, ["--import", loader, join(project, main), ...args], {
    cwd: project,
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: "rehearsal",
      AWS_SECRET_ACCESS_KEY: "rehearsal",
      NO_COLOR: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = (): void => void child.kill("SIGTERM");
  signal.addEventListener("abort", end);
  process.once("exit", end);
  const stdout: string[] = [];
  const output: string[] = [];
  createInterface(child.stdout).on("line", (line) => stdout.push(line));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => {
      output.push(line);
      onLine(line);
    });
  }
  const exitCode = await new Promise<number>((done) => {
    child.once("error", () => {
      done(127);
    });
    child.once("close", (code) => {
      done(code ?? 1);
    });
  });
  signal.removeEventListener("abort", end);
  process.off("exit", end);
  const seconds = (Date.now() - started) / 1_000;
  return { exitCode, stdout: stdout.join("\n"), output: output.join("\n"), seconds };
}
