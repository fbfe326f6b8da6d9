import { type Policy } from "./policy";

/*
 * The SDK runs each policy on each resource, and has it throw, and say why, when it is not about
 * resources of that type: all policies but a few. Here its loop gets the few, and one that stands
 * for the others; what it would have said of each of these, the answer says in one piece.
 */

/** A policy with the types of resources that it is about. */
export interface Typed {
  readonly policy: Policy;
  readonly types: readonly string[];
}

/** The type of the resource whose analysis begins, until the SDK's loop over the policies begins. */
let begun: string | undefined;

/** Notes that the SDK begins to analyze a resource of this type. */
export function beginAnalysis(type: string): void {
  begun = type;
}

/** All policies, as a list in which a loop that begins an analysis meets those about its resource. */
export function dispatch(all: readonly Typed[]): Policy[] {
  const policies = all.map(({ policy }) => policy);
  const values = policies.values.bind(policies);
  const byType = new Map<string, readonly Policy[]>();
  const policiesAbout = (type: string): readonly Policy[] => {
    const about = byType.get(type) ?? [
      ...all.filter(({ types }) => types.includes(type)).map(({ policy }) => policy),
      standIn(type),
    ];
    byType.set(type, about);
    return about;
  };
  return Object.assign(policies, {
    [Symbol.iterator]: () => {
      const type = begun;
      begun = undefined;
      return type === undefined ? values() : policiesAbout(type).values();
    },
  });
}

/** The policies on resources that are not about this type. */
export function others(type: string, all: readonly Typed[]): Policy[] {
  const other = all.filter(({ policy, types }) => policy.validateResource && !types.includes(type));
  return other.map(({ policy }) => policy);
}

const standInPrefix = "others than about ";

/** A policy that the SDK passes over at once, as it does one about a single other type. */
function standIn(type: string): Policy {
  const validateResource = Object.assign(() => undefined, { __pulumiType: standInPrefix });
  return {
    name: `${standInPrefix}${type}`,
    description: "",
    configSchema: { properties: {} },
    validateResource,
  };
}

/** The type that a policy of this name stands in for; undefined when it is a policy of its own. */
export function standInFor(policyName: string): string | undefined {
  return policyName.startsWith(standInPrefix) ? policyName.slice(standInPrefix.length) : undefined;
}
