import { longestDays } from "./approvals";
import { type Exception, type Known } from "./exceptions";
import { Graph, type Inputs, type StackResource } from "./graph";

/** The section of a rule in the configuration. */
export type Section = Readonly<Record<string, unknown>>;

/**
 * The resource types that a run of the pack has seen, to distinguish "nothing to judge" from "off".
 */
interface Runnable {
  readonly name: string;
  readonly types: readonly string[];
  readonly stack?: unknown;
  readonly companions?: unknown;
}

/**
 * State that the policies of a pack share during one operation. The engine analyses every resource,
 * then the stack; each policy notes what the SDK shows it, and the rules on the stack judge by the
 * inputs that were noted before. A resource that is analysed after a stack begins the next
 * operation.
 */
export class Session {
  readonly #inputs = new Map<string, Inputs>();
  /** The types of the resources that were analysed in this operation. */
  readonly #types = new Set<string>();
  /** The sections of the rules that were run in this operation. */
  readonly #sections = new Map<string, Section>();
  readonly #used = new Set<string>();
  readonly #done = new Set<string>();
  #leftOut: ReadonlySet<string> = new Set();
  /** The rules that have been given {@link #graph}. */
  readonly #served = new Set<string>();
  #graph: Graph | undefined;

  /** Notes that a rule is run, and with which configuration. */
  ran(rule: string, section: Section): void {
    this.#sections.set(rule, section);
  }

  /** Notes the inputs of a resource that is analysed. */
  remember(urn: string, type: string, inputs: Inputs): void {
    if (this.#graph) this.#begin();
    this.#inputs.set(urn, inputs);
    this.#types.add(type);
  }

  /**
   * The graph of the stack that a rule judges. The SDK makes a list of resources for each rule; all
   * rules of one analysis share the graph of the first.
   * @throws Error when resources were analysed and the stack is said to have none.
   */
  graphFor(rule: string, resources: readonly StackResource[]): Graph {
    if (resources.length === 0 && this.#types.size > 0) {
      throw new Error(
        "The policy pack has analysed resources, but @pulumi/policy has handed it a stack without any. Its rules on the stack would see nothing, so it stops here: use a version of @pulumi/policy that the pack was tested with.",
      );
    }
    if (!this.#graph?.isOf(resources) || this.#served.has(rule)) {
      this.#graph = new Graph(resources, this.#inputs);
      this.#served.clear();
    }
    this.#served.add(rule);
    return this.#graph;
  }

  /** The configuration of a rule; undefined when it has not been run. */
  sectionOf(rule: string): Section | undefined {
    return this.#sections.get(rule);
  }

  /** Whether a rule had something to judge and was not run: its level is "disabled" then. */
  isSwitchedOff(rule: Runnable): boolean {
    if (this.#sections.has(rule.name) || this.#types.size === 0) return false;
    const judgesStack = rule.stack !== undefined || rule.companions !== undefined;
    // The SDK runs a policy on a single type for resources of that type only.
    return (
      judgesStack || rule.types.length !== 1 || rule.types.some((type) => this.#types.has(type))
    );
  }

  /** Whether a resource was analysed in this operation. */
  get wasAnalysed(): boolean {
    return this.#types.size > 0;
  }

  /** The rules that the configuration leaves out of this operation. */
  get leftOut(): ReadonlySet<string> {
    return this.#leftOut;
  }

  /** Notes the rules that the configuration leaves out. */
  leaveOut(rules: readonly string[]): void {
    this.#leftOut = new Set(rules);
  }

  /** Notes that an exception or an entry of a baseline has covered a finding. */
  markUsed(rule: string, accepted: Exception | Known): void {
    this.#used.add(key(rule, accepted));
  }

  /** Whether the exception or the entry has covered a finding in this operation. */
  isUsed(rule: string, accepted: Exception | Known): boolean {
    return this.#used.has(key(rule, accepted));
  }

  /** Whether nobody has asked for this before in this operation. */
  isFirst(what: string): boolean {
    const isFirst = !this.#done.has(what);
    this.#done.add(what);
    return isFirst;
  }

  #begin(): void {
    this.#types.clear();
    this.#sections.clear();
    this.#used.clear();
    this.#done.clear();
    this.#served.clear();
    this.#leftOut = new Set();
    this.#graph = undefined;
  }
}

/** The most days that an exception may still have before it, as exceptions-hygiene is configured. */
export function longestException(session: Session): number {
  const configured = session.sectionOf("exceptions-hygiene")?.maxDays;
  return typeof configured === "number" && configured >= 1
    ? Math.min(configured, longestDays)
    : longestDays;
}

function key(rule: string, { resource, finding, since }: Exception | Known): string {
  return [rule, resource, finding, since].join("\n");
}
