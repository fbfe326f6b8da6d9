import type { PlannedResource } from "../../plan";
import type { PlanGraph } from "./plan-graph";
import { documentOf, listOf, mapOf, numberOf, textOf } from "./values";

/** A DMS replication instance. */
export interface ReplicationInstance {
  readonly name: string;
  readonly class: string;
  readonly storageGiB: number | undefined;
  readonly multiAz: boolean;
  readonly engineVersion: string | undefined;
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

/** One replication task. */
export interface Migration {
  /** The task's physical identifier. */
  readonly name: string;
  /** Its name within the component that makes it, such as `orders`. */
  readonly shortName: string;
  /** Such as `full-load-and-cdc`. */
  readonly type: string;
  /** Short name of the source endpoint. */
  readonly source: string;
  /** Short name of the target endpoint. */
  readonly target: string;
  /** Patterns of `schema.table`. */
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly validation: boolean;
  /** Largest LOB that is carried over whole, in KiB. */
  readonly lobMaxSizeKiB: number | undefined;
}

export interface Replication {
  /** The one that migrations share comes first. */
  readonly instances: readonly ReplicationInstance[];
  readonly endpoints: readonly Endpoint[];
  readonly migrations: readonly Migration[];
}

/** What DMS replicates in a plan. */
export function replicationOf(graph: PlanGraph): Replication {
  return {
    instances: graph.all("dmsInstance").map(instanceOf),
    endpoints: graph.all("dmsEndpoint").map((endpoint) => endpointOf(graph, endpoint)),
    migrations: graph.all("dmsTask").map((task) => migrationOf(graph, task)),
  };
}

function instanceOf({ name, inputs }: PlannedResource): ReplicationInstance {
  return {
    name: textOf(inputs["replicationInstanceId"]) ?? name,
    class: textOf(inputs["replicationInstanceClass"]) ?? "class not known yet",
    storageGiB: numberOf(inputs["allocatedStorage"]),
    multiAz: inputs["multiAz"] === true,
    engineVersion: textOf(inputs["engineVersion"]),
    maintenanceWindow: textOf(inputs["preferredMaintenanceWindow"]),
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

function migrationOf(graph: PlanGraph, task: PlannedResource): Migration {
  const { inputs } = task;
  const endpoint = (property: string) => {
    const [found] = graph.references(task, property, "dmsEndpoint");
    return found ? graph.shortName(found) : "not known yet";
  };
  const settings = documentOf(inputs["replicationTaskSettings"]);
  const validation = mapOf(settings["ValidationSettings"]);
  const target = mapOf(settings["TargetMetadata"]);
  return {
    name: textOf(inputs["replicationTaskId"]) ?? task.name,
    shortName: graph.shortName(task),
    type: textOf(inputs["migrationType"]) ?? "not known yet",
    source: endpoint("sourceEndpointArn"),
    target: endpoint("targetEndpointArn"),
    included: selections(inputs["tableMappings"], ["include", "explicit"]),
    excluded: selections(inputs["tableMappings"], ["exclude"]),
    validation: validation["EnableValidation"] === true,
    lobMaxSizeKiB: numberOf(target["LobMaxSize"]),
  };
}

function selections(tableMappings: unknown, actions: readonly string[]): string[] {
  return listOf(documentOf(tableMappings)["rules"])
    .map(mapOf)
    .filter((rule) => rule["rule-type"] === "selection")
    .filter((rule) => actions.includes(textOf(rule["rule-action"]) ?? ""))
    .map((rule) => {
      const locator = mapOf(rule["object-locator"]);
      return `${textOf(locator["schema-name"]) ?? "?"}.${textOf(locator["table-name"]) ?? "%"}`;
    });
}
