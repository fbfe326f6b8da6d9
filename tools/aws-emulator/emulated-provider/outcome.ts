/** The outcome of a request is unknown: there was no answer, or no valid one. */
export class OutcomeUnknownError extends Error {
  override readonly name = "OutcomeUnknownError";
}

/**
 * Whether a failed request may have done something all the same. A service that refuses answers with a
 * status from 400 to 499; an emulator that ends, that is too slow, or that fails while it works on a
 * request does not. Requests by the AWS SDK carry `$metadata`, whether they were answered or not.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  if (error instanceof OutcomeUnknownError) return true;
  if (!(error instanceof Error) || !("$metadata" in error)) return false;
  const { httpStatusCode = 0 } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode < 400 || httpStatusCode > 499;
}
