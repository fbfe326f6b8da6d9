import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json";

/** Tables that a migration takes or leaves. `%` stands for any characters, `_` for any one. */
export interface TableSelection {
  /** Schema name or pattern. */
  readonly schema: string;
  /** Table name or pattern. */
  readonly table: string;
  /** `exclude` takes away from what the `include` selections gave. */
  readonly action: "include" | "exclude";
}

/**
 * The table mappings of a replication task: one selection rule per table selection.
 *
 * A rule's id follows from what it selects, and rules are sorted by name, so that adding or moving a
 * selection changes no other rule.
 *
 * @throws Error without an include, for an include of every schema (which would take MySQL's own),
 * and for a table that is selected twice.
 */
export function tableMappings(selections: readonly TableSelection[]): string {
  if (!selections.some(({ action }) => action === "include")) {
    throw new Error("The table selections include nothing; at least one needs the action include.");
  }
  const names = new Set<string>();
  for (const { schema, table, action } of selections) {
    if (action === "include" && schema === "%") {
      throw new Error(
        `The selection ${schema}.${table} would include MySQL's own schemas; name the schema.`,
      );
    }
    const name = `${schema}.${table}`;
    if (names.has(name)) {
      throw new Error(`The table selection ${name} is given twice; give it once.`);
    }
    names.add(name);
  }
  const rules = selections
    .map(selectionRule)
    .sort((left, right) => (left["rule-name"] < right["rule-name"] ? -1 : 1));
  return canonicalJson({ rules });
}

function selectionRule({ schema, table, action }: TableSelection) {
  const name = `${action}-${schema}.${table}`;
  return {
    "rule-type": "selection",
    "rule-id": ruleId(name),
    "rule-name": name,
    "rule-action": action,
    "object-locator": { "schema-name": schema, "table-name": table },
    filters: [],
  };
}

/** DMS takes numbers only: up to nine digits of the name's hash. */
function ruleId(name: string): string {
  return String(createHash("sha256").update(name).digest().readUInt32BE() % 1_000_000_000);
}
