/** Controls of terminals, and marks that change the direction in which text is shown. */
const controls = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Text with control characters as escapes such as \u001b, so that none reaches a terminal. */
export function printable(text: string): string {
  return text.replace(controls, (control) => {
    const code = control.charCodeAt(0).toString(16).padStart(4, "0");
    return control === "\n" ? "\\n" : `\\u${code}`;
  });
}

const longest = 80;

/** Any value of a configuration as it may stand in a message: as JSON, shortened. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  const text = printable(json ?? "nothing");
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
