/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The command line, the configuration or the stack is wrong: the operator can correct it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * An error that stops a verb. The message is complete without a stack, and contains no password and
 * no row.
 */
export class OperationError extends Error {
  override readonly name = "OperationError";
}
