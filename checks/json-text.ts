/**
 * Reads JSON text.
 *
 * @param origin Where the text came from, as the subject of an error message.
 * @throws Error when the text is not JSON.
 */
export function parseJson(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${origin} holds no JSON: ${String(error)}`, { cause: error });
  }
}
