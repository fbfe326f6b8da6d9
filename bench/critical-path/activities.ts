import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { type Activity } from "./chain";
import { forcedOrder } from "./forced-order";

/** Typical seconds that a resource of a type takes. */
export type Seconds = (type: string) => number;

/**
 * The creations of a plan, each after its dependencies. A user of a remote component's output waits
 * for the whole component: its provider answers once everything in it exists.
 */
export function plannedActivities(
  { resources }: Pick<Plan, "resources">,
  seconds: Seconds,
): readonly Activity[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const remoteComponentOf = (resource: PlannedResource | undefined): string | undefined => {
    if (resource === undefined || isRemoteComponent(resource)) return resource?.urn;
    return remoteComponentOf(byUrn.get(resource.parent ?? ""));
  };
  const componentOf = new Map(resources.map((it) => [it.urn, remoteComponentOf(it)]));
  const members = (component: string): readonly string[] =>
    resources.filter(({ urn }) => componentOf.get(urn) === component).map(({ urn }) => urn);
  return resources.map((resource) => {
    const { urn, type, custom } = resource;
    const own = componentOf.get(urn);
    const waitedFor = dependencies(resource).flatMap((dependency) => {
      const component = componentOf.get(dependency);
      const isOutside = component !== undefined && component !== own;
      return isOutside ? members(component) : [dependency];
    });
    return { key: urn, seconds: custom ? seconds(type) : 0, after: [...new Set(waitedFor)] };
  });
}

/** Of a type that a package's provider builds, not the program. */
function isRemoteComponent({ type, custom }: PlannedResource): boolean {
  return !custom && type.startsWith("awsx:");
}

function dependencies(resource: PlannedResource): readonly string[] {
  const { parent, dependencies: explicit, propertyDependencies } = resource;
  const parents = parent === undefined ? [] : [parent];
  return [...parents, ...explicit, ...Object.values(propertyDependencies).flat()];
}

/** The creations that AWS puts in an order, one for each type that the plan has. */
export function forcedActivities(
  { resources }: Pick<Plan, "resources">,
  seconds: Seconds,
): readonly Activity[] {
  const types = [...new Set(resources.filter(({ custom }) => custom).map(({ type }) => type))];
  return types.map((type) => ({
    key: type,
    seconds: seconds(type),
    after: forcedOrder.filter((order) => order.type === type).map(({ after }) => after),
  }));
}
