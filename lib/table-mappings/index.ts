import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json";
import type { TableSelection, Transformation } from "../settings/table-mappings";
import { selectionRule } from "./selection";
import { tableSettingsRule } from "./table-settings";
import { transformationRule } from "./transformation";

export { transformationTarget } from "./transformation";

/**
 * The table mappings of a replication task: a selection rule per table selection, a table-settings
 * rule for each that says how to load, and a transformation rule per transformation.
 *
 * A rule's id follows from its name, which says what the rule is about, and rules are sorted by name:
 * adding, moving or changing one changes no other.
 *
 * @throws Error without an include, for an include of every schema (which would take MySQL's own), for
 * two rules about the same thing, and for two names with the same id.
 */
export function tableMappings(
  selections: readonly TableSelection[],
  transformations: readonly Transformation[] = [],
): string {
  if (selections.every(({ action }) => action === "exclude")) {
    throw new Error("The table selections include nothing; at least one needs the action include.");
  }
  const rules = [
    ...selections.map(selectionRule),
    ...selections.flatMap(tableSettingsRule),
    ...transformations.map(transformationRule),
  ];
  refuseTwice(
    rules.map(({ subject }) => subject),
    (subject) => `The table mappings have ${subject} twice; give it once.`,
  );
  refuseTwice(
    rules.map(({ name }) => ruleId(name)),
    (id) => `Two table mappings have the id ${id}; write one of them differently.`,
  );
  return canonicalJson({
    rules: rules
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .map(({ name, content }) => ({ "rule-id": ruleId(name), "rule-name": name, ...content })),
  });
}

function refuseTwice(values: readonly string[], message: (value: string) => string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) {
    throw new Error(message(twice));
  }
}

/** DMS takes numbers only: up to nine digits of the name's hash. */
function ruleId(name: string): string {
  return String(createHash("sha256").update(name).digest().readUInt32BE() % 1_000_000_000);
}
