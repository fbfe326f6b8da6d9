/** Exit codes of `npm run migrate`: done; the answer is no, or it failed; wrong usage; interrupted. */
export const exitCodes = {
  success: 0,
  failed: 1,
  usage: 2,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line, the configuration or the stack is wrong: the operator can correct it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A verb cannot go on. The message is complete without a stack, and has no password and no row. */
export class OperationError extends Error {
  override readonly name = "OperationError";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
