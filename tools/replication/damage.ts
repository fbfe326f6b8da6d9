import type { CopiedColumn, CopiedTable } from "./copy/catalog";
import { rowsOf, withConnection, type DatabaseServer } from "./copy/server";
import { kindOf, quote, textLiteral } from "./copy/values";
import type { FaultName } from "./faults";

/** A change to a row of the target. */
export interface Damage {
  readonly table: string;
  /** Values of the key of the row, by column. */
  readonly key: Readonly<Record<string, string>>;
  /** The column that was changed. */
  readonly column?: string;
}

/** Faults that change a row of the target at once. */
export const damages = ["changed-row", "missing-row", "extra-row"] as const satisfies FaultName[];

/**
 * Damages one row of a table with a key, in the middle of it.
 * @throws Error for a table without a key or without rows.
 */
export async function damageRow(
  target: DatabaseServer,
  table: CopiedTable,
  fault: (typeof damages)[number],
): Promise<Damage> {
  const { schema, table: name } = table.target;
  const full = `${quote(schema)}.${quote(name)}`;
  if (table.key.length === 0) throw new Error(`${schema}.${name} has no key.`);
  return withConnection(target, "write", async (connection) => {
    const keys = table.key.map(({ target: column }, index) => `${quote(column)} AS k${index}`);
    const order = table.key.map(({ target: column }) => quote(column)).join(", ");
    const [counted] = await rowsOf<{ n: string | number }>(
      connection,
      `SELECT COUNT(*) AS n FROM ${full}`,
    );
    const middle = Math.floor(Number(counted?.n ?? 0) / 2);
    const [row] = await rowsOf<Record<string, string | number>>(
      connection,
      `SELECT ${keys.join(", ")} FROM ${full} ORDER BY ${order} LIMIT ${middle}, 1`,
    );
    if (row === undefined) throw new Error(`${schema}.${name} has no rows.`);
    const key = Object.fromEntries(
      table.key.map(({ target: column }, index) => [column, String(row[`k${index}`])]),
    );
    const where = Object.entries(key)
      .map(([column, value]) => `${quote(column)} = ${textLiteral(value)}`)
      .join(" AND ");
    const column = damagedColumn(table);
    await connection.query(damageSql(fault, full, table, where, column));
    const damage = { table: `${schema}.${name}`, key };
    return fault === "changed-row" && column ? { ...damage, column: column.target } : damage;
  });
}

/** A column outside of the key, a number if there is one. */
function damagedColumn({ columns, key }: CopiedTable): CopiedColumn | undefined {
  const others = columns.filter((column) => !key.includes(column));
  const ranks = ["decimal", "double", "float", "int", "bigint", "varchar", "text"];
  return ranks.map((type) => others.find(({ dataType }) => dataType === type)).find((it) => it);
}

function damageSql(
  fault: (typeof damages)[number],
  full: string,
  table: CopiedTable,
  where: string,
  column: CopiedColumn | undefined,
): string {
  if (fault === "missing-row") return `DELETE FROM ${full} WHERE ${where}`;
  if (fault === "extra-row") {
    const columns = table.columns.map(({ target }) => quote(target));
    const values = table.columns.map((it) =>
      it === table.key[0] ? `-${quote(it.target)} - 1` : quote(it.target),
    );
    return `INSERT IGNORE INTO ${full} (${columns.join(", ")}) SELECT ${values.join(", ")} FROM ${full} WHERE ${where}`;
  }
  if (column === undefined) throw new Error(`${full} has no column that could be changed.`);
  const name = quote(column.target);
  const isNumber = kindOf(column.dataType) !== "text";
  const least = column.dataType.endsWith("int") ? 1 : 0.01;
  return `UPDATE ${full} SET ${name} = ${isNumber ? `${name} + ${least}` : `CONCAT(${name}, '.')`} WHERE ${where}`;
}
