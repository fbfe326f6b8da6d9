/** Exit codes of the command line. */
export const exitCodes = {
  success: 0,
  policyViolation: 1,
  usage: 2,
  programFailed: 3,
  checkFailed: 4,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line, a file of the project or its configuration is wrong: the user can fix it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The program, the policy pack or a provider failed. The message is complete without a stack. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

/** A signal has ended the command in good order. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  /** @param exitCode What a shell says of a process that the signal has ended. */
  constructor(readonly exitCode: ExitCode) {
    super("The command was interrupted.");
  }
}

/** A deployment was stopped by a mandatory policy. */
export class PolicyViolationError extends Error {
  override readonly name = "PolicyViolationError";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
