import { isDeepStrictEqual } from "node:util";
import { documentIn, isObject } from "./json-documents";

/**
 * The real value of an input, in the form of the program: the declared value if the real one agrees
 * with it, else the real one.
 *
 * Reality says more than was declared (defaults, computed parts) and says it in another order (sets,
 * JSON policies), which is no difference. Properties that AWS does not report stay as declared.
 */
export function reconcile(declared: unknown, actual: unknown): unknown {
  if (isUnreported(actual) || agrees(declared, actual)) return declared;
  if (Array.isArray(declared) && Array.isArray(actual)) return reconcileLists(declared, actual);
  if (isObject(declared) && isObject(actual)) {
    if (isAnother(declared, actual)) return actual;
    return Object.fromEntries(
      Object.entries(declared).map(([key, value]) => [key, reconcile(value, actual[key])]),
    );
  }
  return actual;
}

/** Every actual element, each in the words of the declared element that it agrees with, if any. */
function reconcileLists(declared: unknown[], actual: unknown[]): unknown[] {
  if (declared.length === 1 && actual.length === 1) return [reconcile(declared[0], actual[0])];
  return actual.map((item) => declared.find((candidate) => agrees(candidate, item)) ?? item);
}

function agrees(declared: unknown, actual: unknown): boolean {
  if (Array.isArray(declared) && Array.isArray(actual)) {
    return (
      declared.length === actual.length &&
      declared.every((item) => actual.some((candidate) => agrees(item, candidate)))
    );
  }
  if (isObject(declared) && isObject(actual)) {
    if (isAnother(declared, actual)) return false;
    return Object.entries(declared).every(
      ([key, value]) => isUnreported(actual[key]) || agrees(value, actual[key]),
    );
  }
  return isDeepStrictEqual(scalar(declared), scalar(actual));
}

/**
 * Whether an object has none of the declared properties, but others: of the alternatives that an
 * object is made of, such as the kinds of a condition or an action, it is another.
 */
function isAnother(
  declared: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): boolean {
  const names = Object.keys(declared);
  const isReported = (name: string) => !isUnreported(actual[name]);
  return names.length > 0 && !names.some(isReported) && Object.keys(actual).some(isReported);
}

function isUnreported(actual: unknown): boolean {
  return actual === undefined || actual === null;
}

/** Texts that hold JSON are compared by their meaning; numbers may arrive as texts. */
function scalar(value: unknown): unknown {
  return typeof value === "string" ? documentIn(value, value) : String(value);
}
