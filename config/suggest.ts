import { closest, distance } from "fastest-levenshtein";

/** `did you mean "x"? `, when one of the known words (at least one) is near enough to be a slip. */
export function suggestion(word: string, known: readonly string[]): string {
  const byLowerCase = new Map(known.map((name) => [name.toLowerCase(), name]));
  const nearest = closest(word.toLowerCase(), [...byLowerCase.keys()]);
  const near = distance(word.toLowerCase(), nearest) <= Math.max(2, Math.floor(word.length / 3));
  return near ? `did you mean "${byLowerCase.get(nearest) ?? nearest}"? ` : "";
}
