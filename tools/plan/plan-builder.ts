import { type RegisteredResource } from "./resources";
import { isProviderType, isStackType, referencedProviderUrn, type StackIdentity } from "./urn";
import { displayable, type PropertyMap } from "./values";
import { type Plan, type PlannedResource, type PolicyReport } from "./plan";
import { type SecretFilter } from "./secret-filter";

/**
 * The plan of all registrations; the order does not depend on timing. A secret text is blanked out
 * everywhere: a program may have used it without marking it as secret.
 */
export function buildPlan(
  identity: StackIdentity,
  registrations: readonly RegisteredResource[],
  policies: PolicyReport | undefined,
  secrets: SecretFilter,
): Plan {
  const stack = registrations.find(({ type }) => isStackType(type));
  const managed = inTreeOrder(registrations).filter(
    ({ type, external }) => !isStackType(type) && !external,
  );
  const isProvider = ({ type }: RegisteredResource): boolean => isProviderType(type);
  const plan: Plan = {
    ...identity,
    resources: managed.filter((resource) => !isProvider(resource)).map(planned),
    providers: managed.filter(isProvider).map(planned),
    outputs: shown(stack?.outputs ?? {}),
    ...(policies === undefined ? {} : { policies: sorted(policies) }),
  };
  return secrets.applyToAll(plan);
}

/** Parents before their children, siblings by type and name. */
function inTreeOrder(registrations: readonly RegisteredResource[]): readonly RegisteredResource[] {
  const children = Map.groupBy(registrations, ({ parent }) => parent);
  const from = (parent: string | undefined): readonly RegisteredResource[] =>
    (children.get(parent) ?? [])
      .toSorted((a, b) => compare(a.type, b.type) || compare(a.name, b.name))
      .flatMap((resource) => [resource, ...from(resource.urn)]);
  return from(undefined);
}

function planned(registration: RegisteredResource): PlannedResource {
  const { urn, type, name, parent, custom, provider, inputs, options } = registration;
  const propertyDependencies = Object.entries(registration.propertyDependencies)
    .filter(([, urns]) => urns.length > 0)
    .map(([property, urns]) => [property, urns.toSorted(compare)] as const);
  return {
    urn,
    type,
    name,
    ...(parent === undefined ? {} : { parent }),
    custom,
    ...(provider === undefined ? {} : { provider: referencedProviderUrn(provider) }),
    inputs: shown(inputs),
    dependencies: registration.dependencies.toSorted(compare),
    propertyDependencies: Object.fromEntries(propertyDependencies),
    options,
  };
}

function shown(properties: PropertyMap): PropertyMap {
  return displayable(properties) as PropertyMap;
}

function sorted(report: PolicyReport): PolicyReport {
  const results = report.results.toSorted(
    (a, b) => compare(a.policy, b.policy) || compare(a.urn, b.urn),
  );
  return { ...report, results };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
