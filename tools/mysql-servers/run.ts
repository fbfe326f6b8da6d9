import { spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";

/** A command that can be run. */
export interface Command {
  readonly executable: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Environment variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file that it reads as its standard input. */
  readonly inputFile?: string;
}

/**
 * Runs a command and returns its standard output.
 * @throws Error with the command and the last lines that it wrote when it fails or is missing.
 */
export async function run(command: Command): Promise<string> {
  const { executable, args, cwd, env, inputFile } = command;
  const options: SpawnOptions = { env: { ...process.env, ...env }, stdio: "pipe" };
  const child = spawn(executable, args, cwd === undefined ? options : { ...options, cwd });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const stdout: Buffer[] = [];
  const all: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk) && all.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => all.push(chunk));
  // A command that ends early closes its input; its exit code shows why.
  child.stdin?.on("error", () => undefined);
  if (inputFile !== undefined && child.stdin) createReadStream(inputFile).pipe(child.stdin);
  else child.stdin?.end();
  const failure = await once(child, "close").then(
    ([code]: (number | null)[]) => (code === 0 ? undefined : `exit code ${code ?? "none"}`),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  process.off("exit", kill);
  if (failure === undefined) return Buffer.concat(stdout).toString();
  const tail = Buffer.concat(all).toString().trim().split("\n").slice(-8).join("\n");
  throw new Error(`${[executable, ...args].join(" ")} failed: ${failure}\n${tail}`.trimEnd());
}
