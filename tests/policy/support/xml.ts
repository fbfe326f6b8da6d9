/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Parses a document of elements, attributes and text, as strictly as XML 1.0 asks.
 * @throws Error where it is not well-formed.
 */
export function parseXml(document: string): Element {
  if (forbidden.test(document)) throw new Error("a character that XML cannot hold");
  const tokens = [...document.matchAll(/<\?xml[^?]*\?>|<[^<>]*>|[^<>]+/g)].map(([token]) => token);
  if (tokens.join("") !== document) throw new Error("a stray < or >");
  const stack: { element: Element; children: Element[]; texts: string[] }[] = [];
  const roots: Element[] = [];
  const close = () => {
    const { element, children, texts } = stack.pop()!;
    (stack.at(-1)?.children ?? roots).push({ ...element, children, text: texts.join("") });
  };
  for (const token of tokens.filter((text) => !text.startsWith("<?"))) {
    if (token.startsWith("</")) {
      const { element } = stack.at(-1)!;
      if (token !== `</${element.name}>`) throw new Error(`${element.name} is not closed`);
      close();
    } else if (token.startsWith("<")) {
      stack.push({ element: elementOf(token), children: [], texts: [] });
      if (token.endsWith("/>")) close();
    } else if (stack.length > 0) {
      stack.at(-1)!.texts.push(textOf(token));
    } else if (token.trim() !== "") {
      throw new Error("text outside of the root");
    }
  }
  const [root, ...others] = roots;
  if (!root || others.length > 0 || stack.length > 0) throw new Error("not one root");
  return root;
}

function elementOf(token: string): Element {
  const [, name = "", list = ""] = /^<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*\/?>$/.exec(token) ?? [];
  if (name === "") throw new Error(`malformed: ${token}`);
  const attributes = [...list.matchAll(/([\w-]+)="([^"]*)"/g)];
  return {
    name,
    attributes: Object.fromEntries(
      attributes.map(([, key = "", value = ""]) => [key, textOf(value)]),
    ),
    children: [],
    text: "",
  };
}

function textOf(source: string): string {
  return source.replace(/&(\w*);?/g, (reference, name: string) => {
    const character = entities[name];
    if (character === undefined || !reference.endsWith(";")) throw new Error(`a stray &`);
    return character;
  });
}
