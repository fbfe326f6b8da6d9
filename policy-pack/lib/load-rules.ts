import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { type Rule } from "./rule";

const load = createRequire(__filename);
const isSource = /(?<!\.d)\.[cm]?[jt]s$/;

/**
 * The rules of a folder: each file exports one, whose name is the file's.
 * @throws Error that names a file that exports none, or one of another name.
 */
export function rulesIn(folder: string): Rule[] {
  const files = readdirSync(folder).filter((file) => isSource.test(file));
  return files.sort().map((file) => ruleOf(join(folder, file)));
}

function ruleOf(path: string): Rule {
  const exported = Object.values(load(path) as Record<string, unknown>).filter(isRule);
  const [rule] = exported;
  if (rule === undefined || exported.length > 1) {
    throw new Error(`${path} exports ${exported.length} rules; a file of rules exports one`);
  }
  const name = basename(path).replace(isSource, "");
  if (rule.name !== name) {
    throw new Error(`${path} exports the rule "${rule.name}"; rename the file or the rule`);
  }
  return rule;
}

function isRule(value: unknown): value is Rule {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "description" in value &&
    "types" in value &&
    Array.isArray(value.types)
  );
}
