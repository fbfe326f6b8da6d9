import { checksOf, type IntegrationCheck } from "../check";
import { Ask, ListUnread } from "./ask";
import { compareThings, type Thing } from "./compare";
import { type OutputValues } from "../outputs";
import { type DeclaredResource, type DeclaredResources } from "./resources";
import { type Answer, at, isRecord, listAt, textAt } from "./values";
import { type Tags } from "./whose";

/** Everything of one kind that a stack owns, or that is attached to something it owns. */
export interface Inventory {
  /** Expectation, as the rest of a sentence that begins with "As declared: ". */
  readonly name: string;
  /** The resource types that declare it. Those that are compared elsewhere are named there. */
  readonly types: readonly string[];
  /** Values, by property, that count as undeclared. Other undeclared properties must be absent. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Values that AWS does not show, with the reason. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Values that the AWS emulator does not show or cannot change, with the reason. */
  readonly emulatorHides?: Readonly<Record<string, string>>;
  /** Why the AWS emulator has nothing of the kind. */
  readonly notInEmulator?: string;
  /** The declared objects. */
  readonly expected: (declared: DeclaredResources, outputs: OutputValues) => readonly Thing[];
  /** The objects that exist. */
  readonly live: (ask: Ask) => Promise<readonly Thing[]>;
}

/** Values that exist in Pulumi only, for every type. */
const notInAws = new Set(["tags", "region", "forceDestroy"]);

/** The area of the checks of inventories. */
export const area = "As declared";

/** An inventory as a check. */
export function inventoryCheck(inventory: Inventory): IntegrationCheck {
  const { name, types } = inventory;
  return {
    ...checksOf(area)({
      name,
      outputs: [],
      verifies: types.map((type) => ({ type, property: "*" })),
      run: () => Promise.resolve([]),
    }),
    ...(inventory.notInEmulator === undefined ? {} : { notInEmulator: inventory.notInEmulator }),
    isPartOf: (_, declared) => declared?.has(...types) === true,
    run: async ({ outputs, aws, declared }) => {
      if (declared === undefined) return [];
      const ignored = new Set([
        ...notInAws,
        ...Object.keys(inventory.hidden ?? {}),
        ...(aws.isEmulator ? Object.keys(inventory.emulatorHides ?? {}) : []),
      ]);
      const ask = new Ask(aws, declared, outputs, ignored);
      const comparison = {
        defaults: inventory.defaults ?? {},
        ignored,
        ours: commonTags(declared),
      };
      const problems = await inventory.live(ask).then(
        (live) => compareThings(live, inventory.expected(declared, outputs), comparison),
        (error: unknown) => {
          if (error instanceof ListUnread) return [];
          throw error;
        },
      );
      return [...ask.failures, ...problems];
    },
  };
}

/** The tags that every resource of the stack has. */
function commonTags(declared: DeclaredResources): Tags {
  const [provider] = declared.of("pulumi:providers:aws");
  const tags = provider?.inputs["defaultTags"];
  const parsed: unknown = typeof tags === "string" ? JSON.parse(tags) : tags;
  const found = at(parsed, "tags");
  return isRecord(found)
    ? Object.fromEntries(Object.entries(found).map(([key, value]) => [key, String(value)]))
    : {};
}

/** A declared resource as a thing, with all values that the program gave it. */
export function declaredThing(
  kind: string,
  { id, inputs }: DeclaredResource,
  more: Readonly<Record<string, unknown>> = {},
): Thing {
  return { id, label: `${kind} ${id}`, values: { ...inputs, ...more } };
}

/** Reads the things of each declared resource of a type. */
export async function forEachDeclared(
  ask: Ask,
  type: string,
  read: (resource: DeclaredResource) => Promise<readonly Thing[]>,
): Promise<readonly Thing[]> {
  return (await Promise.all(ask.declared.of(type).map(read))).flat();
}

/** Reads the things of each declared resource of a type, by its id. */
export function forEachId(
  ask: Ask,
  type: string,
  read: (id: string) => Promise<readonly Thing[]>,
): Promise<readonly Thing[]> {
  return forEachDeclared(ask, type, ({ id }) => read(id));
}

/** Tags of an answer, without those of AWS itself, which nobody else can set. */
export function tagsAt(answer: Answer, path = "Tags", key = "Key", value = "Value"): Tags {
  return Object.fromEntries(
    listAt(answer, path).map((tag) => [textAt(tag, key), textAt(tag, value)] as const),
  );
}

/** Tags as they are declared: those of AWS itself are not. */
export function declarable(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("aws:")));
}
