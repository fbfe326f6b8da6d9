import { spawn } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import type { Command } from "./run";

/**
 * Runs a command until its standard input ends, which it does with the process that started it,
 * however that ends; then asks it to stop, and removes its folder when it has. Prints the exit code
 * of a command that ends by itself.
 */
const script = `
folder=$1 log=$2; shift 2
exec 3<&0
"$@" </dev/null >"$log" 2>&1 & server=$!
{
  cat <&3 >/dev/null
  kill -TERM "$server" 2>/dev/null
  tries=0
  while kill -0 "$server" 2>/dev/null; do
    tries=$((tries + 1)); [ "$tries" -gt 200 ] && kill -KILL "$server" 2>/dev/null
    sleep 0.1
  done
  rm -rf "$folder"
} &
exec 3<&-
wait "$server"
echo "$?"
wait
`;

/** A process that ends with this one. */
export interface TiedProcess {
  /** The exit code of a process that has ended by itself, else undefined. */
  readonly exitCode: () => number | undefined;
  /** Ends it and waits until it and its folder are gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a command that ends, and whose folder is deleted, with this process.
 * @param logFile File in the folder that receives the command's output.
 */
export function startTied(command: Command, folder: string, logFile: string): TiedProcess {
  const args = ["-c", script, "sh", folder, logFile, command.executable, ...command.args];
  const child = spawn("sh", args, {
    env: { ...process.env, ...command.env },
    // Out of reach of Ctrl-C, which is for this process to handle.
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const pipes = [child.stdin, child.stdout].filter((pipe) => pipe instanceof Socket);
  // The server alone must not keep this process from ending.
  for (const handle of [child, ...pipes]) handle.unref();
  child.stdin.on("error", () => undefined);
  let exitCode: number | undefined;
  child.stdout.on("data", (line: Buffer) => (exitCode = Number(line.toString())));
  let gone = false;
  child.once("exit", () => (gone = true));
  return {
    exitCode: () => exitCode,
    stop: async () => {
      for (const handle of [child, ...pipes]) handle.ref();
      child.stdin.end();
      if (!gone) await once(child, "exit");
    },
  };
}
