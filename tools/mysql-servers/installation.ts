import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { cacheDirectory, onceAcrossProcesses } from "./cache";
import { flavours, type Flavour, type ServerPackage } from "./flavours";
import { installPackage, layouts, libraryFolder, type Progress } from "./packages";
import { run, type Command } from "./run";

/** A server program that can be run. */
export interface ServerProgram {
  /** Names it among the programs of its flavour: templates of data folders are kept by it. */
  readonly id: string;
  /** Origin, in words. */
  readonly origin: string;
  /** Folder with its SQL files; absent when it needs none. */
  readonly share?: string;
  /** The command that runs it with options, able to use a folder of this machine. */
  readonly command: (options: readonly string[], folder: string) => Command;
}

/**
 * The server program of a flavour, from the first source that has it: `MYSQLD`, the `PATH`, Docker,
 * a package that is fetched once.
 *
 * @throws Error that says for each source why it has none.
 */
export async function serverProgram(flavour: Flavour, progress: Progress): Promise<ServerProgram> {
  const facts = flavours[flavour];
  const reasons: string[] = [];
  for (const find of [fromEnvironment, fromPath, fromDocker, fromPackage]) {
    const found = await find(flavour, progress);
    if (typeof found !== "string") return found;
    reasons.push(found);
  }
  throw new Error(`${facts.title} is not available: ${reasons.join("; ")}.`);
}

/** A source has the program, or the reason why not. */
type Found = Promise<ServerProgram | string>;

async function fromEnvironment(flavour: Flavour): Found {
  const file = process.env["MYSQLD"];
  if (file === undefined) return "MYSQLD is not set";
  const version = await versionOf(file);
  if (!flavours[flavour].version.test(version)) return `MYSQLD is ${version}`;
  return machineProgram(flavour, file, version);
}

async function fromPath(flavour: Flavour): Found {
  const names = ["mysqld", "mariadbd"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const files = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const file = files.find((path) => existsSync(path));
  if (file === undefined) return "there is no mysqld on the PATH";
  const version = await versionOf(file);
  if (!flavours[flavour].version.test(version)) return `the mysqld on the PATH is ${version}`;
  return machineProgram(flavour, file, version);
}

async function versionOf(file: string): Promise<string> {
  const text = await run({ executable: file, args: ["--no-defaults", "--version"] });
  return /Ver \S+/.exec(text)?.[0] ?? text.trim();
}

/** A program that is installed on this machine. */
async function machineProgram(flavour: Flavour, file: string, version: string) {
  const id = createHash("sha256").update(`${file} ${version}`).digest("hex").slice(0, 12);
  const command = (options: readonly string[]) => ({
    executable: file,
    args: ["--no-defaults", ...options],
  });
  const program: ServerProgram = { id, origin: file, command };
  if (flavours[flavour].initialise === "initialize-insecure") return program;
  const help = await run(command(["--verbose", "--help"]));
  const share = /^lc-messages-dir\s+(\S+)/m.exec(help)?.[1];
  return share === undefined ? program : { ...program, share };
}

async function fromDocker(flavour: Flavour, progress: Progress): Found {
  const { image } = flavours[flavour];
  if (image === undefined) return "Docker is not used for it";
  try {
    await run({ executable: "docker", args: ["version", "--format", "{{.Server.Version}}"] });
  } catch {
    return "there is no running Docker";
  }
  try {
    await run({ executable: "docker", args: ["image", "inspect", image] });
  } catch {
    progress(`Fetching the image ${image} by Docker (first time only)`);
    try {
      await run({ executable: "docker", args: ["pull", "--quiet", image] });
    } catch {
      return `Docker cannot fetch ${image}`;
    }
  }
  return dockerProgram(image);
}

/** Runs in a container that shares this machine's network, user and the server's folder. */
function dockerProgram(image: string): ServerProgram {
  const { uid, gid } = userInfo();
  return {
    id: image.replaceAll(/\W/g, "-"),
    origin: `Docker, ${image}`,
    command: (options, folder) => ({
      executable: "docker",
      args: [
        ...["run", "--rm", "--network", "host", "--user", `${uid}:${gid}`],
        ...["--volume", `${folder}:${folder}`, image],
        ...["mysqld", "--no-defaults", ...options],
      ],
    }),
  };
}

async function fromPackage(flavour: Flavour, progress: Progress): Found {
  const source = flavours[flavour].package;
  if (source === undefined) return "no package of it is known";
  const folder = packageFolder(flavour);
  const mysqld = join(folder, layouts[source.from].mysqld);
  try {
    await onceAcrossProcesses(
      folder,
      () => existsSync(mysqld),
      () => installPackage(source, folder, progress),
    );
  } catch (error) {
    return `its package cannot be had (${error instanceof Error ? error.message : String(error)})`;
  }
  return packageProgram(source, folder);
}

/** Folder of a flavour's unpacked package. */
export function packageFolder(flavour: Flavour): string {
  return join(cacheDirectory(), flavour);
}

function packageProgram(source: ServerPackage, folder: string): ServerProgram {
  const { mysqld, share } = layouts[source.from];
  const messages = join(folder, share);
  const base = ["--no-defaults", `--basedir=${folder}`, `--lc-messages-dir=${messages}`];
  return {
    id: `package-${statSync(join(folder, mysqld)).size}`,
    origin: `a package, in ${folder}`,
    share: messages,
    command: (options) => ({
      executable: join(folder, mysqld),
      args: [...base, `--character-sets-dir=${join(messages, "charsets")}`, ...options],
      env: { LD_LIBRARY_PATH: join(folder, libraryFolder) },
    }),
  };
}
