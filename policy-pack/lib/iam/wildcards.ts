import { fits } from "../names";

/** Longer patterns are not compared with each other: the time grows with the product of lengths. */
const longest = 2048;

/** Whether the pattern, in which `*` matches any characters and `?` one, matches the text. */
export function matches(pattern: string, text: string): boolean {
  return fits(text, pattern, ["?"]);
}

/** Whether the pattern or condition value leaves something open: a wildcard or a policy variable. */
export function isWild(pattern: string): boolean {
  return /[*?]|\$\{/.test(pattern);
}

/** A pattern of which policy variables, filled in by the caller's attributes, may be anything. */
export function withoutVariables(pattern: string): string {
  return pattern.includes("${") ? pattern.replace(/\$\{[^}]*\}?/g, "*") : pattern;
}

/**
 * Whether the outer pattern surely matches everything that the inner one does. False where that
 * cannot be decided.
 */
export function contains(outer: string, inner: string): boolean {
  if (Math.max(outer.length, inner.length) > longest) {
    return outer === "*";
  }
  return walk(outer, inner, (rest) => /^\**$/.test(rest), {
    star: false,
    accepts: (one, other) => one === other || (one === "?" && other !== "*"),
  });
}

/** Whether some text may match both patterns. True where that cannot be decided. */
export function intersects(one: string, other: string): boolean {
  if (Math.max(one.length, other.length) > longest) {
    return true;
  }
  return walk(one, other, (rest) => /^\**$/.test(rest), {
    star: true,
    accepts: (a, b) => a === b || a === "?" || b === "?",
  });
}

interface Steps {
  /** Whether `*` of the second pattern matches any characters too. */
  readonly star: boolean;
  readonly accepts: (one: string, other: string) => boolean;
}

/** Goes through both patterns at once: which beginnings of the second fit each of the first. */
function walk(
  one: string,
  other: string,
  isEmpty: (rest: string) => boolean,
  { star, accepts }: Steps,
): boolean {
  let reached = new Set([0]);
  for (const character of one) {
    const next = new Set<number>();
    for (const start of closure(reached, other, star)) {
      if (character === "*") {
        for (let end = start; end <= other.length; end += 1) next.add(end);
        break;
      }
      if (star && other.charAt(start) === "*") next.add(start);
      else if (start < other.length && accepts(character, other.charAt(start))) next.add(start + 1);
    }
    reached = next;
  }
  return [...reached].some((end) => end === other.length || (star && isEmpty(other.slice(end))));
}

/** The positions in order, with those behind a `*` that matches nothing. */
function closure(positions: ReadonlySet<number>, pattern: string, star: boolean): number[] {
  const all = new Set(positions);
  for (const position of all) {
    if (star && pattern.charAt(position) === "*") all.add(position + 1);
  }
  return [...all].sort((a, b) => a - b);
}
