import type { Json } from "../canonical-json";
import type { NamedRule } from ".";
import type { TableLoadSettings } from "./table-settings";

/** Which rows of a table are loaded and replicated, by one of its columns. */
export interface RowFilter {
  readonly column: string;
  /** The smallest value that is taken. */
  readonly atLeast?: string | number | undefined;
  /** The largest value that is taken. */
  readonly atMost?: string | number | undefined;
  /** The values that are taken. Not together with a smallest or largest one. */
  readonly oneOf?: readonly (string | number)[] | undefined;
}

/** Tables that a migration takes or leaves. `%` stands for any characters, `_` for any one. */
export interface TableSelection extends TableLoadSettings {
  /** Schema name or pattern. */
  readonly schema: string;
  /** Table name or pattern. */
  readonly table: string;
  /** `exclude` takes away from what the others gave; `explicit` means one table, by its exact name. */
  readonly action: "include" | "exclude" | "explicit";
  /** Rows are taken when they pass every filter. Default: all rows. */
  readonly filters?: readonly RowFilter[] | undefined;
}

/**
 * The selection rule of a table selection.
 *
 * @throws Error for an include of every schema.
 */
export function selectionRule({ schema, table, action, filters = [] }: TableSelection): NamedRule {
  if (action !== "exclude" && schema === "%") {
    throw new Error(
      `The selection ${schema}.${table} would include MySQL's own schemas; name the schema.`,
    );
  }
  return {
    name: `${action}-${schema}.${table}`,
    subject: `the selection ${schema}.${table}`,
    content: {
      "rule-type": "selection",
      "rule-action": action,
      "object-locator": { "schema-name": schema, "table-name": table },
      filters: filters.map(rowFilter),
    },
  };
}

function rowFilter(filter: RowFilter): Json {
  return {
    "filter-type": "source",
    "column-name": filter.column,
    "filter-conditions": conditions(filter),
  };
}

/** DMS joins the conditions of one filter by "or". */
function conditions({ column, atLeast, atMost, oneOf = [] }: RowFilter): Json[] {
  if (oneOf.length > 0) {
    return oneOf.map((value) => ({ "filter-operator": "eq", value: String(value) }));
  }
  if (atLeast !== undefined && atMost !== undefined) {
    return [
      {
        "filter-operator": "between",
        "start-value": String(atLeast),
        "end-value": String(atMost),
      },
    ];
  }
  if (atLeast !== undefined) {
    return [{ "filter-operator": "gte", value: String(atLeast) }];
  }
  if (atMost !== undefined) {
    return [{ "filter-operator": "ste", value: String(atMost) }];
  }
  throw new Error(`The filter of the column ${column} says neither atLeast, atMost nor oneOf.`);
}
