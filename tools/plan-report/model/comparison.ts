import { costDifference, type CostDifference } from "@landing-zone/cost/difference";
import type { Plan, PlannedResource } from "@landing-zone/plan/plan";
import type { Fact } from "./facts";
import type { ReportModel } from "./index";

/** Differences between two plans: those of two stacks, or of one before and after a change. */
export interface Comparison {
  /** Names of the two: the report's own, and the one that it is compared with. */
  readonly names: readonly [string, string];
  readonly facts: readonly Difference[];
  /** From the one that it is compared with to the report's own. */
  readonly cost: CostDifference;
  /** Resources that only one of them has, by type. */
  readonly resources: readonly Difference[];
  /** Settings of resources that both have, by component. */
  readonly settings: readonly ComponentDifferences[];
}

/** Something that has two values; undefined where a stack has none. */
export interface Difference {
  readonly name: string;
  readonly values: readonly [string | undefined, string | undefined];
}

/** The settings that differ in the resources of one component. */
export interface ComponentDifferences {
  readonly component: string;
  readonly differences: readonly Difference[];
}

/** A stack as it is compared. */
export type Compared = Pick<ReportModel, "graph" | "facts" | "cost">;

/**
 * Compares two plans of one program. Names of environments and accounts differ in every value that
 * has them, so they are left out of account.
 *
 * @param otherName What the other plan is called. Default: its stack.
 */
export function comparisonOf(
  one: Compared,
  other: Compared,
  otherName = other.graph.plan.stack,
): Comparison {
  const [left, right] = [resourcesOf(one.graph.plan), resourcesOf(other.graph.plan)];
  return {
    names: [one.graph.plan.stack, otherName],
    cost: costDifference(other.cost, one.cost),
    facts: differences(factValues(one.facts), factValues(other.facts)),
    resources: differences(countsByType(left, right), countsByType(right, left)),
    settings: settingsOf(left, right),
  };
}

type Values = ReadonlyMap<string, string>;

function differences(left: Values, right: Values): Difference[] {
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const values = [left.get(name), right.get(name)] as const;
    return values[0] === values[1] ? [] : [{ name, values }];
  });
}

function factValues(facts: readonly Fact[]): Values {
  return new Map(
    facts.map(({ label, value, note }) => [
      label,
      note === undefined ? value : `${value}, ${note}`,
    ]),
  );
}

/** A resource with its settings flattened to paths, and with the name of its component. */
interface Settled {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly component: string;
  readonly settings: Values;
}

function resourcesOf(plan: Plan): ReadonlyMap<string, Settled> {
  const byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const top = (resource: PlannedResource): PlannedResource => {
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    return parent ? top(parent) : resource;
  };
  const settled = plan.resources
    .filter(({ custom }) => custom)
    .map((resource): Settled => ({
      key: `${resource.type} ${resource.name}`,
      name: resource.name,
      type: resource.type,
      component: top(resource).name,
      settings: new Map(flattened(resource.inputs, "", plan.stack)),
    }));
  return new Map(settled.map((resource) => [resource.key, resource]));
}

/** Of each type, the names of the resources that the other stack has not. */
function countsByType(
  own: ReadonlyMap<string, Settled>,
  others: ReadonlyMap<string, Settled>,
): Values {
  const names = new Map<string, string>();
  for (const { key, type, name } of own.values()) {
    if (others.has(key)) continue;
    const earlier = names.get(type);
    names.set(type, earlier === undefined ? name : `${earlier}, ${name}`);
  }
  return names;
}

function settingsOf(
  left: ReadonlyMap<string, Settled>,
  right: ReadonlyMap<string, Settled>,
): ComponentDifferences[] {
  const byComponent = new Map<string, Difference[]>();
  for (const { key, name, component, settings } of left.values()) {
    const other = right.get(key);
    if (other === undefined) continue;
    const found = differences(settings, other.settings).map((difference) => ({
      ...difference,
      name: `${name}: ${difference.name}`,
    }));
    byComponent.set(component, [...(byComponent.get(component) ?? []), ...found]);
  }
  return [...byComponent]
    .map(([component, found]) => ({ component, differences: found }))
    .filter(({ differences: found }) => found.length > 0);
}

/** Tags follow from the configuration and are the same for every resource. */
const leftOut = new Set(["tags", "tagsAll"]);

function flattened(value: unknown, path: string, stack: string): [string, string][] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => flattened(item, `${path}[${index}]`, stack));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .filter(([key]) => path !== "" || !leftOut.has(key))
      .flatMap(([key, item]) => flattened(item, path === "" ? key : `${path}.${key}`, stack));
  }
  return [[path, neutral(String(value), stack)]];
}

/** A value without the parts in which environments differ by name alone. */
function neutral(text: string, stack: string): string {
  return text
    .replace(/\b\d{12}\b/g, "<account>")
    .replaceAll(new RegExp(`(?<=[-/_ ])${stack}\\b|\\b${stack}$`, "g"), "<environment>");
}
