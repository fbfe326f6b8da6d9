/** A station did not end as it should. */
export class RehearsalError extends Error {
  override readonly name = "RehearsalError";
}
