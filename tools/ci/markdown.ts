/** A value as Markdown shows it: it is no Markdown, and no HTML. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, (character) => `\\${character}`);
}
