/** Whether the text matches one of the patterns, in which `*` stands for anything. */
export function isLike(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const literal = pattern.split("*").map((part) => part.replace(/\W/g, "\\$&"));
    return new RegExp(`^${literal.join(".*")}$`, "s").test(text);
  });
}
