/** A policy document as JSON; programs may give the object instead. */
export function documentText(document: unknown): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}
