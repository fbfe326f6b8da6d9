import { type Ask } from "../ask";
import { declaredThing, type Inventory } from "../inventory";
import { type DeclaredResources } from "../resources";
import { type Answer, at, camelCased, pick, textAt } from "../values";
import { dmsThings } from "./dms";

const instanceType = "aws:dms/replicationInstance:ReplicationInstance";
const taskType = "aws:dms/replicationTask:ReplicationTask";
const configType = "aws:dms/replicationConfig:ReplicationConfig";

/** The declared part of settings and mappings, to which AWS adds its own. */
function declaredPart(found: unknown, declared: unknown): unknown {
  if (Array.isArray(found) || Array.isArray(declared)) return found;
  if (typeof found !== "object" || found === null) return found;
  if (typeof declared !== "object" || declared === null) return found;
  return Object.fromEntries(
    Object.entries(declared).map(([name, value]) => [
      name,
      declaredPart((found as Record<string, unknown>)[name], value),
    ]),
  );
}

function jsonAt(answer: Answer, path: string): unknown {
  const text = textAt(answer, path);
  return text === "" ? {} : JSON.parse(text);
}

function settingsOf(declared: DeclaredResources, type: string, id: string, name: string): unknown {
  const text = declared.of(type).find((it) => it.id === id)?.inputs[name];
  return typeof text === "string" ? JSON.parse(text) : text;
}

const tasks: Inventory = {
  name: "the replication tasks: endpoints, type, tables and settings of each",
  types: [taskType],
  hidden: {
    startReplicationTask: "operations own the state of a task",
    resourceIdentifier: "it ends the task's ARN",
    cdcStartPosition: "it matters when the task is started only",
    cdcStartTime: "it matters when the task is started only",
  },
  expected: (declared) => declared.of(taskType).map((it) => declaredThing("replication task", it)),
  live: async (ask) => {
    const command = ["dms", "describe-replication-tasks"] as const;
    const found = await ask.list("ReplicationTasks", ...command);
    const instances = ask.declared
      .of(instanceType)
      .map(({ outputs }) => String(outputs["replicationInstanceArn"]));
    return dmsThings(ask, found, {
      kind: "replication task",
      type: taskType,
      id: "ReplicationTaskIdentifier",
      arn: "ReplicationTaskArn",
      values: (it) => taskValues(ask, it),
      isRelated: (it) => instances.includes(textAt(it, "ReplicationInstanceArn")),
    });
  },
};

function taskValues(ask: Ask, task: Answer): Readonly<Record<string, unknown>> {
  const id = textAt(task, "ReplicationTaskIdentifier");
  const settings = settingsOf(ask.declared, taskType, id, "replicationTaskSettings");
  return {
    ...pick(task, {
      replicationTaskId: "ReplicationTaskIdentifier",
      migrationType: "MigrationType",
      replicationInstanceArn: "ReplicationInstanceArn",
      sourceEndpointArn: "SourceEndpointArn",
      targetEndpointArn: "TargetEndpointArn",
      tableMappings: "TableMappings",
    }),
    replicationTaskSettings: declaredPart(jsonAt(task, "ReplicationTaskSettings"), settings),
  };
}

const configs: Inventory = {
  name: "the serverless replications: endpoints, capacity, tables and settings of each",
  types: [configType],
  notInEmulator: "the emulator has no serverless replications of DMS",
  hidden: {
    startReplication: "operations own the state of a replication",
    resourceIdentifier: "it ends the replication's ARN",
  },
  expected: (declared) =>
    declared.of(configType).map((it) => declaredThing("serverless replication", it)),
  live: async (ask) => {
    const found = await ask.list("ReplicationConfigs", "dms", "describe-replication-configs");
    return dmsThings(ask, found, {
      kind: "serverless replication",
      type: configType,
      id: "ReplicationConfigArn",
      arn: "ReplicationConfigArn",
      values: (it) => configValues(ask, it),
    });
  },
};

function configValues(ask: Ask, config: Answer): Readonly<Record<string, unknown>> {
  const arn = textAt(config, "ReplicationConfigArn");
  const settings = settingsOf(ask.declared, configType, arn, "replicationSettings");
  return {
    ...pick(config, {
      replicationConfigIdentifier: "ReplicationConfigIdentifier",
      replicationType: "ReplicationType",
      sourceEndpointArn: "SourceEndpointArn",
      targetEndpointArn: "TargetEndpointArn",
      tableMappings: "TableMappings",
    }),
    computeConfig: camelCased(at(config, "ComputeConfig")),
    replicationSettings: declaredPart(jsonAt(config, "ReplicationSettings"), settings),
  };
}

export const replicationInventories = [tasks, configs];
