import { type Exception } from "./exceptions";
import { type Props } from "./unknowns";

/** The configuration of every rule, by the rule's name. */
export type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a program gives a resource. */
export interface Inputs {
  readonly props: Props;
  readonly provider?: { readonly props: Props } | undefined;
}

/*
 * What the pack remembers during one operation. A pack is one process that is configured once,
 * then sees each resource's inputs, then the stack; a later part needs what an earlier one saw.
 */
let configuration: Configuration | undefined;
let disabled: ReadonlySet<string> = new Set();
const inputs = new Map<string, Inputs>();
const used = new Set<string>();
let request: object | undefined;

/** Starts an operation with the configuration that the engine sent, and the rules it disabled. */
export function begin(configured: Configuration, disabledRules: ReadonlySet<string>): void {
  configuration = configured;
  disabled = disabledRules;
  inputs.clear();
  used.clear();
  request = undefined;
}

/** Notes that the whole stack is analyzed now, by one rule after the other. */
export function beginStack(): void {
  request = {};
}

/** What stands for the present analysis of the stack; undefined when nobody noted its begin. */
export function currentStack(): object | undefined {
  return request;
}

/** The whole configuration, or undefined when the engine has sent none. */
export function currentConfiguration(): Configuration | undefined {
  return configuration;
}

/** Whether the engine has disabled the rule. */
export function isDisabled(rule: string): boolean {
  return disabled.has(rule);
}

/** Keeps a resource's inputs for the rules on it and on the stack. */
export function rememberInputs(urn: string, given: Inputs): void {
  inputs.set(urn, given);
}

/** A resource's inputs; undefined when it was not analyzed on its own, as when it is not a target. */
export function inputsOf(urn: string): Inputs | undefined {
  return inputs.get(urn);
}

/** Notes that an exception has waived a finding. */
export function markUsed(rule: string, exception: Exception): void {
  used.add(key(rule, exception));
}

/** Whether the exception has waived a finding in this operation. */
export function isUsed(rule: string, exception: Exception): boolean {
  return used.has(key(rule, exception));
}

function key(rule: string, exception: Exception): string {
  return [rule, exception.resource, exception.expires].join("\n");
}
