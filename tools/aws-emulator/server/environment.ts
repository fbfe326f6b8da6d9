import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DeploymentError } from "@landing-zone/plan/errors";
import { homeDirectory } from "@landing-zone/engine/paths";
import { isRunning } from "@landing-zone/engine/processes/running";

const requirements = join(__dirname, "requirements.txt");
const folder = join(homeDirectory, ".venv");
/** Holds the hash of the requirements that are installed; absent while they are not all there. */
const stamp = join(folder, "requirements.sha256");
/** Holds the id of the process that is installing. */
const lock = join(homeDirectory, ".local", "venv.lock");

/** The Python programs that the project uses, as paths. */
export interface PythonEnvironment {
  /** The interpreter that the emulator runs in. */
  readonly python: string;
  /** The AWS command line. */
  readonly aws: string;
  /** The auditor of GitHub workflows. */
  readonly zizmor: string;
}

/**
 * The project's own Python environment `.venv`, made on first use and again when
 * `requirements.txt` has changed. Takes about half a minute then, and no time otherwise.
 *
 * @param onProgress Told what is being done when something has to be.
 * @throws DeploymentError with the end of the failed command's output.
 */
export async function pythonEnvironment(
  onProgress: (message: string) => void,
): Promise<PythonEnvironment> {
  const python = join(folder, "bin", "python");
  while (!isInstalled()) {
    if (acquireLock()) {
      await install(python, onProgress).finally(() => {
        rmSync(lock, { force: true });
      });
    } else {
      await delay(200);
    }
  }
  return { python, aws: join(folder, "bin", "aws"), zizmor: join(folder, "bin", "zizmor") };
}

function isInstalled(): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wantedHash();
}

function wantedHash(): string {
  return createHash("sha256").update(readFileSync(requirements)).digest("hex");
}

/** Whether this process may install: nobody else does, and who did before is not there any more. */
function acquireLock(): boolean {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (existsSync(lock) && !isRunning(Number(readFileSync(lock, "utf8")))) {
      rmSync(lock, { force: true });
    }
    return false;
  }
}

async function install(python: string, onProgress: (message: string) => void): Promise<void> {
  const started = Date.now();
  onProgress("Creating the Python environment .venv for the AWS emulator (first time only)");
  await run("python3", ["-m", "venv", "--clear", folder]);
  onProgress("Installing the AWS emulator and the AWS command line (about half a minute)");
  // Python compiles what it loads, a small part of all that is there.
  const quick = ["--quiet", "--no-compile"];
  await run(python, ["-m", "pip", "install", ...quick, "-r", requirements]);
  writeFileSync(stamp, wantedHash());
  onProgress(`The AWS emulator is installed (${Math.round((Date.now() - started) / 1000)} s)`);
}

async function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => output.push(chunk));
  }
  const failure = await new Promise<string | undefined>((done) => {
    child.once("error", (error) => {
      done(`${error.message}. Python 3.10 or later has to be installed.`);
    });
    child.once("close", (code) => {
      done(code === 0 ? undefined : `exit code ${code ?? "none"}`);
    });
  });
  process.off("exit", kill);
  if (failure === undefined) return;
  const tail = Buffer.concat(output).toString().trim().split("\n").slice(-10).join("\n");
  throw new DeploymentError(`${command} ${args.join(" ")} failed: ${failure}\n${tail}`.trimEnd());
}
