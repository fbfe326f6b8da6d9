import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { messageOf, UsageError } from "@landing-zone/plan/errors";

/** Characters that nobody sees, of which one in a key or value is a riddle. */
const invisible = /\r(?!\n)|(?![\t\n\r])[\p{Cc}\p{Zl}\p{Zp}\u200B\uFEFF]/u;

/**
 * Reads a file that people write as YAML: plain data, as JSON could hold it too.
 * @throws UsageError naming the file and, where there is one, the line.
 */
export function readYamlFile(file: string): unknown {
  const text = readText(file);
  const refuse = (problem: string): UsageError =>
    new UsageError(`${file} is not valid YAML: ${problem}`);
  const at = text.search(invisible);
  if (at >= 0) {
    const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
    const line = text.slice(0, at).split("\n").length;
    throw refuse(`it has the invisible character U+${code} in line ${line}.`);
  }
  let value: unknown;
  try {
    const document = parseDocument(text);
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    value = document.toJS();
    // Fails on an anchor that contains itself.
    JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) throw refuse("it is nested too deeply.");
    const [reason = ""] = messageOf(error).split("\n    at ");
    throw refuse(reason.includes("circular") ? "an anchor contains itself." : reason);
  }
  return value;
}

function readText(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT") throw new UsageError(`There is no ${file}.`);
    const isEncoding = error instanceof TypeError;
    throw new UsageError(
      `${file} cannot be read: ${isEncoding ? "it is not UTF-8 text." : messageOf(error)}`,
    );
  }
}
