import { type Exception } from "./exceptions";
import { Graph, type Inputs, type StackResource } from "./graph";

/** The section of a rule in the configuration. */
export type Section = Readonly<Record<string, unknown>>;

/** The resource types that a run of the pack has to do with, to tell "nothing to judge" from "off". */
interface Runnable {
  readonly name: string;
  readonly types: readonly string[];
  readonly stack?: unknown;
  readonly companions?: unknown;
}

/**
 * What the policies of a pack share during one operation. The engine analyses every resource, then
 * the stack; each policy notes what the SDK shows it, and the rules on the stack judge by the inputs
 * that were noted before. A resource that is analysed after a stack begins the next operation.
 */
export class Session {
  readonly #inputs = new Map<string, Inputs>();
  /** The types of the resources that were analysed in this operation. */
  readonly #types = new Set<string>();
  /** The sections of the rules that were run in this operation. */
  readonly #sections = new Map<string, Section>();
  readonly #used = new Set<string>();
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

  /** Notes that an exception has waived a finding. */
  markUsed(rule: string, exception: Exception): void {
    this.#used.add(key(rule, exception));
  }

  /** Whether the exception has waived a finding in this operation. */
  isUsed(rule: string, exception: Exception): boolean {
    return this.#used.has(key(rule, exception));
  }

  #begin(): void {
    this.#types.clear();
    this.#sections.clear();
    this.#used.clear();
    this.#served.clear();
    this.#graph = undefined;
  }
}

function key(rule: string, exception: Exception): string {
  return [rule, exception.resource, exception.expires].join("\n");
}
