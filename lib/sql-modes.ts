/**
 * SQL modes that MySQL 8.0 and 8.4 have, which Aurora MySQL 3 and 8.4 follow. NO_AUTO_CREATE_USER and
 * the modes of other databases (ORACLE, DB2, …) went with 8.0. Source: "Server SQL Modes" of the MySQL
 * 8.0 and 8.4 reference manuals.
 */
export const sqlModes = [
  "ALLOW_INVALID_DATES",
  "ANSI",
  "ANSI_QUOTES",
  "ERROR_FOR_DIVISION_BY_ZERO",
  "HIGH_NOT_PRECEDENCE",
  "IGNORE_SPACE",
  "NO_AUTO_VALUE_ON_ZERO",
  "NO_BACKSLASH_ESCAPES",
  "NO_DIR_IN_CREATE",
  "NO_ENGINE_SUBSTITUTION",
  "NO_UNSIGNED_SUBTRACTION",
  "NO_ZERO_DATE",
  "NO_ZERO_IN_DATE",
  "ONLY_FULL_GROUP_BY",
  "PAD_CHAR_TO_FULL_LENGTH",
  "PIPES_AS_CONCAT",
  "REAL_AS_FLOAT",
  "STRICT_ALL_TABLES",
  "STRICT_TRANS_TABLES",
  "TIME_TRUNCATE_FRACTIONAL",
  "TRADITIONAL",
] as const;
