import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DeploymentError } from "@landing-zone/plan/errors";
import { storageFault } from "@landing-zone/engine/output-file";
import { homeDirectory } from "@landing-zone/engine/paths";
import { releaseLock, takeLock } from "@landing-zone/engine/processes/lock";

const requirements = join(__dirname, "requirements.txt");
const folder = join(homeDirectory, ".venv");
/** Holds the hash of the requirements that are installed; absent while they are not all there. */
const stamp = join(folder, "requirements.sha256");
/** Held by the process that is installing. */
const lock = join(homeDirectory, ".local", "venv.lock");

/** The oldest minor version of Python 3 that moto and the AWS CLI run on. */
const oldestMinor = 10;

/** Commands that may be a Python that is new enough; the first that is one is used. */
const pythons = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

/** Megabytes that the installed environment takes, and some for its downloads. */
const neededMegabytes = 600;

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
 * `requirements.txt` has changed. Takes half a minute then, minutes on a slow machine, and no time
 * otherwise.
 *
 * @param onProgress Called with what is being done when something has to be.
 * @throws DeploymentError when Python is too old, or with the end of the failed command's output.
 */
export async function pythonEnvironment(
  onProgress: (message: string) => void,
): Promise<PythonEnvironment> {
  const python = join(folder, "bin", "python");
  while (!isInstalled()) {
    if (acquireLock()) {
      await install(python, onProgress).finally(() => {
        releaseLock(lock);
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

/**
 * Whether this process may install: nobody else does.
 * @throws DeploymentError when it cannot write.
 */
function acquireLock(): boolean {
  try {
    mkdirSync(dirname(lock), { recursive: true });
  } catch (error) {
    throw new DeploymentError(`${dirname(lock)} cannot be made: ${storageFault(error)}`);
  }
  return takeLock(lock) === undefined;
}

async function install(python: string, onProgress: (message: string) => void): Promise<void> {
  const started = Date.now();
  const system = suitablePython();
  onProgress("Creating the Python environment .venv for the AWS emulator (first time only)");
  await run(system, ["-m", "venv", "--clear", folder]);
  onProgress(
    "Installing the AWS emulator and the AWS command line (half a minute, longer on a slow machine)",
  );
  // Python compiles the modules it loads, a small part of all.
  const quick = ["--quiet", "--no-compile"];
  await run(python, ["-m", "pip", "install", ...quick, "-r", requirements]);
  writeStamp();
  onProgress(`The AWS emulator is installed (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** @throws DeploymentError when it cannot be written; a part of it is never taken for the whole. */
function writeStamp(): void {
  try {
    writeFileSync(stamp, wantedHash());
  } catch (error) {
    rmSync(stamp, { force: true });
    throw new DeploymentError(`${stamp} cannot be written: ${storageFault(error)}`);
  }
}

/**
 * The command of the first Python that is new enough.
 * @throws DeploymentError naming those found.
 */
export function suitablePython(): string {
  const found: string[] = [];
  for (const command of pythons) {
    const version = versionOf(command);
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version;
    if (major === 3 && minor >= oldestMinor) return command;
    found.push(`${command} is Python ${version.join(".")}`);
  }
  const state = found.length === 0 ? "there is no python3 on the PATH" : found.join(", ");
  throw new DeploymentError(
    `The AWS emulator needs Python 3.${oldestMinor} or later, but ${state}. Install a newer Python, so that python3 --version shows it.`,
  );
}

/** Undefined when there is no such command, or when it is no Python 3. */
function versionOf(command: string): readonly number[] | undefined {
  const script = "import sys; print(*sys.version_info[:3])";
  const { status, stdout } = spawnSync(command, ["-c", script], { encoding: "utf8" });
  return status === 0 ? stdout.trim().split(" ").map(Number) : undefined;
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
      done(error.message);
    });
    child.once("close", (code) => {
      done(code === 0 ? undefined : `exit code ${code ?? "none"}`);
    });
  });
  process.off("exit", kill);
  if (failure === undefined) return;
  const tail = Buffer.concat(output).toString().trim().split("\n").slice(-10).join("\n");
  throw new DeploymentError(
    `${command} ${args.join(" ")} failed: ${failure}\n${tail}${remedyFor(tail)}`.trimEnd(),
  );
}

/** A remedy for a failed installation, if its output shows one. */
function remedyFor(output: string): string {
  const codes = {
    ENOSPC: /No space left on device/,
    EROFS: /Read-only file system/,
    EACCES: /Permission denied/,
  };
  for (const [code, pattern] of Object.entries(codes)) {
    if (pattern.test(output)) {
      return `\n${folder} needs about ${neededMegabytes} MB, but ${storageFault({ code })}`;
    }
  }
  return "";
}
