import type { Json } from "../canonical-json";
import type { NamedRule } from "./named-rule";
import { dmsPattern } from "./pattern";
import type { TableSelection } from "../settings/table-mappings";

/** Filter on the rows of a table, by one column. */
export type RowFilter = NonNullable<TableSelection["filters"]>[number];

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
      "object-locator":
        action === "explicit"
          ? { "schema-name": schema, "table-name": table }
          : { "schema-name": dmsPattern(schema), "table-name": dmsPattern(table) },
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
  throw new Error(`The filter of the column ${column} has neither atLeast, atMost nor oneOf.`);
}
