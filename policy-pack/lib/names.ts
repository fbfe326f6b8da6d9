/** Whether the text matches one of the patterns, in which `*` matches anything. */
export function isLike(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fits(text, pattern, []));
}

/**
 * Whether the whole text matches the pattern: `*` matches any characters, each of `ones` a single
 * one. Patterns come from plans too, so that none of them may take longer than the product of both
 * lengths, as those of a regular expression can.
 */
export function fits(text: string, pattern: string, ones: readonly string[]): boolean {
  let [at, next] = [0, 0];
  let [star, resumed] = [-1, 0];
  while (at < text.length) {
    const expected = pattern.charAt(next);
    if (expected === "*") {
      [star, resumed] = [next, at];
      next += 1;
    } else if (expected === text.charAt(at) || ones.includes(expected)) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      resumed += 1;
      [at, next] = [resumed, star + 1];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(next));
}
