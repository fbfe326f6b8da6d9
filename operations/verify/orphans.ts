import type { Transformation } from "../../lib/settings/table-mappings";
import { targetColumn } from "../../lib/table-mappings/renaming";
import type { ScopedTable } from "../scope";
import { factsKey } from "./facts";
import { quoted, quotedTable, tableLabel, type TableName } from "../database/identifier";
import { numberOf, type Query, textOf } from "../database/query";

/** A foreign key, as a source declares it. */
export interface ForeignKey {
  readonly name: string;
  readonly child: TableName;
  readonly parent: TableName;
  /** The child's columns and the parent's, in the order of the key. */
  readonly columns: readonly { readonly child: string; readonly parent: string }[];
}

/** The foreign keys of the tables of some schemas. */
export async function foreignKeys(
  query: Query,
  schemas: readonly string[],
): Promise<readonly ForeignKey[]> {
  if (schemas.length === 0) return [];
  const rows = await query(
    `SELECT CONSTRAINT_NAME AS constraint_name, TABLE_SCHEMA AS table_schema,
            TABLE_NAME AS table_name, COLUMN_NAME AS column_name,
            REFERENCED_TABLE_SCHEMA AS parent_schema, REFERENCED_TABLE_NAME AS parent_table,
            REFERENCED_COLUMN_NAME AS parent_column
       FROM information_schema.KEY_COLUMN_USAGE
      WHERE REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA IN (${schemas.map(() => "?").join(", ")})
      ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`,
    schemas,
  );
  const keys = new Map<string, ForeignKey & { columns: { child: string; parent: string }[] }>();
  for (const row of rows) {
    const child = { schema: textOf(row, "table_schema"), table: textOf(row, "table_name") };
    const name = textOf(row, "constraint_name");
    const id = JSON.stringify([child.schema, name]);
    const parent = { schema: textOf(row, "parent_schema"), table: textOf(row, "parent_table") };
    const key = keys.get(id) ?? { name, child, parent, columns: [] };
    keys.set(id, key);
    key.columns.push({ child: textOf(row, "column_name"), parent: textOf(row, "parent_column") });
  }
  return [...keys.values()];
}

/** How many rows refer to a parent that is not there. A reference with a NULL in it refers to none. */
export async function orphans(query: Query, key: ForeignKey): Promise<number> {
  const on = key.columns.map((it) => `c.${quoted(it.child)} = p.${quoted(it.parent)}`);
  const given = key.columns.map((it) => `c.${quoted(it.child)} IS NOT NULL`);
  const [first] = key.columns;
  const [row] = await query(
    `SELECT COUNT(*) AS orphans FROM ${quotedTable(key.child)} c LEFT JOIN ${quotedTable(key.parent)} p ON ${on.join(" AND ")} WHERE ${given.join(" AND ")} AND p.${quoted(first?.parent ?? "")} IS NULL`,
  );
  return numberOf(row, "orphans");
}

/** Describes rows in the target that violate a foreign key; undefined if there are none. */
export function orphanProblem(
  key: ForeignKey,
  ofSource: number,
  ofTarget: number,
): string | undefined {
  if (ofTarget <= ofSource) return undefined;
  return `${ofTarget} rows have no parent in ${tableLabel(key.parent)} by the foreign key ${key.name}, in the source ${ofSource}: a cascade is not replicated`;
}

/** Violations of the foreign keys of some tables in the target, by the source table's key. */
export async function orphanProblems(
  source: Query,
  target: Query,
  scope: readonly ScopedTable[],
  transformationsOf: (migration: string) => readonly Transformation[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const problems = new Map<string, string[]>();
  const inScope = new Map(scope.map((table) => [factsKey(table.source), table]));
  const schemas = [...new Set(scope.map((table) => table.source.schema))];
  for (const key of await foreignKeys(source, schemas)) {
    const child = inScope.get(factsKey(key.child));
    const parent = inScope.get(factsKey(key.parent));
    // The parents of another migration may come later, and those of none never.
    if (child === undefined || parent === undefined) continue;
    const ofTarget = await orphans(target, {
      ...key,
      child: child.target,
      parent: parent.target,
      columns: key.columns.map((it) => ({
        child: targetColumn(transformationsOf(child.migration), child.source, it.child) ?? it.child,
        parent:
          targetColumn(transformationsOf(parent.migration), parent.source, it.parent) ?? it.parent,
      })),
    });
    // Most have none, and the source is spared the question.
    const ofSource = ofTarget === 0 ? 0 : await orphans(source, key);
    const problem = orphanProblem(key, ofSource, ofTarget);
    if (problem === undefined) continue;
    const at = factsKey(key.child);
    problems.set(at, [...(problems.get(at) ?? []), problem]);
  }
  return problems;
}
