/** Whether a value is an object with properties. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON list or object in a text, `otherwise` when the text is not JSON. */
export function documentIn(text: string, otherwise: unknown): unknown {
  if (!/^\s*[[{]/.test(text)) return otherwise;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return otherwise;
  }
}
