import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { scratchDirectory } from "../context";

const source = join(__dirname, "../packs/awsguard");

/**
 * The public AWSGuard pack in a folder of its own, installed when it is not there yet: it wants
 * another major version of `@pulumi/aws` than the project.
 * @returns The folder.
 * @throws Error when npm cannot install it.
 */
export async function installedAwsGuard(onProgress: (message: string) => void): Promise<string> {
  const directory = join(scratchDirectory, "awsguard");
  const stamp = join(directory, "node_modules", ".installed");
  const lock = readFileSync(join(source, "package-lock.json"), "utf8");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    onProgress("installing AWSGuard into .local/bench/awsguard (270 MB, first time only)");
    mkdirSync(directory, { recursive: true });
    cpSync(source, directory, { recursive: true });
    const options = ["--ignore-scripts", "--no-audit", "--no-fund"];
    await promisify(execFile)("npm", ["ci", ...options], { cwd: directory });
    writeFileSync(stamp, lock);
  }
  return directory;
}
