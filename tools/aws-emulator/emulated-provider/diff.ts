import { isDeepStrictEqual } from "node:util";
import { isUnknown, type PropertyValue } from "@landing-zone/plan/values";
import { documentIn, isObject } from "./json-documents";
import type { Properties } from "./resource";

/** Change of one property path. */
export interface PropertyChange {
  /** The input that changed, such as `tags`. */
  readonly property: string;
  /** Such as `tags.Owner` or `ingress[0].fromPort`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Whether the change needs a new object. */
  readonly replaces: boolean;
}

/** Rules for changes of a type's inputs. */
export interface DiffRules {
  /** Inputs that cannot be changed in place. */
  readonly replaceOn: readonly string[] | "all";
  /** Inputs that change nothing. */
  readonly ignored?: readonly string[];
}

/** The differences between the inputs an object was created with and its new ones. */
export function changes(
  olds: Properties,
  news: Properties,
  { replaceOn, ignored = [] }: DiffRules,
): PropertyChange[] {
  return keysOf(olds, news).flatMap((property) => {
    if (ignored.includes(property)) return [];
    const replaces = replaceOn === "all" ? !isTags(property) : replaceOn.includes(property);
    return compare(segment(property), olds[property], news[property]).map((change) => ({
      ...change,
      property,
      replaces,
    }));
  });
}

/** Tags can always be changed in place. */
function isTags(property: string): boolean {
  return property === "tags" || property === "tagsAll";
}

type Change = Pick<PropertyChange, "path" | "kind">;

function compare(path: string, old: unknown, next: unknown): Change[] {
  if (isDeepStrictEqual(old, next) || isSameDocument(old, next)) return [];
  if (old === undefined) return [{ path, kind: "add" }];
  if (next === undefined) return [{ path, kind: "delete" }];
  if (isUnknown(next as PropertyValue)) return [{ path, kind: "update" }];
  if (Array.isArray(old) && Array.isArray(next)) {
    return Array.from({ length: Math.max(old.length, next.length) }).flatMap((_, index) =>
      compare(`${path}[${index}]`, old[index], next[index]),
    );
  }
  if (isObject(old) && isObject(next)) {
    return keysOf(old, next).flatMap((key) =>
      compare(`${path}${segment(key, ".")}`, old[key], next[key]),
    );
  }
  return [{ path, kind: "update" }];
}

/** Whether two texts are the same JSON document: the AWS provider takes another layout for no change. */
function isSameDocument(old: unknown, next: unknown): boolean {
  if (typeof old !== "string" || typeof next !== "string") return false;
  const before = documentIn(old, undefined);
  return before !== undefined && isDeepStrictEqual(before, documentIn(next, undefined));
}

/** A key as part of a property path: quoted if it contains characters of a path. */
function segment(key: string, separator = ""): string {
  return /[.[\]"]/.test(key) ? `[${JSON.stringify(key)}]` : `${separator}${key}`;
}

function keysOf(...maps: object[]): string[] {
  return [...new Set(maps.flatMap((map) => Object.keys(map)))];
}
