import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const project = join(__dirname, "../..");
const packageFile = z.looseObject({ version: z.string() });

/** The version of this program, with the commit where it is a clone: `1.2.0+3f9c2ab`. */
export async function programVersion(): Promise<string> {
  const text = readFileSync(join(project, "package.json"), "utf8");
  const { version } = packageFile.parse(JSON.parse(text));
  try {
    const { stdout } = await promisify(execFile)("git", ["rev-parse", "--short=12", "HEAD"], {
      cwd: project,
    });
    return `${version}+${stdout.trim()}`;
  } catch {
    return version;
  }
}
