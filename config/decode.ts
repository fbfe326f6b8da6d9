/**
 * Takes the keys of one namespace out of Pulumi's configuration, in which every value is text:
 * `{"my-project:network": "{\"cidr\":…}"}` becomes `{network: {cidr: …}}`.
 *
 * Maps, lists and booleans are decoded; anything else stays text, so that the digits of an account
 * id remain digits.
 */
export function decodeNamespace(
  values: Readonly<Record<string, string>>,
  namespace: string,
): Record<string, unknown> {
  const prefix = `${namespace}:`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), decode(text)]),
  );
}

function decode(text: string): unknown {
  if (!/^\s*(?:[[{]|true$|false$)/.test(text)) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
