/** Modes that MySQL 8.0 has no more, or only MariaDB has. */
const goneModes = new Set([
  "DB2",
  "EMPTY_STRING_IS_NULL",
  "MAXDB",
  "MSSQL",
  "MYSQL323",
  "MYSQL40",
  "NO_AUTO_CREATE_USER",
  "NO_FIELD_OPTIONS",
  "NO_KEY_OPTIONS",
  "NO_TABLE_OPTIONS",
  "ORACLE",
  "POSTGRESQL",
  "SIMULTANEOUS_ASSIGNMENT",
  "TIME_ROUND_FRACTIONAL",
]);

/** A source's `sql_mode` without what MySQL 8.0 refuses. */
export function sqlModeFor80(modes: string): string {
  return modes
    .split(",")
    .filter((mode) => mode !== "" && !goneModes.has(mode))
    .join(",");
}
