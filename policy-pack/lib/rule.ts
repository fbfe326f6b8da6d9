import { type Graph, type Node, type Resource } from "./graph";
import { type Options, type Values } from "./options";

/** Something wrong with a resource of the stack, or with the stack itself. */
export interface Finding {
  readonly message: string;
  /** The resource with the finding. Default: the stack itself. */
  readonly resource?: Resource;
  /** "advisory" if this one finding never blocks, at any level of the rule. */
  readonly level?: "advisory";
}

/** Result of a check on one resource: a message, or one with a level of its own. */
export type Verdict = string | Omit<Finding, "resource">;

/** A finding that never blocks. */
export function advice(message: string): Verdict {
  return { message, level: "advisory" };
}

/** Public controls that the rule holds, by their catalogue's own ids. */
export interface Controls {
  readonly fsbp?: readonly string[];
  readonly prowler?: readonly string[];
  readonly checkov?: readonly string[];
}

/**
 * A rule as data. Its checks are pure: they yield one message for each fault, and let the SDK's
 * signal pass when they meet an unknown value, after yielding the known faults.
 */
export interface Rule<O extends Options = Options> {
  /** The policy's name, its file's name, and its key in the configuration. */
  readonly name: string;
  readonly title: string;
  /** The rule's demand, in one sentence. Begins every message. */
  readonly description: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** The level without configuration. */
  readonly level: "mandatory" | "advisory";
  readonly controls?: Controls;
  readonly remediation: string;
  /** Documentation; required if no FSBP control exists. */
  readonly url?: string;
  /** False on the few absolute rules: they accept no exceptions. */
  readonly waivable?: false;
  readonly options?: O;
  /** The resources that the rule judges, if not all of its types: "functions that …". */
  readonly scope?: string;
  /** The types that `resource` and `companions` are about. */
  readonly types: readonly string[];
  /** Receives the options of an operation, on its first resource of any type. */
  prepare?(options: Values<O>): void;
  /** Judges one resource by its inputs, before it is created. */
  resource?(resource: Resource, options: Values<O>): Iterable<Verdict>;
  /** Judges one resource by what else the stack has. */
  companions?(node: Node, graph: Graph, options: Values<O>): Iterable<Verdict>;
  /** Judges the stack as a whole. */
  stack?(graph: Graph, options: Values<O>): Iterable<Finding>;
}

/** Gives a rule's checks the types of its own options. */
export function defineRule<const O extends Options>(rule: Rule<O>): Rule {
  return rule;
}
