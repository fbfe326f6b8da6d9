import type * as aws from "@pulumi/aws";
import { taskIdentifier } from "../../lib/dms-names";
import { checksOf, properties } from "../check";
import { differences, including, ofEach, oneOf, present } from "../expectations";
import { directionProblems, phasedTaskOutputs, tasksOf, type WithTasks } from "./replications";

const check = checksOf("DMS tasks");

/** Parts of a task whose logs show why a load or the replication does not proceed. */
const loggedComponents = ["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_APPLY", "TARGET_LOAD"];

/** The states that a task may be in, chosen by its operators. None of them is a failure. */
const healthyStates = [
  "creating",
  "ready",
  "starting",
  "running",
  "stopping",
  "stopped",
  "modifying",
  "testing",
];

const task = (...names: (keyof aws.dms.ReplicationTaskArgs)[]) =>
  properties<aws.dms.ReplicationTaskArgs>("aws:dms/replicationTask:ReplicationTask", ...names);

export const dmsTaskChecks = [
  check({
    name: "connect a source to Aurora on a replication instance, or Aurora to a source on the way back",
    outputs: [
      "dmsReplicationTaskArns",
      "dmsReplicationInstanceArns",
      "dmsSourceEndpointArns",
      "dmsTargetEndpointArn",
    ],
    optionalOutputs: [
      ...phasedTaskOutputs,
      "dmsReverseSourceEndpointArn",
      "dmsReverseTargetEndpointArns",
    ],
    verifies: task("replicationInstanceArn", "sourceEndpointArn", "targetEndpointArn"),
    run: async (deployment) => {
      const { outputs } = deployment;
      const onPremises = Object.values(outputs.dmsSourceEndpointArns);
      const backTo = Object.values(outputs.dmsReverseTargetEndpointArns ?? {});
      return ofEach("replication task", await tasksOf(deployment), ({ leg, found }) =>
        differences(`replication task ${found.ReplicationTaskIdentifier}`, found, {
          ReplicationInstanceArn: oneOf(Object.values(outputs.dmsReplicationInstanceArns)),
          ...(leg === "back"
            ? {
                SourceEndpointArn: outputs.dmsReverseSourceEndpointArn ?? present,
                TargetEndpointArn: oneOf(backTo),
              }
            : {
                SourceEndpointArn: oneOf(onPremises),
                TargetEndpointArn: outputs.dmsTargetEndpointArn,
              }),
        }),
      );
    },
  }),
  check({
    name: "are there for the directions that the phase gives each migration",
    outputs: ["dmsReplicationTaskArns", "migrationPhases"],
    optionalOutputs: phasedTaskOutputs,
    verifies: task("migrationType"),
    run: async (deployment) => {
      const tasks = (await tasksOf(deployment)).map(({ found, ...part }) => ({
        ...part,
        type: found.MigrationType,
        comparesOnly: found.ReplicationTaskSettings.ValidationSettings?.ValidationOnly ?? false,
      }));
      return directionProblems(tasks, deployment.outputs);
    },
  }),
  check({
    name: "have not failed",
    outputs: ["dmsReplicationTaskArns"],
    optionalOutputs: phasedTaskOutputs,
    verifies: task("startReplicationTask"),
    run: eachTask(({ found }) => [found, { Status: oneOf(healthyStates) }]),
  }),
  check({
    name: "are known to CloudWatch by migration and environment",
    outputs: ["dmsReplicationTaskArns"],
    optionalOutputs: phasedTaskOutputs,
    verifies: task("resourceIdentifier"),
    run: eachTask(({ name, found }, environment) => [
      { resourceIdentifier: found.ReplicationTaskArn.split(":").at(-1) },
      { resourceIdentifier: taskIdentifier(environment, name) },
    ]),
  }),
  check({
    name: "log source and target",
    outputs: ["dmsReplicationTaskArns"],
    optionalOutputs: phasedTaskOutputs,
    verifies: task("replicationTaskSettings"),
    controls: ["DMS.7", "DMS.8"],
    run: eachTask(({ found }) => {
      const { Logging } = found.ReplicationTaskSettings;
      const components = Logging?.LogComponents ?? [];
      const enough = components.filter(({ Severity }) => severityLogsErrors(Severity));
      return [
        { EnableLogging: Logging?.EnableLogging, logged: enough.map(({ Id }) => Id) },
        { EnableLogging: true, logged: including(...loggedComponents) },
      ];
    }),
  }),
  check({
    name: "compare every row of source and target",
    outputs: ["dmsReplicationTaskArns"],
    optionalOutputs: phasedTaskOutputs,
    verifies: task("replicationTaskSettings"),
    run: eachTask(({ found }) => [
      { ...found.ReplicationTaskSettings.ValidationSettings },
      { EnableValidation: true },
    ]),
  }),
  check({
    name: "never drop a table of the target",
    outputs: ["dmsReplicationTaskArns"],
    optionalOutputs: phasedTaskOutputs,
    verifies: task("replicationTaskSettings"),
    run: eachTask(({ found }) => [
      { ...found.ReplicationTaskSettings.FullLoadSettings },
      { TargetTablePrepMode: oneOf(["DO_NOTHING", "TRUNCATE_BEFORE_LOAD"]) },
    ]),
  }),
  check({
    name: "select tables",
    outputs: ["dmsReplicationTaskArns"],
    optionalOutputs: phasedTaskOutputs,
    verifies: task("tableMappings"),
    run: eachTask(({ found }) => [
      {
        selectsTables: found.TableMappings.rules.some(
          (rule) => rule["rule-type"] === "selection" && rule["rule-action"] !== "exclude",
        ),
      },
      { selectsTables: true },
    ]),
  }),
];

type Task = Awaited<ReturnType<typeof tasksOf>>[number];

/** Compares a property of each task with the expected value. */
function eachTask<Actual extends object>(
  look: (
    task: Task,
    environment: string,
  ) => readonly [actual: Actual, expected: Parameters<typeof differences<Actual>>[2]],
) {
  return async (deployment: WithTasks): Promise<string[]> =>
    ofEach("replication task", await tasksOf(deployment), (task) =>
      differences(
        `replication task ${task.found.ReplicationTaskIdentifier}`,
        ...look(task, deployment.environment),
      ),
    );
}

/** Whether a component's log level includes errors, warnings and information. */
function severityLogsErrors(severity: string): boolean {
  return [
    "LOGGER_SEVERITY_DEFAULT",
    "LOGGER_SEVERITY_DEBUG",
    "LOGGER_SEVERITY_DETAILED_DEBUG",
  ].includes(severity);
}
