import { isGiven, isUnknown, type Props } from "./unknowns";

/*
 * Readers that never fail on malformed input: a value of another type reads as not given.
 * They all throw the SDK's signal when the value is unknown.
 */

/** A text, or undefined. */
export function text(props: Props, key: string): string | undefined {
  const value = props[key];
  return typeof value === "string" ? value : undefined;
}

/** A text in capitals, such as a protocol, of which the provider takes any case; or undefined. */
export function upper(props: Props, key: string): string | undefined {
  return text(props, key)?.toUpperCase();
}

/** True or false (also as text, as YAML programs write them), or undefined. */
export function flag(props: Props, key: string): boolean | undefined {
  const value = props[key];
  if (value === true || value === "true") {
    return true;
  }
  return value === false || value === "false" ? false : undefined;
}

/** A finite number (also as text), or undefined. */
export function number(props: Props, key: string): number | undefined {
  const value = props[key];
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}

/** A text, a number or a switch as a text, or undefined. */
export function scalar(props: object, key: string): string | undefined {
  const value = (props as Props)[key];
  return ["string", "number", "boolean"].includes(typeof value)
    ? `${value as string | number | boolean}`
    : undefined;
}

/** A nested object; empty when there is none. */
export function record(props: Props, key: string): Props {
  return asRecord(props[key]) ?? {};
}

/** How many elements the list has; 0 when there is none. Readable while the elements are unknown. */
export function count(props: Props, key: string): number {
  const value = props[key];
  return Array.isArray(value) ? value.length : 0;
}

/**
 * The objects of a list. Malformed elements read as empty objects; an unknown element throws when
 * it is read, not before, so that it does not hide the others.
 */
export function records(props: Props, key: string): Props[] {
  const list = props[key];
  if (!Array.isArray(list)) {
    return [];
  }
  return Array.from({ length: list.length }, (_, index) =>
    isUnknown(list, String(index)) ? unreadable(list, index) : (asRecord(list[index]) ?? {}),
  );
}

/** The texts of a list; an unknown element throws. */
export function texts(props: Props, key: string): string[] {
  const value = props[key];
  if (!Array.isArray(value)) {
    return [];
  }
  const elements: unknown[] = Array.from({ length: value.length }, (_, i) => value[i] as unknown);
  return elements.filter((item) => typeof item === "string");
}

/** The text, or the texts of a list, that are known. */
export function knownTexts(props: Props, key: string): string[] {
  if (isUnknown(props, key)) {
    return [];
  }
  const value = props[key];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const indices = Array.from(list.keys()).filter((index) => !isUnknown(list, String(index)));
  return indices.map((index) => list[index]).filter((item) => typeof item === "string");
}

/** The keys of a nested map that are given. */
export function keys(props: Props, key: string): string[] {
  const map = record(props, key);
  return Object.keys(map).filter((name) => isGiven(map, name));
}

/** Any value as a nested object, or undefined. */
export function asRecord(value: unknown): Props | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Props)
    : undefined;
}

/** An object of which every reading is the reading of an unknown element. */
function unreadable(list: readonly unknown[], index: number): Props {
  const read = () => list[index] as never;
  return new Proxy({}, { get: read, getOwnPropertyDescriptor: read, has: read, ownKeys: read });
}
