import { z } from "zod";
import { parseJson } from "../json-text";

/** Marks a secret in the state of Pulumi: an encrypted or a plain one. */
const secretSignature = "4dabf18193072939515e22adb298388d";

const properties = z.record(z.string(), z.unknown());

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().default(false),
  external: z.boolean().optional(),
  delete: z.boolean().optional(),
  inputs: properties.default({}),
  outputs: properties.default({}),
});

const stackExport = z.object({ deployment: z.object({ resources: z.array(resource) }) });

/** A resource of the stack, with the values that its program gave it. */
export interface DeclaredResource {
  readonly urn: string;
  /** The type token, such as `aws:rds/cluster:Cluster`. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** Its identifier in AWS. */
  readonly id: string;
  /** The values that the program gave, after the provider's check. Secrets are left out. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The values that AWS answered when it was made. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Everything that a stack declares: the only source of expected values. */
export class DeclaredResources {
  constructor(private readonly all: readonly DeclaredResource[]) {}

  /** The resources of some types, in the order of their declaration. */
  of(...types: readonly string[]): readonly DeclaredResource[] {
    return this.all.filter(({ type }) => types.includes(type));
  }

  /** Whether the stack has a resource of any of the types. */
  has(...types: readonly string[]): boolean {
    return this.of(...types).length > 0;
  }

  /** The identifiers of the resources of some types. */
  ids(...types: readonly string[]): readonly string[] {
    return this.of(...types).map(({ id }) => id);
  }
}

/**
 * Reads a stack's export from JSON text.
 * @param origin Where the text came from, as the subject of an error message.
 * @throws Error with the place of the first fault.
 */
export function parseDeclared(text: string, origin: string): DeclaredResources {
  const result = stackExport.safeParse(parseJson(text, origin));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Error(
      `${origin} is not an export of a stack (pulumi stack export): ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
    );
  }
  return new DeclaredResources(
    result.data.deployment.resources
      .filter((it) => it.custom && it.external !== true && it.delete !== true)
      .map(({ urn, type, id = "", inputs, outputs }) => ({
        urn,
        type,
        id,
        name: urn.split("::").at(-1) ?? urn,
        inputs: given(inputs),
        outputs: given(outputs),
      })),
  );
}

/** The values without secrets, and without those that the provider filled in by itself. */
function given(values: Record<string, unknown>): Record<string, unknown> {
  const { __defaults: defaults, ...all } = values;
  const isDefault = (key: string) => Array.isArray(defaults) && defaults.includes(key);
  return Object.fromEntries(
    Object.entries(all)
      .filter(([key, value]) => !isDefault(key) && !isSecret(value))
      .map(([key, value]) => [key, givenIn(value)]),
  );
}

function givenIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(givenIn);
  return typeof value === "object" && value !== null
    ? given(value as Record<string, unknown>)
    : value;
}

function isSecret(value: unknown): boolean {
  return (
    value === "[secret]" ||
    (typeof value === "object" && value !== null && secretSignature in value)
  );
}
