/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/**
 * Content that {@link markup} accepts between its parts. Nothing is shown for undefined and false.
 */
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
export function markup(parts: TemplateStringsArray, ...values: Content[]): Html {
  const text = parts.reduce((built, part, index) => built + textOf(values[index - 1]) + part);
  return new Html(text);
}

/** Takes markup as safe. Only for the report's own parts: its stylesheet and its script. */
export function trusted(text: string): Html {
  return new Html(text);
}

function textOf(content: Content): string {
  if (content instanceof Html) {
    return content.text;
  }
  if (typeof content === "object") {
    return content.map(textOf).join("");
  }
  return content === undefined || content === false ? "" : escape(String(content));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
