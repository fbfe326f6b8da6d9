import type { TaskDefinition } from "../copy/session";
import { nowSeconds } from "../copy/statistics";
import type { StartType } from "../replication";
import { Fault, optionalText, page, passes, requiredText, type Json } from "./protocol";
import { shownCheckpoint, shownProgress, statisticsPage } from "./shown";
import { assertStartable, reloadUnit, startOptions, stopUnit } from "./unit-states";
import type { Unit, Units } from "./units";

/** The configuration of a serverless replication, which only the double keeps. */
function configOf(units: Units, arn: string): Json {
  const config = units.saved[arn]?.config;
  if (config !== undefined) return config;
  throw new Fault("ResourceNotFoundFault", `Replication config ${arn} not found.`);
}

const configs = ({ saved }: Units): Json[] =>
  Object.values(saved).flatMap(({ config }) => (config === undefined ? [] : [config]));

function unitOf(config: Json): Unit {
  const arn = String(config["ReplicationConfigArn"]);
  return {
    arn,
    sourceEndpointArn: String(config["SourceEndpointArn"]),
    targetEndpointArn: String(config["TargetEndpointArn"]),
    definition: {
      name: arn.split(":").at(-1) ?? arn,
      migrationType: config["ReplicationType"] as TaskDefinition["migrationType"],
      tableMappings: String(config["TableMappings"]),
      settings: optionalText(config, "ReplicationSettings") ?? "{}",
    },
  };
}

/** States of a serverless replication that have another name for tasks. */
const statusWords: Readonly<Record<string, string>> = {
  ready: "created",
  starting: "initializing",
};

/** A serverless replication as DMS shows it. */
function shown(units: Units, config: Json): Json {
  const { arn, definition, sourceEndpointArn, targetEndpointArn } = unitOf(config);
  const { status, stopReason, failure, stoppedAt, cdcStart, cdcStop } = units.recordOf(arn);
  const checkpoint = shownCheckpoint(units, arn);
  return {
    ReplicationConfigIdentifier: config["ReplicationConfigIdentifier"],
    ReplicationConfigArn: arn,
    SourceEndpointArn: sourceEndpointArn,
    TargetEndpointArn: targetEndpointArn,
    ReplicationType: definition.migrationType,
    Status: statusWords[status] ?? status,
    ReplicationStats: shownProgress(units, arn),
    ReplicationCreateTime: config["ReplicationConfigCreateTime"],
    ...(stopReason && { StopReason: `Stop Reason ${stopReason}` }),
    ...(failure !== undefined && { FailureMessages: [failure] }),
    ...(stoppedAt !== undefined && { ReplicationLastStopTime: stoppedAt }),
    ...(cdcStart !== undefined && { CdcStartPosition: cdcStart }),
    ...(cdcStop !== undefined && { CdcStopPosition: cdcStop }),
    ...(checkpoint !== undefined && { RecoveryCheckpoint: checkpoint }),
  };
}

function assertIdle(units: Units, arn: string): void {
  const { status } = units.recordOf(arn);
  if (["ready", "stopped", "failed"].includes(status)) return;
  throw new Fault("InvalidResourceStateFault", `The replication is ${status}.`);
}

const filterValues = (config: Json) => ({
  "replication-config-arn": String(config["ReplicationConfigArn"]),
  "replication-config-id": String(config["ReplicationConfigIdentifier"]),
});

/** The operations about serverless replications. */
export const replicationOperations: Readonly<
  Record<string, (units: Units, input: Json) => Promise<Json> | Json>
> = {
  CreateReplicationConfig: (units, input) => {
    const name = requiredText(input, "ReplicationConfigIdentifier");
    const id = optionalText(input, "ResourceIdentifier") ?? name;
    // Its endpoints are in the same account and region.
    const prefix = requiredText(input, "SourceEndpointArn").split(":").slice(0, 5).join(":");
    const arn = `${prefix}:replication-config:${id}`;
    if (units.saved[arn]?.config) {
      throw new Fault("ResourceAlreadyExistsFault", `Replication config ${name} already exists.`);
    }
    const config = {
      ...input,
      ReplicationConfigArn: arn,
      ReplicationConfigCreateTime: nowSeconds(),
    };
    units.of(arn).config = config;
    units.save();
    return { ReplicationConfig: config };
  },

  DescribeReplicationConfigs: (units, input) =>
    page(
      input,
      "ReplicationConfigs",
      configs(units).filter((it) => passes(input, filterValues(it))),
    ),

  ModifyReplicationConfig: (units, input) => {
    const arn = requiredText(input, "ReplicationConfigArn");
    const config = configOf(units, arn);
    assertIdle(units, arn);
    Object.assign(config, input);
    units.save();
    return { ReplicationConfig: config };
  },

  DeleteReplicationConfig: (units, input) => {
    const arn = requiredText(input, "ReplicationConfigArn");
    const config = configOf(units, arn);
    assertIdle(units, arn);
    units.forget(arn);
    return { ReplicationConfig: config };
  },

  DescribeReplications: (units, input) => {
    const found = configs(units).filter((it) => passes(input, filterValues(it)));
    return page(
      input,
      "Replications",
      found.map((config) => shown(units, config)),
    );
  },

  StartReplication: (units, input) => {
    const arn = requiredText(input, "ReplicationConfigArn");
    const config = configOf(units, arn);
    const type = requiredText(input, "StartReplicationType") as StartType;
    const unit = unitOf(config);
    assertStartable(units.recordOf(arn), unit.definition.migrationType, type);
    units.replication(unit).start(type, startOptions(input));
    return { Replication: shown(units, config) };
  },

  StopReplication: (units, input) => {
    const arn = requiredText(input, "ReplicationConfigArn");
    const config = configOf(units, arn);
    stopUnit(units, arn);
    return { Replication: shown(units, config) };
  },

  DescribeReplicationTableStatistics: (units, input) => {
    const arn = requiredText(input, "ReplicationConfigArn");
    configOf(units, arn);
    const name = "ReplicationTableStatistics";
    return { ReplicationConfigArn: arn, ...statisticsPage(units, arn, input, name) };
  },

  ReloadReplicationTables: (units, input) => {
    const arn = requiredText(input, "ReplicationConfigArn");
    const { definition } = unitOf(configOf(units, arn));
    reloadUnit(units, arn, definition.migrationType, input);
    return { ReplicationConfigArn: arn };
  },
};
