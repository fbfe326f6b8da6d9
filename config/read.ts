import { z } from "zod";
import { namesCredential, secretsInstead } from "./credentials";
import type { Faults, Path } from "./faults";
import { type NearWords, nearWords } from "../lib/settings/near-words";
import { refusedKeys } from "../lib/settings/refused-keys";
import { allowedBy } from "../lib/settings/setting";
import { suggestion } from "./suggest";

/** A `T` that may have faults: any part may be missing. */
export type Readable<T> = T extends readonly (infer E)[]
  ? (Readable<E> | undefined)[]
  : T extends object
    ? { [K in keyof T]?: Readable<T[K]> }
    : T;

/**
 * Reads a value piece by piece, so that one fault hides no other: each faulty piece is reported and
 * left out, and the sound pieces remain for the checks that compare pieces.
 */
export function read<T extends z.ZodType>(
  schema: T,
  value: unknown,
  path: Path,
  faults: Faults,
): Readable<z.output<T>> | undefined {
  return new Reading(faults).piece(schema, value, path) as Readable<z.output<T>> | undefined;
}

class Reading {
  constructor(private readonly faults: Faults) {}

  piece(schema: z.core.$ZodType, value: unknown, path: Path): unknown {
    if (schema instanceof z.ZodOptional) {
      return value === undefined ? undefined : this.piece(schema.unwrap(), value, path);
    }
    if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
      const given = value === undefined ? schema.def.defaultValue : value;
      return this.piece(schema.unwrap(), given, path);
    }
    if (schema instanceof z.ZodObject) {
      return this.object(schema, value, path);
    }
    if (schema instanceof z.ZodRecord) {
      return this.record(schema, value, path);
    }
    if (schema instanceof z.ZodArray) {
      return this.array(schema, value, path);
    }
    return this.leaf(schema as z.ZodType, value, path);
  }

  private object(schema: z.ZodObject, value: unknown, path: Path): unknown {
    const shape = Object.entries<z.core.$ZodType>(schema.shape);
    const known = shape.map(([key]) => key);
    if (!isMap(value)) {
      this.refuse(value, path, `a map with the keys ${known.join(", ")}`);
      return undefined;
    }
    const others = Object.keys(value).filter((key) => !known.includes(key));
    const read = [
      ...shape.map(([key, piece]) => [key, this.piece(piece, value[key], [...path, key])] as const),
      ...others.map((key) => [key, this.other(schema, key, value[key], path)] as const),
    ];
    // Faulty values stay visible to the checks, as undefined.
    return Object.fromEntries(
      read.filter(([key, piece]) => piece !== undefined || value[key] !== undefined),
    );
  }

  private other(schema: z.ZodObject, key: string, value: unknown, path: Path): unknown {
    const { catchall } = schema.def;
    if (catchall && !(catchall instanceof z.ZodNever)) {
      return this.piece(catchall, value, [...path, key]);
    }
    const reason = refusedKeys.get(schema)?.[key];
    if (reason !== undefined) {
      this.faults.add([...path, key], `may not be set; ${reason}`);
      return undefined;
    }
    const known = Object.keys(schema.shape);
    const advice = namesCredential(key) ? `${secretsInstead}. ` : suggestion(key, known);
    this.faults.add([...path, key], `unknown key; ${advice}Allowed here: ${known.join(", ")}`);
    return undefined;
  }

  private record(schema: z.ZodRecord, value: unknown, path: Path): unknown {
    if (!isMap(value) || !isSoundAsAWhole(schema, value)) {
      this.refuse(value, path, allowedBy(schema));
      return undefined;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        this.piece(schema.keyType, key, [...path, key]);
        return [key, this.piece(schema.valueType, item, [...path, key])];
      }),
    );
  }

  private array(schema: z.ZodArray, value: unknown, path: Path): unknown {
    if (!Array.isArray(value) || !isSoundAsAWhole(schema, value)) {
      this.refuse(value, path, allowedBy(schema));
      return undefined;
    }
    return value.map((item, index) => this.piece(schema.element, item, [...path, index]));
  }

  private leaf(schema: z.ZodType, value: unknown, path: Path): unknown {
    const { success, data } = schema.safeParse(value);
    if (!success) {
      this.refuse(value, path, `${nearOf(schema, value)}${allowedBy(schema)}`);
    }
    return data;
  }

  private refuse(value: unknown, path: Path, allowed: string): void {
    this.faults.add(
      path,
      value === undefined
        ? `is required; ${allowed}`
        : `${this.faults.show(path, value)} is not allowed; ${allowed}`,
    );
  }
}

/** `did you mean "x"? `, for a word that is nearly one of a list, or means the same. */
function nearOf(schema: z.ZodType, value: unknown): string {
  if (typeof value !== "string") return "";
  const { known, equalTo } = wordsOf(schema);
  const equal = equalTo?.(value) ?? [];
  if (equal.length > 0) return `the same as ${equal.join(", ")}; `;
  return known.length === 0 ? "" : suggestion(value, known);
}

function wordsOf(schema: z.core.$ZodType): NearWords {
  if (schema instanceof z.ZodUnion) {
    return { known: schema.options.flatMap((option) => wordsOf(option).known) };
  }
  return schema instanceof z.ZodEnum
    ? { known: schema.options.map(String) }
    : (nearWords.get(schema) ?? { known: [] });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a list or a map is sound as a whole, apart from its members. */
function isSoundAsAWhole(schema: z.ZodArray | z.ZodRecord, value: unknown): boolean {
  const anyMembers =
    schema instanceof z.ZodArray
      ? schema.clone({ ...schema.def, element: z.unknown() })
      : schema.clone({ ...schema.def, keyType: z.string(), valueType: z.unknown() });
  return anyMembers.safeParse(value).success;
}
