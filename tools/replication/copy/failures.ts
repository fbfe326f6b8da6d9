/** A task ends with this: DMS's reason, and words for `LastFailureMessage`. */
export class TaskFailure extends Error {
  override readonly name = "TaskFailure";

  constructor(
    readonly stopReason: "FATAL_ERROR" | "RECOVERABLE_ERROR",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

interface MysqlError {
  readonly message?: string;
  readonly errno?: number;
  readonly code?: string;
  readonly fatal?: boolean;
}

const reasonOf = (error: unknown): MysqlError =>
  typeof error === "object" && error !== null ? error : {};

/** MySQL's number of an error; 0 for other errors. */
export const errorNumber = (error: unknown): number => reasonOf(error).errno ?? 0;

/** Whether trying again may help: a connection was lost or refused, or a lock not had in time. */
export function isTransient(error: unknown): boolean {
  const { code = "", fatal = false } = reasonOf(error);
  const network = /^(ECONN|EPIPE|ETIMEDOUT|PROTOCOL_CONNECTION_LOST|ER_SERVER_SHUTDOWN)/;
  return fatal || network.test(code) || [1_053, 1_205, 1_213].includes(errorNumber(error));
}

/** Whether the source does not have the wanted part of its binary log. */
export const isPositionLost = (error: unknown) => errorNumber(error) === 1_236;

/** MySQL's error in that case. */
export class PositionLost extends Error {
  override readonly name = "PositionLost";
  readonly errno = 1_236;

  constructor() {
    super("Could not find first log file name in binary log index file");
  }
}

/** Rows that break a key that another row has. */
export const isDuplicate = (error: unknown) => errorNumber(error) === 1_062;

/** Whether a statement was refused since its table has no transactions and the open one does. */
export const isWithoutTransactions = (error: unknown) => errorNumber(error) === 1_785;

/** A message without the values that MySQL puts into it. */
export function describeFailure(error: unknown): string {
  const { code, message = String(error) } = reasonOf(error);
  return code?.startsWith("ER_") === true ? `${code} (${errorNumber(error)})` : message;
}
