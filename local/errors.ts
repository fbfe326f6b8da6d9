/** Exit codes of the command line. */
export const exitCodes = {
  success: 0,
  policyViolation: 1,
  usage: 2,
  programFailed: 3,
  checkFailed: 4,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line, a file of the project or its configuration is wrong: the user can mend it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The program, the policy pack or a provider failed. The message is complete without a stack. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

/** A deployment was stopped by a mandatory policy. */
export class PolicyViolationError extends Error {
  override readonly name = "PolicyViolationError";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
