/** Indented JSON in which texts that are JSON documents, such as IAM policies, are opened up. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => opened(item), 2);
}

function opened(item: unknown): unknown {
  if (typeof item !== "string" || !/^[[{]/.test(item)) {
    return item;
  }
  try {
    return JSON.parse(item);
  } catch {
    return item;
  }
}
