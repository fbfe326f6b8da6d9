/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What {@link html} accepts between its parts. Nothing is shown for undefined and false. */
export type Content = Html | string | number | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Builds HTML or SVG. Every value that is not {@link Html} itself is escaped, in text as well as in
 * quoted attributes.
 */
export function html(parts: TemplateStringsArray, ...values: Content[]): Html {
  const markup = parts.reduce((built, part, index) => built + markupOf(values[index - 1]) + part);
  return new Html(markup);
}

/** Takes markup as safe. Only for what the report ships itself: its stylesheet and its script. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function markupOf(content: Content): string {
  if (content instanceof Html) {
    return content.markup;
  }
  if (typeof content === "object") {
    return content.map(markupOf).join("");
  }
  return content === undefined || content === false ? "" : escape(String(content));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
