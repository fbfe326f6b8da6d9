import { UnknownValueError } from "./sdk";

/** The properties of a resource as a policy gets them: reading an unknown one throws. */
export type Props = Readonly<Record<string, unknown>>;

/** The engine's markers for "not known before deployment" (proxy.ts of @pulumi/policy). */
const sentinels: readonly string[] = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** The marker of an unknown text. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * A question that cannot be answered from what is known. It is the SDK's own signal with a text of
 * ours, so that the engine shows the rule as "can't run" instead of as passed.
 */
export class NotEvaluated extends UnknownValueError {
  constructor(reason: string) {
    super(unknownText, []);
    this.message = reason;
  }
}

/** The property's value without the SDK's check: the marker itself where it is unknown. */
export function raw(props: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(props, key)?.value;
}

/**
 * Whether the property is given, known or not. Null counts as not given, and so does an empty text,
 * which the provider takes for none.
 */
export function isGiven(props: object, key: string): boolean {
  const value = raw(props, key);
  return value !== undefined && value !== null && value !== "";
}

/** Whether the property's value is one of the markers. */
export function isUnknown(props: object, key: string): boolean {
  return isMarker(raw(props, key));
}

/** Whether a raw value is one of the markers. */
export function isMarker(value: unknown): boolean {
  return typeof value === "string" && sentinels.includes(value);
}

/** Throws {@link NotEvaluated} where a known text has an unknown part, as an interpolated document may. */
export function requireWhollyKnown(text: string, what: string): void {
  if (sentinels.some((sentinel) => text.includes(sentinel))) {
    throw new NotEvaluated(`part of ${what} can't be known during preview`);
  }
}

/** Collects the findings of each part; see {@link forEach}. */
export function independently<T>(...parts: readonly (() => Iterable<T>)[]): Generator<T> {
  return forEach(parts, (part) => part());
}

/**
 * Collects the findings on each item. An unknown value ends only the item that needs it; it is
 * signalled after all others.
 */
export function* forEach<I, T>(items: Iterable<I>, find: (item: I) => Iterable<T>): Generator<T> {
  let unknown: Error | undefined;
  for (const item of items) {
    try {
      yield* find(item);
    } catch (error) {
      if (!(error instanceof UnknownValueError)) {
        throw error;
      }
      unknown ??= error;
    }
  }
  if (unknown) {
    throw unknown;
  }
}
