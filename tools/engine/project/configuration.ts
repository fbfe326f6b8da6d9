import { UsageError } from "@landing-zone/plan/errors";
import { type ConfigurationDeclaration, type Project, readStackConfiguration } from "./project";
import { parsePropertyPath, withValueAt } from "@landing-zone/plan/property-path";

/** Placeholder for a value that only the stack's secrets provider could decrypt. */
export const encryptedPlaceholder = "[encrypted]";

/** The configuration of one stack, as the program is given it. */
export interface Configuration {
  /** Values by full key (`aws:region`); structured ones as JSON text. */
  readonly values: Readonly<Record<string, string>>;
  /** The full keys whose values are secret, wholly or in part. */
  readonly secretKeys: readonly string[];
  /** The texts within them that are secret, never to be shown. */
  readonly secretTexts: readonly string[];
  /** The full keys that hold placeholders because their values are encrypted. */
  readonly encryptedKeys: readonly string[];
}

/** Values from the command line, each `key=value`, that overlay the stack's own. */
export interface Overrides {
  readonly config: readonly string[];
  readonly secrets: readonly string[];
}

interface Entry {
  readonly value: unknown;
  readonly secret: boolean;
  readonly secretTexts: readonly string[];
  readonly encrypted: boolean;
}

const absent: Entry = { value: undefined, secret: false, secretTexts: [], encrypted: false };

/**
 * The defaults of Pulumi.yaml, overlaid by Pulumi.<stack>.yaml, overlaid by the command line.
 * @throws UsageError naming every key that is missing or has a value of the wrong type.
 */
export function loadConfiguration(
  project: Project,
  stack: string,
  overrides: Overrides,
): Configuration {
  const entries = defaults(project);
  for (const [key, value] of Object.entries(readStackConfiguration(project, stack))) {
    const entry = decrypted(value);
    const isDeclaredSecret = entries.get(fullKey(project, key))?.secret ?? false;
    entries.set(fullKey(project, key), {
      ...entry,
      secret: entry.secret || isDeclaredSecret,
      secretTexts: isDeclaredSecret ? textsIn(entry.value) : [],
    });
  }
  for (const text of overrides.config) {
    override(project, entries, text, false);
  }
  for (const text of overrides.secrets) {
    override(project, entries, text, true);
  }
  checkDeclarations(project, stack, entries);
  const keysWhere = (test: (entry: Entry) => boolean): readonly string[] =>
    [...entries].filter(([, entry]) => test(entry)).map(([key]) => key);
  return {
    values: Object.fromEntries([...entries].map(([key, { value }]) => [key, asText(value)])),
    secretKeys: keysWhere((entry) => entry.secret),
    secretTexts: [...entries.values()].flatMap(({ secretTexts }) => secretTexts),
    encryptedKeys: keysWhere((entry) => entry.encrypted),
  };
}

/** A key without a namespace belongs to the project. */
function fullKey(project: Project, key: string): string {
  return /^[^.[]*:/.test(key) ? key : `${project.name}:${key}`;
}

/** Replaces each `{ secure: … }`, at any depth, by a placeholder. */
function decrypted(value: unknown): Entry {
  let encrypted = false;
  const replace = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part.map(replace);
    }
    if (typeof part !== "object" || part === null) {
      return part;
    }
    const entries = Object.entries(part);
    if (entries.length === 1 && "secure" in part && typeof part.secure === "string") {
      encrypted = true;
      return encryptedPlaceholder;
    }
    return Object.fromEntries(entries.map(([key, inner]) => [key, replace(inner)]));
  };
  const replaced = replace(value);
  return { value: replaced, secret: encrypted, secretTexts: [], encrypted };
}

/** Overlays one `key=value`; the key may be a path into a structured value. */
function override(
  project: Project,
  entries: Map<string, Entry>,
  text: string,
  secret: boolean,
): void {
  const separator = text.indexOf("=");
  const path = parsePropertyPath(text.slice(0, Math.max(separator, 0)));
  const [root, ...rest] = path;
  if (typeof root !== "string") {
    const option = secret ? "--secret" : "--config";
    throw new UsageError(
      `${option} takes key=value, such as ${option} dms.replicationInstance.class=dms.t3.small; ${secret ? "the value given has no key or no “=”" : `"${text}" is not that`}.`,
    );
  }
  const key = fullKey(project, root);
  const previous = entries.get(key) ?? absent;
  const given = text.slice(separator + 1);
  const value = rest.length === 0 ? given : pathValue(given);
  entries.set(key, {
    ...previous,
    value: withValueAt(structured(previous.value, rest.length > 0), rest, value),
    secret: previous.secret || secret,
    secretTexts: secret ? [...previous.secretTexts, ...textsIn(value)] : previous.secretTexts,
  });
}

/** Every text in a value, at any depth. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A value that so far is JSON text, read so that a path can go into it. */
function structured(value: unknown, needed: boolean): unknown {
  return needed && typeof value === "string" ? pathValue(value) : value;
}

/** Reads a value as `pulumi config set --path` does; JSON lists and objects are taken as such. */
function pathValue(text: string): unknown {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  if (/^[+-]?\d+$/.test(text) && (text === "0" || !text.startsWith("0"))) {
    return Number(text);
  }
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Every declared key with its default; without one its value is undefined. */
function defaults(project: Project): Map<string, Entry> {
  const entries = Object.entries(project.configuration).map(([key, declaration]) => {
    const { value = declaration.default, secret = false } = declaration;
    const secretTexts = secret ? textsIn(value) : [];
    return [fullKey(project, key), { value, secret, secretTexts, encrypted: false }] as const;
  });
  return new Map(entries);
}

/** Checks that declared keys have values of their types, as the Pulumi CLI does. */
function checkDeclarations(
  project: Project,
  stack: string,
  entries: ReadonlyMap<string, Entry>,
): void {
  const faults = Object.entries(project.configuration).flatMap(([declaredKey, declaration]) => {
    const key = fullKey(project, declaredKey);
    const value = entries.get(key)?.value;
    return value === undefined
      ? [`Stack '${stack}' is missing configuration value '${key}'`]
      : typeFaults(stack, key, value, declaration);
  });
  if (faults.length > 0) {
    throw new UsageError(faults.join("\n"));
  }
}

function typeFaults(
  stack: string,
  key: string,
  value: unknown,
  { type }: ConfigurationDeclaration,
): readonly string[] {
  const text = asText(value);
  const isType = {
    string: () => typeof value === "string",
    integer: () => /^[+-]?\d+$/.test(text),
    number: () => text.trim() !== "" && Number.isFinite(Number(text)),
    boolean: () => text === "true" || text === "false",
    array: () => Array.isArray(structured(value, true)),
    object: () => typeof structured(value, true) === "object",
  };
  return type === undefined || isType[type]()
    ? []
    : [`Stack '${stack}' with configuration key '${key}' must be of type '${type}'`];
}
