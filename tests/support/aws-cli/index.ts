import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pythonEnvironment } from "@landing-zone/aws-emulator/server/environment";

let shared: Promise<void> | undefined;

/**
 * From now on, this process and what it starts run the AWS CLI without loading it for each command,
 * which takes twenty times longer than the command. Every command still has a process of its own,
 * with the same code of the same AWS CLI. It ends with this process.
 */
export function preloadAwsCli(): Promise<void> {
  return (shared ??= preload());
}

async function preload(): Promise<void> {
  const { python } = await pythonEnvironment((message) => process.stderr.write(`${message}\n`));
  const folder = mkdtempSync(join(tmpdir(), "aws-cli-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const address = join(folder, "server");
  const server = spawn(python, [join(__dirname, "serve.py"), address], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await Promise.race([
    once(createInterface({ input: server.stdout }), "line"),
    once(server, "exit").then(([code]) => {
      throw new Error(`The AWS CLI could not be loaded: exit code ${String(code)}.`);
    }),
  ]);
  server.unref();
  for (const stream of [server.stdin, server.stdout]) {
    if (stream instanceof Socket) stream.unref();
  }
  const executable = join(folder, "aws");
  // The interpreter itself: what is called python3 may be a script that takes longer than the command.
  const script = `#!${realpathSync(python)} -IS\n${readFileSync(join(__dirname, "run.py"), "utf8")}`;
  writeFileSync(executable, script, { mode: 0o755 });
  Object.assign(process.env, { AWS_CLI: executable, AWS_CLI_SERVER: address });
}
