import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { type Rule } from "./rule";

const load = createRequire(__filename);
const isSource = /(?<!\.d)\.[cm]?[jt]s$/;

/**
 * The rules of a folder: each file exports one, whose name is the file's.
 * @throws Error that names a file that exports none, a malformed one, or one of another name.
 */
export function rulesIn(folder: string): Rule[] {
  const files = readdirSync(folder).filter((file) => isSource.test(file));
  return files.sort().map((file) => ruleOf(join(folder, file)));
}

function ruleOf(path: string): Rule {
  const exported = Object.values(load(path) as Record<string, unknown>).filter(isRule);
  const [rule] = new Set(exported);
  if (rule === undefined || new Set(exported).size > 1) {
    throw new Error(`${path} exports ${new Set(exported).size} rules; a file of rules exports one`);
  }
  const name = basename(path).replace(isSource, "");
  if (rule.name !== name) {
    throw new Error(`${path} exports the rule "${rule.name}"; rename the file or the rule`);
  }
  const faults = faultsIn(rule);
  if (faults.length > 0) throw new Error(`${path}: the rule ${faults.join(", ")}`);
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

/** Parts that a rule lacks, in words: TypeScript does not check rules written in JavaScript. */
function faultsIn(rule: Rule): string[] {
  const given: Readonly<Record<string, unknown>> = { ...rule };
  const texts = ["title", "description", "remediation"].filter(
    (key) => typeof given[key] !== "string" || given[key] === "",
  );
  const checks = ["resource", "companions", "stack"].filter((key) => given[key] !== undefined);
  return [
    ...texts.map((key) => `has no ${key}`),
    ...(["low", "medium", "high", "critical"].includes(rule.severity)
      ? []
      : ["has no severity of low, medium, high or critical"]),
    ...(["mandatory", "advisory"].includes(rule.level)
      ? []
      : ["has no level of mandatory or advisory"]),
    ...(checks.length > 0 && checks.every((key) => typeof given[key] === "function")
      ? []
      : ["has no function resource, companions or stack"]),
  ];
}
