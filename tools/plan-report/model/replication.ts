import type { PlannedResource } from "@landing-zone/plan/plan";
import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import { migratedTablesOf, type MigratedTables } from "./table-mappings";
import { documentOf, mapOf, numberOf, textOf } from "./values";

/** A DMS replication instance. */
export interface ReplicationInstance {
  /** The instance's physical identifier. */
  readonly name: string;
  /** Its name within the component that makes it; undefined for the one that migrations share. */
  readonly shortName: string | undefined;
  readonly class: string;
  readonly storageGiB: number | undefined;
  readonly multiAz: boolean;
  readonly engineVersion: string | undefined;
  readonly maintenanceWindow: string | undefined;
  /** Short names of the migrations that run on it. */
  readonly migrations: readonly string[];
}

/** A migration that runs without a replication instance. */
export interface ServerlessReplication {
  /** Short name of the migration. */
  readonly shortName: string;
  /** Limits in DMS capacity units; the lower one is undefined where DMS finds it. */
  readonly units: { readonly min: number | undefined; readonly max: number | undefined };
  readonly multiAz: boolean;
  readonly maintenanceWindow: string | undefined;
}

/** A database that DMS reads or writes. */
export interface Endpoint {
  /** The endpoint's physical identifier. */
  readonly name: string;
  /** Its name within the component that makes it, such as `source-orders`. */
  readonly shortName: string;
  readonly type: "source" | "target";
  readonly sslMode: string | undefined;
}

/** One replication task, or a serverless replication. */
export interface Migration {
  /** The task's physical identifier. */
  readonly name: string;
  /** Its name within the component that makes it, such as `orders`. */
  readonly shortName: string;
  /** Such as `full-load-and-cdc`. */
  readonly type: string;
  /** Physical identifier of the replication instance; undefined for a serverless replication. */
  readonly instance: string | undefined;
  /** Short name of the source endpoint. */
  readonly source: string;
  /** Short name of the target endpoint. */
  readonly target: string;
  readonly tables: MigratedTables;
  readonly validation: boolean;
  /** Phase of the migration, such as `replicate`; undefined if the stack has no phase. */
  readonly phase: string | undefined;
}

export interface Replication {
  /** The one that migrations share comes first. */
  readonly instances: readonly ReplicationInstance[];
  readonly serverless: readonly ServerlessReplication[];
  readonly endpoints: readonly Endpoint[];
  readonly migrations: readonly Migration[];
}

/** The replications by DMS in a plan. */
export function replicationOf(graph: PlanGraph): Replication {
  return {
    instances: graph.all("dmsInstance").map((instance) => instanceOf(graph, instance)),
    serverless: graph.all("dmsConfig").map((config) => serverlessOf(graph, config)),
    endpoints: graph.all("dmsEndpoint").map((endpoint) => endpointOf(graph, endpoint)),
    migrations: [
      ...graph.all("dmsTask").map((task) => taskOf(graph, task)),
      ...graph.all("dmsConfig").map((config) => serverlessMigrationOf(graph, config)),
    ],
  };
}

/** Number of engines: replication instances and serverless replications. */
export function engineCount({ instances, serverless }: Replication): number {
  return instances.length + serverless.length;
}

function instanceOf(graph: PlanGraph, instance: PlannedResource): ReplicationInstance {
  const { name, inputs } = instance;
  const isShared = graph.root(instance).name === name;
  return {
    name: instanceName(instance),
    shortName: isShared ? undefined : graph.shortName(instance),
    class: textOf(inputs["replicationInstanceClass"]) ?? "class not known yet",
    storageGiB: numberOf(inputs["allocatedStorage"]),
    multiAz: inputs["multiAz"] === true,
    engineVersion: textOf(inputs["engineVersion"]),
    maintenanceWindow: textOf(inputs["preferredMaintenanceWindow"]),
    migrations: graph
      .users(instance, "dmsTask", "replicationInstanceArn")
      .map((task) => graph.shortName(task)),
  };
}

function instanceName({ name, inputs }: PlannedResource): string {
  return textOf(inputs["replicationInstanceId"]) ?? name;
}

function serverlessOf(graph: PlanGraph, config: PlannedResource): ServerlessReplication {
  const compute = mapOf(config.inputs["computeConfig"]);
  return {
    shortName: graph.shortName(config),
    units: {
      min: numberOf(compute["minCapacityUnits"]),
      max: numberOf(compute["maxCapacityUnits"]),
    },
    multiAz: compute["multiAz"] === true,
    maintenanceWindow: textOf(compute["preferredMaintenanceWindow"]),
  };
}

function endpointOf(graph: PlanGraph, endpoint: PlannedResource): Endpoint {
  const { inputs } = endpoint;
  return {
    name: textOf(inputs["endpointId"]) ?? endpoint.name,
    shortName: graph.shortName(endpoint),
    type: inputs["endpointType"] === "target" ? "target" : "source",
    sslMode: textOf(inputs["sslMode"]),
  };
}

function taskOf(graph: PlanGraph, task: PlannedResource): Migration {
  const { inputs, name } = task;
  const [instance] = graph.references(task, "replicationInstanceArn", "dmsInstance");
  return {
    ...migrationOf(graph, task, inputs["replicationTaskSettings"]),
    name: textOf(inputs["replicationTaskId"]) ?? name,
    type: textOf(inputs["migrationType"]) ?? "not known yet",
    instance: instance ? instanceName(instance) : "not known yet",
  };
}

function serverlessMigrationOf(graph: PlanGraph, config: PlannedResource): Migration {
  const { inputs, name } = config;
  return {
    ...migrationOf(graph, config, inputs["replicationSettings"]),
    name: textOf(inputs["replicationConfigIdentifier"]) ?? name,
    type: textOf(inputs["replicationType"]) ?? "not known yet",
    instance: undefined,
  };
}

/** Facts that a task and a serverless replication share. */
function migrationOf(graph: PlanGraph, replication: PlannedResource, settings: unknown) {
  const endpoint = (property: string) => {
    const [found] = graph.references(replication, property, "dmsEndpoint");
    return found ? graph.shortName(found) : "not known yet";
  };
  const { tableMappings } = replication.inputs;
  const { ValidationSettings: validation } = documentOf(settings);
  const shortName = graph.shortName(replication);
  return {
    shortName,
    source: endpoint("sourceEndpointArn"),
    target: endpoint("targetEndpointArn"),
    tables: migratedTablesOf(tableMappings, settings),
    validation: mapOf(validation)["EnableValidation"] === true,
    phase: textOf(mapOf(graph.plan.outputs["migrationPhases"])[shortName]),
  };
}
