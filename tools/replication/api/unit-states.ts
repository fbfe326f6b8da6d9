import { parseStart, parseStop } from "../copy/position";
import type { TaskDefinition } from "../copy/session";
import type { TaskRecord } from "../record";
import type { StartType } from "../replication";
import { Fault, optionalText, type Json } from "./protocol";
import type { Units } from "./units";

const startTypes: readonly string[] = ["start-replication", "resume-processing", "reload-target"];

/** @throws Fault when a unit in this state cannot be started so. */
export function assertStartable(
  { status, freshStartAt }: TaskRecord,
  migrationType: TaskDefinition["migrationType"],
  type: StartType,
): void {
  const refuse = (message: string): never => {
    throw new Fault("InvalidResourceStateFault", message);
  };
  if (!startTypes.includes(type)) {
    throw new Fault(
      "InvalidParameterValueException",
      `Start Type : ${type as string} is not known.`,
    );
  }
  if (!["ready", "stopped", "failed"].includes(status)) {
    refuse(`Replication Task cannot be started, invalid state: ${status}.`);
  }
  const isFresh = freshStartAt === undefined;
  // A task of changes alone can be started at another position.
  if (type === "start-replication" && !isFresh && migrationType !== "cdc") {
    refuse("Start Type : START_REPLICATION, valid only for tasks running for the first time.");
  }
  if (type === "resume-processing" && isFresh) {
    refuse("Start Type : RESUME_PROCESSING, invalid for a task that has not run yet.");
  }
  if (type === "reload-target" && migrationType === "cdc") {
    refuse("Start Type : RELOAD_TARGET, invalid for a task without full load.");
  }
}

/** @throws Fault for positions that cannot be used. */
export function startOptions(input: Json): { start?: string; stop?: string } {
  const time = input["CdcStartTime"];
  const position = optionalText(input, "CdcStartPosition");
  if (typeof time === "number" && position !== undefined) {
    const message = "CdcStartPosition and CdcStartTime cannot be given together.";
    throw new Fault("InvalidParameterCombinationException", message);
  }
  const fromTime =
    typeof time === "number" ? new Date(time * 1_000).toISOString().slice(0, 19) : undefined;
  const start = position ?? fromTime;
  const stop = optionalText(input, "CdcStopPosition");
  try {
    if (start !== undefined) parseStart(start);
    if (stop !== undefined) parseStop(stop);
  } catch (error) {
    throw new Fault("InvalidParameterValueException", (error as Error).message);
  }
  return { ...(start !== undefined && { start }), ...(stop !== undefined && { stop }) };
}

/** @throws Fault unless it is running. */
export function stopUnit(units: Units, arn: string): void {
  const { status } = units.recordOf(arn);
  const replication = units.running.get(arn);
  if (replication === undefined || (status !== "running" && status !== "starting")) {
    throw new Fault(
      "InvalidResourceStateFault",
      `Replication Task cannot be stopped, invalid state: ${status}.`,
    );
  }
  replication.stop();
}

/** @throws Fault unless it is running and has loaded tables. */
export function reloadUnit(
  units: Units,
  arn: string,
  migrationType: TaskDefinition["migrationType"],
  input: Json,
): void {
  const { status } = units.recordOf(arn);
  const replication = units.running.get(arn);
  if (replication === undefined || status !== "running") {
    throw new Fault(
      "InvalidResourceStateFault",
      `Tables cannot be reloaded, the task is ${status}.`,
    );
  }
  const only = optionalText(input, "ReloadOption") === "validate-only" ? "validate" : undefined;
  if (migrationType === "cdc" && only === undefined) {
    throw new Fault(
      "InvalidResourceStateFault",
      "Tables of a task without full load cannot be reloaded.",
    );
  }
  const tables = (input["TablesToReload"] ?? []) as { SchemaName: string; TableName: string }[];
  const about = tables.map(({ SchemaName: schema, TableName: table }) => ({ schema, table }));
  const missing = about.find(
    ({ schema, table }) => !replication.session?.tables.has(`${schema}.${table}`),
  );
  if (missing !== undefined) {
    const name = `${missing.schema}.${missing.table}`;
    throw new Fault("InvalidParameterValueException", `The task has no table ${name}.`);
  }
  replication.reload(about, only);
}
