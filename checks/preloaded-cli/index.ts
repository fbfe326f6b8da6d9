import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * The AWS CLI, loaded once for all commands: loading it takes many times longer than a command.
 * Every command still has a process of its own, with the same code of the same AWS CLI. Everything
 * ends with this process.
 *
 * @param executable The AWS CLI, by its path.
 * @returns What to run instead; the executable itself when it cannot be loaded: version 2 of the AWS
 * CLI is no Python program in most installations.
 */
export async function preloadAwsCli(executable: string): Promise<string> {
  const python = interpreterOf(executable);
  if (python === undefined) return executable;
  const folder = mkdtempSync(join(tmpdir(), "aws-cli-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const address = join(folder, "server");
  const server = spawn(python, [join(__dirname, "serve.py"), address], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const isLoaded = await Promise.race([
    once(createInterface({ input: server.stdout }), "line").then(() => true),
    once(server, "exit").then(() => false),
  ]);
  if (!isLoaded) return executable;
  server.unref();
  for (const stream of [server.stdin, server.stdout]) {
    if (stream instanceof Socket) stream.unref();
  }
  return command(folder, python, address);
}

/** The Python interpreter of an executable, if it is a Python program. */
function interpreterOf(executable: string): string | undefined {
  if (!existsSync(executable)) return undefined;
  const [line = ""] = readFileSync(executable, "latin1").split("\n", 1);
  const [, python] = /^#!(\/\S*python[\d.]*)$/.exec(line.trim()) ?? [];
  return python;
}

/** Writes the program that hands a command over. */
function command(folder: string, python: string, address: string): string {
  const executable = join(folder, "aws");
  const program = readFileSync(join(__dirname, "run.py"), "utf8");
  // The interpreter itself: `python3` may be a script that takes longer than the command.
  const interpreter = `#!${realpathSync(python)} -IS`;
  const script = program.replace('"@SERVER@"', JSON.stringify(address));
  writeFileSync(executable, `${interpreter}\n${script}`, { mode: 0o755 });
  return executable;
}
