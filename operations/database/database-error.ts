/** Reasons whose message names objects, accounts or syntax, and never a value of a row. */
const messagesWithoutData = new Set([
  "ER_ACCESS_DENIED_ERROR",
  "ER_ACCESS_DENIED_NO_PASSWORD_ERROR",
  "ER_ACCOUNT_HAS_BEEN_LOCKED",
  "ER_BAD_DB_ERROR",
  "ER_BAD_FIELD_ERROR",
  "ER_BAD_TABLE_ERROR",
  "ER_BINLOG_CREATE_ROUTINE_NEED_SUPER",
  "ER_CANNOT_ADD_FOREIGN",
  "ER_CANT_AGGREGATE_2COLLATIONS",
  "ER_COLUMNACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_DB_CREATE_EXISTS",
  "ER_DUP_FIELDNAME",
  "ER_DUP_KEYNAME",
  "ER_HOST_IS_BLOCKED",
  "ER_HOST_NOT_PRIVILEGED",
  "ER_LOCK_WAIT_TIMEOUT",
  "ER_NO_BINARY_LOGGING",
  "ER_NO_SUCH_TABLE",
  "ER_OPTION_PREVENTS_STATEMENT",
  "ER_PARSE_ERROR",
  "ER_QUERY_TIMEOUT",
  "ER_SPECIFIC_ACCESS_DENIED_ERROR",
  "ER_SP_DOES_NOT_EXIST",
  "ER_TABLEACCESS_DENIED_ERROR",
  "ER_TABLE_EXISTS_ERROR",
  "ER_UNKNOWN_COLLATION",
  "ER_UNKNOWN_SYSTEM_VARIABLE",
]);

/** An error of the driver or the network. */
interface Reason {
  readonly message?: string;
  /** MySQL's name of the error, or the system's, such as `ECONNREFUSED`. */
  readonly code?: string;
  readonly errno?: number;
  readonly sqlState?: string;
}

/** A statement that failed, or a connection. The message has no password and no value of a row. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  /** MySQL's name of the error or the system's; `UNKNOWN` when there is neither. */
  readonly code: string;
  /** MySQL's number of the error; 0 when the server did not answer. */
  readonly errno: number;

  /**
   * @param subject The server, such as `source erp`.
   * @param activity The statement with its placeholders, or what else failed.
   */
  constructor(subject: string, activity: string, thrown: unknown) {
    const reason = reasonOf(thrown);
    super(`${subject}: ${excerpt(activity)}\n  ${describe(reason)}`);
    this.code = reason.code ?? "UNKNOWN";
    this.errno = reason.sqlState === undefined ? 0 : (reason.errno ?? 0);
  }
}

function reasonOf(thrown: unknown): Reason {
  return typeof thrown === "object" && thrown !== null ? thrown : {};
}

/** Without `sqlState` the message is the system's or TLS's, which have seen no row. */
function describe({ message = "failed", code, errno, sqlState }: Reason): string {
  if (sqlState === undefined) return code === undefined ? message : `${code}: ${message}`;
  const name = code ?? "an error";
  return messagesWithoutData.has(name)
    ? `${name} (${errno ?? 0}): ${message}`
    : `${name} (${errno ?? 0}, SQL state ${sqlState}); its message may hold data and is not shown`;
}

const longestExcerpt = 500;

function excerpt(text: string): string {
  return text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text;
}
