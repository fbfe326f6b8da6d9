import { reconcile } from "./reconcile";
import type { Properties, Tags } from "./resource";

/** The inputs as they are in reality: those that agree with it keep the program's words. */
export function readInputs(inputs: Properties, actual: Properties): Properties {
  const readBack: Properties = {};
  for (const [name, declared] of Object.entries(inputs)) {
    readBack[name] = reconcile(declared, actual[name]);
  }
  return { ...readBack, ...readTags(inputs, actual) };
}

/**
 * Inputs that the program does not give, and that somebody has set since the object was last seen.
 * @param names Inputs that AWS leaves empty when they are not given.
 */
export function readUndeclared(
  names: readonly string[],
  known: { readonly inputs: Properties; readonly state: Properties },
  actual: Properties,
): Properties {
  const changed = names.filter((name) => {
    const before = known.state[name] ?? null;
    return (
      !(name in known.inputs) &&
      !isEmpty(actual[name]) &&
      reconcile(before, actual[name]) !== before
    );
  });
  return Object.fromEntries(changed.map((name) => [name, actual[name]]));
}

function isEmpty(value: unknown): boolean {
  const isEmptyObject = typeof value === "object" && Object.keys(value ?? {}).length === 0;
  return value === undefined || value === "" || value === false || isEmptyObject;
}

/**
 * Tags are compared key by key, also those that were never declared. A resource's own tags are all
 * but the provider's default tags, which are the declared ones of `tagsAll` alone.
 */
function readTags(inputs: Properties, actual: Properties): Properties {
  const tagsAll = actual["tagsAll"] as Tags | undefined;
  if (!tagsAll || !("tagsAll" in inputs)) return {};
  const own = (inputs["tags"] ?? {}) as Tags;
  const declared = inputs["tagsAll"] as Tags;
  const isDefault = (key: string) => !(key in own) && key in declared;
  const tags = Object.fromEntries(Object.entries(tagsAll).filter(([key]) => !isDefault(key)));
  const untagged = inputs["tags"] === undefined && Object.keys(tags).length === 0;
  return untagged ? { tagsAll } : { tags, tagsAll };
}
