import { type Aws, ifFound } from "./aws";
import { messageOf } from "@landing-zone/plan/errors";
import type { Existing, Properties, Resource, Tags } from "./resource";
import { readInputs } from "./read-inputs";
import { tagChanges } from "./tags";

/** The object was made, but not everything that was asked for could be set on it. */
export class PartiallyCreated extends Error {
  override readonly name = "PartiallyCreated";

  constructor(
    /** The object's id. */
    readonly id: string,
    /** Known outputs: the inputs it was created with. */
    readonly state: Properties,
    cause: unknown,
  ) {
    super(messageOf(cause), { cause });
  }
}

/**
 * Makes and configures an object.
 * @throws PartiallyCreated when the object exists afterwards in spite of the failure.
 */
export async function create(
  resource: Resource,
  inputs: Properties,
  aws: Aws,
): Promise<Existing<Properties>> {
  const id = await resource.create(inputs, aws);
  try {
    await resource.configure?.(id, inputs, aws);
    return { id, state: await stateAfter(resource, { id, state: inputs }, inputs, aws) };
  } catch (error) {
    throw new PartiallyCreated(id, inputs, error);
  }
}

/**
 * Changes an object to match the inputs. Repeating a failed update is safe.
 * @param known Outputs that the update leaves as they are, and the new inputs.
 */
export async function update(
  resource: Resource,
  existing: Existing<Properties>,
  news: Properties,
  known: Properties,
  aws: Aws,
): Promise<Properties> {
  await resource.update?.(existing, news, aws);
  await resource.configure?.(existing.id, news, aws);
  await retag(resource, existing, tagsOf(news), aws);
  return stateAfter(resource, { id: existing.id, state: known }, news, aws);
}

/** The object's outputs as they really are; undefined when it is gone. */
export async function read(
  resource: Resource,
  existing: Existing<Properties>,
  aws: Aws,
): Promise<Properties | undefined> {
  return ifFound(resource.read(existing, aws));
}

/** Removes an object; one that is gone already is a success. */
export async function remove(
  resource: Resource,
  existing: Existing<Properties>,
  aws: Aws,
): Promise<void> {
  await ifFound(resource.delete(existing, aws));
}

async function stateAfter(
  resource: Resource,
  made: Existing<Properties>,
  inputs: Properties,
  aws: Aws,
): Promise<Properties> {
  const actual = await resource.read(made, aws);
  if (!actual) throw new Error(`${made.id} cannot be found right after the emulator accepted it.`);
  return { ...made.state, ...defined(actual), ...readInputs(inputs, actual) };
}

async function retag(
  resource: Resource,
  existing: Existing<Properties>,
  after: Tags,
  aws: Aws,
): Promise<void> {
  const { tagging } = resource;
  if (!tagging) return;
  const { set, remove: removed } = tagChanges(tagsOf(existing.state), after);
  const target = tagging.target === "id" ? existing.id : String(existing.state["arn"]);
  if (removed.length > 0) await tagging.untag(target, removed, aws);
  if (Object.keys(set).length > 0) await tagging.tag(target, set, aws);
}

function tagsOf(properties: Properties): Tags {
  return (properties["tagsAll"] ?? {}) as Tags;
}

/** Without the properties that are undefined, which the wire cannot carry. */
export function defined(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined && value !== null),
  );
}
