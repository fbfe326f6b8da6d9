import type { Unwrap } from "@pulumi/pulumi";
import type { Aws } from "./aws";

/** Tags by key. */
export type Tags = Record<string, string>;

/** A resource's inputs as values: known, secrets revealed, default tags merged into `tagsAll`. */
export type Inputs<Args> = Unwrap<Args> & { tagsAll?: Tags };

/** The known outputs of a resource. */
export type State<Outputs> = Partial<Unwrap<Outputs>>;

/** Inputs or outputs of any resource, secrets revealed. */
export type Properties = Record<string, unknown>;

/** A resource that exists: its id, and the outputs as they were last known. */
export interface Existing<State> {
  readonly id: string;
  readonly state: State;
}

/** Tagging API of a service. */
export interface Tagging {
  /** Whether the service names the tagged thing by the resource's id or by its ARN. */
  readonly target: "id" | "arn";
  /** Adds the tags, or changes the values of those that are there. */
  tag(target: string, tags: Tags, aws: Aws): Promise<unknown>;
  untag(target: string, keys: string[], aws: Aws): Promise<unknown>;
}

/**
 * Lifecycle of one resource type in AWS.
 *
 * Creation is one call that makes the object (`create`) and then what can be repeated
 * (`configure`), so that a failure in between leaves an object whose id is known and which the
 * next run configures again.
 */
export interface ResourceDefinition<Inputs, State> {
  /** Makes the object, tags included, and returns its id in the form of Pulumi's AWS provider. */
  create(inputs: Inputs, aws: Aws): Promise<string>;
  /** Settings that creation cannot state. Runs after creation and after every update; repeatable. */
  configure?(id: string, inputs: Inputs, aws: Aws): Promise<unknown>;
  /** The real object; undefined, or a not-found error, if it is gone. */
  read(existing: Existing<State>, aws: Aws): Promise<State | undefined>;
  /** Changes settings that creation stated. Repeatable. Tags are not its concern. */
  update?(existing: Existing<State>, news: Inputs, aws: Aws): Promise<unknown>;
  /** Removes the object. A not-found error counts as success. */
  delete(existing: Existing<State>, aws: Aws): Promise<unknown>;
  /** Inputs that AWS cannot change in place. `all`: every one of them. */
  readonly replaceOn: readonly (keyof Inputs & string)[] | "all";
  /** Inputs whose changes AWS ignores. */
  readonly ignored?: readonly (keyof Inputs & string)[];
  /** Whether the old object must go before the new one can be made. Default: when the program names it. */
  readonly deleteBeforeReplace?: boolean;
  /** The input that gets a generated name when the program gives none, and its greatest length. */
  readonly autoName?: { readonly property: keyof Inputs & string; readonly maxLength: number };
  /** Absent: the type has no tags, or the emulator cannot change them. */
  readonly tagging?: Tagging;
}

/** A {@link ResourceDefinition} as the provider sees it: inputs and outputs of any shape. */
export type Resource = ResourceDefinition<Properties, Properties>;

/** Resource types by type token, such as `aws:ec2/vpc:Vpc`. */
export type ResourceTable = Readonly<Record<string, Resource>>;

/**
 * Takes a definition into the table. `Args` and `Outputs` are the type's classes in `@pulumi/aws`,
 * such as `aws.ec2.VpcArgs` and `aws.ec2.VpcState`: the engine gives inputs that the program's types
 * have checked and state that the definition itself returned.
 */
export function resource<Args, Outputs>(
  definition: ResourceDefinition<Inputs<Args>, State<Outputs>>,
): Resource {
  return definition as unknown as Resource;
}

/**
 * Answers one of the provider's functions from existing objects.
 *
 * @throws Error when what is asked for by its id does not exist.
 */
export type Lookup = (args: Properties, aws: Aws) => Promise<Properties>;
