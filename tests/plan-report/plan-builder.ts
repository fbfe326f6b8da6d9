import type { PropertyMap } from "@landing-zone/plan/values";
import type { Plan, PlannedResource } from "@landing-zone/plan/plan";

/** Properties of a test's resource beyond its type, name and inputs. */
interface ResourceExtras {
  readonly parent?: string;
  /** By property, the URNs of the resources that it refers to. */
  readonly uses?: Readonly<Record<string, readonly string[]>>;
  readonly dependsOn?: readonly string[];
  readonly options?: PlannedResource["options"];
}

/** Collects resources into a plan as a preview shows it. */
export class PlanBuilder {
  readonly resources: PlannedResource[] = [];

  /** Adds a resource and returns its URN. Types without a provider's slash are components. */
  add(
    type: string,
    name: string,
    inputs: PropertyMap = {},
    { parent, uses = {}, dependsOn = [], options = {} }: ResourceExtras = {},
  ): string {
    const ancestors = parent?.split("::")[2];
    const qualifiedType = ancestors === undefined ? type : `${ancestors}$${type}`;
    const urn = `urn:pulumi:test::migration-landing-zone::${qualifiedType}::${name}`;
    this.resources.push({
      urn,
      type,
      name,
      ...(parent === undefined ? {} : { parent }),
      custom: type.includes("/"),
      inputs,
      dependencies: [...new Set([...Object.values(uses).flat(), ...dependsOn])],
      propertyDependencies: uses,
      options,
    });
    return urn;
  }

  plan(rest: Partial<Omit<Plan, "resources">> = {}): Plan {
    return {
      project: "migration-landing-zone",
      stack: "test",
      resources: this.resources,
      providers: [],
      outputs: {},
      ...rest,
    };
  }
}
