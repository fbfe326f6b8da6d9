import { readFile } from "node:fs/promises";
import { runCommand } from "../command";
import { type OutputSource, pulumiLimits } from "../outputs";
import { type DeclaredResources, parseDeclared } from "./resources";

/**
 * Loads the declared resources of a stack from its export: the inputs of the last `pulumi up`, with
 * the identifiers that AWS assigned.
 * @throws Error when there is no such stack or file, or it holds anything else.
 */
export async function loadDeclared(source: OutputSource): Promise<DeclaredResources> {
  const origin = "file" in source ? `The file ${source.file}` : `The stack ${source.stack}`;
  return parseDeclared(await readExport(source), origin);
}

async function readExport(source: OutputSource): Promise<string> {
  if ("file" in source) return readFile(source.file, "utf8");
  const args = ["stack", "export", "--non-interactive", "--stack", source.stack];
  return runCommand({ executable: "pulumi", args }, pulumiLimits);
}
