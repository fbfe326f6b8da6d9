import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "@landing-zone/engine/output-file";

/**
 * A value that takes long to make, made once for all suites of a run of all tests, and again in any
 * other run. It is handed out as a copy.
 *
 * @param name What it is, as the name of a file.
 */
export async function sharedInRun<T>(name: string, make: () => Promise<T>): Promise<T> {
  const folder = process.env["TEST_RUN_FOLDER"];
  if (folder === undefined) return make();
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) writeAtomically(file, JSON.stringify(await make()));
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
