import { DatabaseError } from "../database/database-error";
import { quoted, type TableName } from "../database/identifier";
import { numberOf, type Query, textOf } from "../database/query";

/** Changes of one table that DMS could not apply, and went on without. */
export interface TableExceptions extends TableName {
  readonly count: number;
  /** When the last one was recorded, in UTC, as MySQL writes it. */
  readonly last: string;
}

/**
 * Exceptions that DMS has recorded in `awsdms_apply_exceptions`, by the table's name in the target.
 * The statements, which have values of rows, are not read.
 *
 * @param query Asks the target.
 * @param controlSchema The migration's `controlSchema`.
 * @throws DatabaseError when it cannot be asked. Where DMS has made no such table, there are none.
 */
export async function applyExceptions(
  query: Query,
  controlSchema: string,
): Promise<readonly TableExceptions[]> {
  try {
    const rows = await query(
      `SELECT TABLE_OWNER AS table_schema, TABLE_NAME AS table_name, COUNT(*) AS count, CAST(MAX(ERROR_TIME) AS CHAR) AS last
         FROM ${quoted(controlSchema)}.awsdms_apply_exceptions
        GROUP BY TABLE_OWNER, TABLE_NAME
        ORDER BY TABLE_OWNER, TABLE_NAME`,
    );
    return rows.map((row) => ({
      schema: textOf(row, "table_schema"),
      table: textOf(row, "table_name"),
      count: numberOf(row, "count"),
      last: textOf(row, "last"),
    }));
  } catch (error) {
    const isMissing =
      error instanceof DatabaseError &&
      ["ER_NO_SUCH_TABLE", "ER_BAD_DB_ERROR"].includes(error.code);
    if (isMissing) return [];
    throw error;
  }
}
