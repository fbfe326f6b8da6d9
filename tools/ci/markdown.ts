/** A value as Markdown shows it: it is no Markdown, and no HTML. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, (character) => `\\${character}`);
}

/** A text as code, between more backticks than it has in a row. */
export function code(text: string): string {
  const runs = text.match(/`+/g)?.map(({ length }) => length) ?? [0];
  const fence = "`".repeat(Math.max(...runs) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text.replaceAll("\n", " ")}${pad}${fence}`;
}
