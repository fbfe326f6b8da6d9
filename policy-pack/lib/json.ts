import { asRecord } from "./props";
import { requireWhollyKnown, type Props } from "./unknowns";

/**
 * The object that a JSON property holds, as text or as an object; undefined when it holds none or
 * the text is not JSON. Throws the SDK's signal when it is unknown or has an unknown part.
 */
export function jsonObject(props: Props, key: string): Props | undefined {
  return asRecord(json(props, key));
}

/** The same for any value, such as a list. */
export function json(props: Props, key: string): unknown {
  const value = props[key];
  if (typeof value !== "string") {
    return value;
  }
  requireWhollyKnown(value, key);
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
