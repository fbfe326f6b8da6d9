import { z } from "zod";
import { oneOf, wholeNumber } from "./kinds";
import { setting } from "./setting";

/** MySQL's own schemas. */
const ownSchemas = new Set(["information_schema", "mysql", "performance_schema", "sys"]);

const schemaName = setting(
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^(?!%+$)/)
    .refine((schema) => !ownSchemas.has(schema.toLowerCase())),
  "MySQL schema; `%` matches any characters.",
  "the name of a schema of your own, of at most 64 characters; not % alone, not one of MySQL's own schemas",
);

function identifier(description: string) {
  return setting(
    z.string().min(1).max(64),
    description,
    "a MySQL name of at most 64 characters, in quotes when it has a %",
  );
}

function value(description: string) {
  return setting(
    z.union([z.string().min(1), z.number()]),
    description,
    "a text or a number, for example 1000",
  );
}

const filter = z.strictObject({
  column: identifier("The column to compare."),
  atLeast: value("Rows with a smaller value are left out.").optional(),
  atMost: value("Rows with a larger value are left out.").optional(),
  oneOf: setting(
    z.array(value("A value that is taken.")).min(1),
    "Rows with any other value are left out. Cannot be combined with `atLeast` or `atMost`.",
    "a list of at least one text or number, for example [open, paid]",
  ).optional(),
});

const boundary = setting(
  z.array(value("The upper end in one column.")).min(1),
  "The upper end of one range.",
  "a list of a text or number for each column, for example [1000000]",
);

const parallelLoad = z
  .strictObject({
    type: oneOf(
      ["partitions-auto", "partitions-list", "ranges"],
      "Whether to load each partition separately, only those in `partitions`, or ranges of `columns`.",
    ),
    partitions: setting(
      z.array(identifier("A partition.")).min(1),
      "The partitions of a `partitions-list`; all others are left out.",
      "a list of at least one partition's name",
    ).optional(),
    columns: setting(
      z.array(identifier("A column.")).min(1).max(10),
      "The columns of `ranges`, the most significant first. They should be indexed and NOT NULL: rows with NULL are left out.",
      "a list of 1 to 10 names of columns",
    ).optional(),
    boundaries: setting(
      z.array(boundary).min(1).max(48),
      "Upper bounds of all `ranges` except the last, each with a value for every column.",
      "a list of 1 to 48 lists of texts or numbers, for example [[1000000], [2000000]]",
    ).optional(),
  })
  .describe("Splits the load of one table into parts that are loaded in parallel.");

/** Selects tables, and how they are loaded. */
export const tableSelection = z.strictObject({
  schema: schemaName,
  table: setting(
    z.string().min(1).max(64),
    "Table; `%` matches any characters.",
    'the name of a table, of at most 64 characters, or a pattern with %, for example "order_%"',
  ).default("%"),
  action: oneOf(
    ["include", "exclude", "explicit"],
    "Whether to replicate the tables or to exclude them from other rules. `explicit` replicates one table by its exact name.",
  ).default("include"),
  filters: setting(
    z.array(filter).min(1),
    "Filters on the rows to replicate. A row must pass all of them.",
    "a list of at least one filter, for example [{ column: id, atLeast: 1000 }]",
  ).optional(),
  parallelLoad: parallelLoad.optional(),
  lobMode: oneOf(
    ["limited", "full"],
    "How this table's LOBs are replicated: truncated at `lobMaxSizeKiB`, or whole with a query for each. Default: the migration's mode.",
  ).optional(),
  lobMaxSizeKiB: wholeNumber(
    1,
    102_400,
    "Largest LOB of this table that is replicated whole, in KiB. Default: the migration's limit.",
  ).optional(),
});

/** Gives a schema, a table or a column another form in the target. */
export const transformation = z.strictObject({
  schema: schemaName,
  table: identifier("Table; without it the schema itself is transformed.").optional(),
  column: identifier("Column; without it the table itself is transformed.").optional(),
  action: oneOf(
    [
      "rename",
      "remove-column",
      "convert-lowercase",
      "convert-uppercase",
      "add-prefix",
      "remove-prefix",
      "replace-prefix",
      "add-suffix",
      "remove-suffix",
      "replace-suffix",
    ],
    "The change to the schema, table or column.",
  ),
  value: setting(
    z.string().min(1).max(64),
    "The new name, or the prefix or suffix.",
    "a text of at most 64 characters",
  ).optional(),
  oldValue: setting(
    z.string().min(1).max(64),
    "The prefix or suffix to replace.",
    "a text of at most 64 characters",
  ).optional(),
});

/** Selects tables, with defaults filled in. */
export type TableSelection = z.output<typeof tableSelection>;

/** Gives a schema, a table or a column another form in the target. */
export type Transformation = z.output<typeof transformation>;
