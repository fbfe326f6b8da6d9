import { parseStart, parseStop } from "../copy/position";
import { parseTableMappings } from "../copy/mappings";
import { parseTaskSettings } from "../copy/settings";
import type { TaskDefinition } from "../copy/session";
import type { StartType } from "../replication";
import { isTested } from "./connections";
import { Fault, optionalText, requiredText, type Json } from "./protocol";
import { shownCheckpoint, shownProgress, statisticsPage } from "./shown";
import type { Unit, Units } from "./units";
import { assertStartable, reloadUnit, startOptions, stopUnit } from "./unit-states";

/** A task as the emulator has it, with what was modified since. */
async function taskOf(units: Units, arn: string): Promise<Json> {
  const Filters = [{ Name: "replication-task-arn", Values: [arn] }];
  const { ReplicationTasks = [] } = await units.emulator
    .dms("DescribeReplicationTasks", { Filters })
    .catch(() => ({ ReplicationTasks: [] }));
  const [found] = ReplicationTasks as Json[];
  if (found === undefined)
    throw new Fault("ResourceNotFoundFault", `Replication task ${arn} not found.`);
  return { ...found, ...units.of(arn).changed };
}

function unitOf(task: Json): Unit {
  const arn = String(task["ReplicationTaskArn"]);
  return {
    arn,
    sourceEndpointArn: String(task["SourceEndpointArn"]),
    targetEndpointArn: String(task["TargetEndpointArn"]),
    definition: {
      name: arn.split(":").at(-1) ?? arn,
      migrationType: task["MigrationType"] as TaskDefinition["migrationType"],
      tableMappings: String(task["TableMappings"]),
      settings: optionalText(task, "ReplicationTaskSettings") ?? "{}",
    },
  };
}

/** A task as DMS shows it: the emulator's record and the double's. */
function shown(units: Units, task: Json): Json {
  const arn = String(task["ReplicationTaskArn"]);
  const { changed } = units.of(arn);
  const { status, stopReason, failure } = units.recordOf(arn);
  const checkpoint = shownCheckpoint(units, arn);
  return {
    ...task,
    ...changed,
    Status: status,
    ...(stopReason && { StopReason: `Stop Reason ${stopReason}` }),
    ...(failure !== undefined && { LastFailureMessage: `Last Error ${failure}` }),
    ...(checkpoint !== undefined && { RecoveryCheckpoint: checkpoint }),
    ReplicationTaskStats: shownProgress(units, arn),
  };
}

/** Properties of a task that the emulator does not keep. */
const kept = ["CdcStartPosition", "CdcStopPosition"] as const;

/** Properties that can be modified. */
const modifiable = [...kept, "MigrationType", "TableMappings", "ReplicationTaskSettings"] as const;

function checked(input: Json): void {
  try {
    const text = (name: string) => optionalText(input, name);
    parseTableMappings(text("TableMappings") ?? '{"rules":[]}');
    parseTaskSettings(text("ReplicationTaskSettings") ?? "{}");
    const start = text("CdcStartPosition");
    if (start !== undefined) parseStart(start);
    const stop = text("CdcStopPosition");
    if (stop !== undefined) parseStop(stop);
  } catch (error) {
    throw new Fault("InvalidParameterValueException", (error as Error).message);
  }
}

function keep(units: Units, arn: string, input: Json, names: readonly string[]): void {
  const known = units.of(arn);
  for (const name of names) if (input[name] !== undefined) known.changed[name] = input[name];
  const time = input["CdcStartTime"];
  if (typeof time === "number") {
    known.changed["CdcStartPosition"] = new Date(time * 1_000).toISOString().slice(0, 19);
  }
  known.record.cdcStart = optionalText(known.changed, "CdcStartPosition");
  known.record.cdcStop = optionalText(known.changed, "CdcStopPosition");
  units.save();
}

/** The operations about replication tasks. */
export const taskOperations: Readonly<
  Record<string, (units: Units, input: Json) => Promise<Json>>
> = {
  CreateReplicationTask: async (units, input) => {
    checked(input);
    const { ReplicationTask } = await units.emulator.dms("CreateReplicationTask", input);
    const task = ReplicationTask as Json;
    const arn = String(task["ReplicationTaskArn"]);
    units.forget(arn);
    keep(units, arn, input, kept);
    return { ReplicationTask: { ...shown(units, task), Status: "creating" } };
  },

  DescribeReplicationTasks: async (units, input) => {
    const answer = await units.emulator.dms("DescribeReplicationTasks", input);
    const tasks = (answer["ReplicationTasks"] ?? []) as Json[];
    const present = tasks.filter(({ Status }) => Status !== "deleting");
    return { ...answer, ReplicationTasks: present.map((task) => shown(units, task)) };
  },

  ModifyReplicationTask: async (units, input) => {
    const arn = requiredText(input, "ReplicationTaskArn");
    const task = await taskOf(units, arn);
    assertNotRunning(units, arn, "modified");
    checked(input);
    keep(units, arn, input, modifiable);
    return { ReplicationTask: shown(units, task) };
  },

  MoveReplicationTask: async (units, input) => {
    const arn = requiredText(input, "ReplicationTaskArn");
    const task = await taskOf(units, arn);
    assertNotRunning(units, arn, "moved");
    const target = requiredText(input, "TargetReplicationInstanceArn");
    units.of(arn).changed["ReplicationInstanceArn"] = target;
    units.save();
    return { ReplicationTask: shown(units, task) };
  },

  StartReplicationTask: async (units, input) => {
    const arn = requiredText(input, "ReplicationTaskArn");
    const type = requiredText(input, "StartReplicationTaskType") as StartType;
    const task = await taskOf(units, arn);
    const unit = unitOf(task);
    for (const endpoint of [unit.sourceEndpointArn, unit.targetEndpointArn]) {
      if (!isTested(units, endpoint, String(task["ReplicationInstanceArn"]))) {
        const message = `Test connection for replication instance and endpoint ${endpoint} should be successful for starting the replication task.`;
        throw new Fault("InvalidResourceStateFault", message);
      }
    }
    assertStartable(units.recordOf(arn), unit.definition.migrationType, type);
    const options = startOptions(input);
    keep(units, arn, input, kept);
    units.replication(unit).start(type, options);
    return { ReplicationTask: shown(units, task) };
  },

  StopReplicationTask: async (units, input) => {
    const arn = requiredText(input, "ReplicationTaskArn");
    const task = await taskOf(units, arn);
    stopUnit(units, arn);
    return { ReplicationTask: shown(units, task) };
  },

  DeleteReplicationTask: async (units, input) => {
    const arn = requiredText(input, "ReplicationTaskArn");
    const task = await taskOf(units, arn);
    assertNotRunning(units, arn, "deleted");
    await units.emulator.dms("DeleteReplicationTask", { ReplicationTaskArn: arn });
    const last = { ...shown(units, task), Status: "deleting" };
    units.forget(arn);
    return { ReplicationTask: last };
  },

  DescribeTableStatistics: async (units, input) => {
    const arn = requiredText(input, "ReplicationTaskArn");
    await taskOf(units, arn);
    return { ReplicationTaskArn: arn, ...statisticsPage(units, arn, input, "TableStatistics") };
  },

  ReloadTables: async (units, input) => {
    const arn = requiredText(input, "ReplicationTaskArn");
    const { definition } = unitOf(await taskOf(units, arn));
    reloadUnit(units, arn, definition.migrationType, input);
    return { ReplicationTaskArn: arn };
  },
};

function assertNotRunning(units: Units, arn: string, done: string): void {
  const { status } = units.recordOf(arn);
  if (["ready", "stopped", "failed"].includes(status)) return;
  throw new Fault(
    "InvalidResourceStateFault",
    `Replication task is ${status} and cannot be ${done}.`,
  );
}
