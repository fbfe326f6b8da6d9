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
  if (actual === undefined || actual === null || agrees(declared, actual)) return declared;
  if (Array.isArray(declared) && Array.isArray(actual)) return reconcileLists(declared, actual);
  if (isObject(declared) && isObject(actual)) {
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
    return Object.entries(declared).every(
      ([key, value]) =>
        actual[key] === undefined || actual[key] === null || agrees(value, actual[key]),
    );
  }
  return isDeepStrictEqual(scalar(declared), scalar(actual));
}

/** Texts that hold JSON are compared by their meaning; numbers may arrive as texts. */
function scalar(value: unknown): unknown {
  return typeof value === "string" ? documentIn(value, value) : String(value);
}
