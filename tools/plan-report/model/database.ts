import type { PlannedResource } from "@landing-zone/plan/plan";
import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import { mapOf, numberOf, textOf } from "./values";

export interface DatabaseInstance {
  readonly name: string;
  readonly class: string;
  readonly zone: string | undefined;
  /** Whether it has the highest failover priority, which makes it the writer of choice. */
  readonly writer: boolean;
}

/** The Aurora cluster that the migration writes to. */
export interface Database {
  readonly name: string;
  readonly engineVersion: string | undefined;
  readonly instances: readonly DatabaseInstance[];
  /** Limits of serverless instances, in Aurora capacity units. */
  readonly capacity: { readonly min: number; readonly max: number } | undefined;
  /** Between how many readers there are under load; undefined where their number is fixed. */
  readonly readers: { readonly min: number; readonly max: number } | undefined;
  readonly backupWindow: string | undefined;
  readonly backupRetentionDays: number | undefined;
  readonly maintenanceWindow: string | undefined;
  readonly deletionProtection: boolean;
  readonly finalSnapshot: boolean;
}

/** The Aurora cluster of a plan; undefined without one. */
export function databaseOf(graph: PlanGraph): Database | undefined {
  const cluster = graph.one("cluster");
  if (!cluster) {
    return undefined;
  }
  const { inputs } = cluster;
  const scaling = mapOf(inputs["serverlessv2ScalingConfiguration"]);
  return {
    name: textOf(inputs["clusterIdentifier"]) ?? cluster.name,
    engineVersion: textOf(inputs["engineVersion"]),
    instances: instancesOf(graph),
    capacity: limitsOf(scaling["minCapacity"], scaling["maxCapacity"]),
    readers: readersOf(graph, cluster),
    backupWindow: textOf(inputs["preferredBackupWindow"]),
    backupRetentionDays: numberOf(inputs["backupRetentionPeriod"]),
    maintenanceWindow: textOf(inputs["preferredMaintenanceWindow"]),
    deletionProtection: inputs["deletionProtection"] === true,
    finalSnapshot: inputs["skipFinalSnapshot"] === false,
  };
}

function limitsOf(from: unknown, to: unknown): { min: number; max: number } | undefined {
  const [min, max] = [numberOf(from), numberOf(to)];
  return min === undefined || max === undefined ? undefined : { min, max };
}

function readersOf(graph: PlanGraph, cluster: PlannedResource): Database["readers"] {
  const [target] = graph.users(cluster, "scalingTarget", "resourceId");
  return limitsOf(target?.inputs["minCapacity"], target?.inputs["maxCapacity"]);
}

function instancesOf(graph: PlanGraph): DatabaseInstance[] {
  const instances = graph.all("clusterInstance");
  const tiers = instances.map(({ inputs }) => numberOf(inputs["promotionTier"]) ?? 0);
  const writer = tiers.indexOf(Math.min(...tiers));
  return instances.map(({ name, inputs }, index) => ({
    name: textOf(inputs["identifier"]) ?? name,
    class: textOf(inputs["instanceClass"]) ?? "class not known yet",
    zone: textOf(inputs["availabilityZone"]),
    writer: index === writer,
  }));
}

/** The shape of the database in words, such as `2 × db.r6g.large`. */
export function shapeOf({ instances, capacity }: Database): string {
  const classes = [...new Set(instances.map((instance) => instance.class))];
  const size = capacity ? `${capacity.min}–${capacity.max} ACU` : classes.join(", ");
  return `${instances.length} × ${size}`;
}
