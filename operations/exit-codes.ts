/** Exit codes of `npm run migrate`: done; the answer is no, or it failed; wrong usage; interrupted. */
export const exitCodes = {
  success: 0,
  failed: 1,
  interrupted: 130,
  terminated: 143,
  usage: 2,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
