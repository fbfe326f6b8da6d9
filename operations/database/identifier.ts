/** Longest name of a schema, a table or a column, in characters. */
export const maxIdentifierLength = 64;

/** Quotes a name so that MySQL and MariaDB read it in any `sql_mode`, with any characters. */
export function quoted(identifier: string): string {
  return `\`${identifier.replaceAll("`", "``")}\``;
}

/** A table of one schema. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** A table's quoted name with its schema. */
export function quotedTable({ schema, table }: TableName): string {
  return `${quoted(schema)}.${quoted(table)}`;
}

/** A table's name for people, quoted only where it needs to be. */
export function tableLabel({ schema, table }: TableName): string {
  return [schema, table].map((part) => (/^\w+$/.test(part) ? part : quoted(part))).join(".");
}
