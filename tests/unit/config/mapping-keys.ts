import type { TriedValues } from "./dms-keys";
import { configured, spacious } from "./example";

/** A configuration with a table of which each detail is configured, and a transformation. */
export function mappedTables(): Record<string, unknown> {
  const table = {
    schema: "orders",
    table: "lines",
    filters: [{ column: "id", atLeast: 1 }],
    parallelLoad: { type: "partitions-auto" },
  };
  return configured(spacious(), {
    "dms.migrations.orders.tables": [table],
    "dms.migrations.orders.transformations": [
      { schema: "orders", table: "lines", column: "id", action: "add-prefix", value: "old_" },
    ],
  });
}

const name = { refused: ["", "a".repeat(65)], allowed: "at most 64 characters" };
const value = { refused: ["", true], allowed: "a text or a number" };

/** Values to try for each key of a migration's table mappings. */
export const mappingKeys: Readonly<Record<string, TriedValues>> = {
  "dms.migrations.orders.tables.0.schema": {
    refused: ["%", "%%", "mysql", "SYS", "", "a".repeat(65)],
    allowed: "a schema of your own",
    accepted: ["mysql_copy"],
  },
  "dms.migrations.orders.tables.0.table": {
    refused: ["", "a".repeat(65)],
    allowed: "at most 64 characters",
    accepted: ["Order Lines"],
  },
  "dms.migrations.orders.tables.0.action": {
    refused: ["skip"],
    allowed: "include, exclude, or explicit",
    accepted: ["include", "explicit"],
  },
  "dms.migrations.orders.tables.0.filters": {
    refused: [[], { column: "id" }],
    allowed: "at least one filter",
    accepted: [[{ column: "id", oneOf: [1] }]],
  },
  "dms.migrations.orders.tables.0.filters.0.column": { ...name, accepted: ["created at"] },
  "dms.migrations.orders.tables.0.filters.0.atLeast": { ...value, accepted: [0, "2024-01-01"] },
  "dms.migrations.orders.tables.0.filters.0.atMost": { ...value, accepted: [99, "2025-01-01"] },
  "dms.migrations.orders.tables.0.filters.0.oneOf": {
    refused: [[], "open"],
    allowed: "at least one text or number",
    accepted: [],
  },
  "dms.migrations.orders.tables.0.parallelLoad.type": {
    refused: ["subpartitions-auto", "none"],
    allowed: "partitions-auto, partitions-list, or ranges",
    accepted: ["partitions-auto"],
  },
  "dms.migrations.orders.tables.0.parallelLoad.partitions": {
    refused: [[], "p2024"],
    allowed: "at least one partition",
    accepted: [],
  },
  "dms.migrations.orders.tables.0.parallelLoad.columns": {
    refused: [[], Array(11).fill("id")],
    allowed: "1 to 10 names of columns",
    accepted: [],
  },
  "dms.migrations.orders.tables.0.parallelLoad.boundaries": {
    refused: [[], 1000],
    allowed: "1 to 48 lists",
    accepted: [],
  },
  "dms.migrations.orders.tables.0.lobMode": {
    refused: ["inline", "none"],
    allowed: "limited or full",
    accepted: ["limited", "full"],
  },
  "dms.migrations.orders.tables.0.lobMaxSizeKiB": {
    refused: [0, 102_401],
    allowed: "1 to 102,400",
    accepted: [1, 102_400],
  },
  "dms.migrations.orders.transformations.0.schema": {
    refused: ["%", "sys", ""],
    allowed: "a schema of your own",
    accepted: ["order%"],
  },
  "dms.migrations.orders.transformations.0.table": { ...name, accepted: ["%"] },
  "dms.migrations.orders.transformations.0.column": { ...name, accepted: ["%_id"] },
  "dms.migrations.orders.transformations.0.action": {
    refused: ["drop", "add-column"],
    allowed: "rename, remove-column, convert-lowercase",
    accepted: ["rename", "add-prefix", "remove-prefix", "add-suffix", "remove-suffix"],
  },
  "dms.migrations.orders.transformations.0.value": { ...name, accepted: ["new_"] },
  "dms.migrations.orders.transformations.0.oldValue": { ...name, accepted: [] },
};
