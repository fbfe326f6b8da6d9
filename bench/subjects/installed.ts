import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { scratchDirectory } from "../context";

/**
 * A subject with packages of its own, in a folder of its own. Its packages are installed on first
 * use.
 *
 * @param source The folder with the subject's files and its `package-lock.json`.
 * @returns The folder to run it in.
 * @throws Error when npm cannot install the packages.
 */
export async function installed(
  source: string,
  onProgress: (message: string) => void,
): Promise<string> {
  const directory = join(scratchDirectory, basename(source));
  const stamp = join(directory, "node_modules", ".installed");
  const lock = readFileSync(join(source, "package-lock.json"), "utf8");
  mkdirSync(directory, { recursive: true });
  cpSync(source, directory, { recursive: true });
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    onProgress(`installing ${basename(source)} into ${directory} (over 200 MB, first time only)`);
    const options = ["--ignore-scripts", "--no-audit", "--no-fund"];
    await promisify(execFile)("npm", ["ci", ...options], { cwd: directory });
    writeFileSync(stamp, lock);
  }
  return directory;
}
