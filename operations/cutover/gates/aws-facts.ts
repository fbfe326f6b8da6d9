import { canonicalJson, type Json } from "../../../lib/canonical-json";
import { tableMappings } from "../../../lib/table-mappings";
import { parseWindow, type Window, week, windowsOverlap } from "../../../lib/windows";
import type { Context } from "../../context";
import { OperationError } from "../../errors";
import type { GateFacts } from "./facts";

type Known<T> = T extends { readonly value: infer Value } ? Value : never;

/** The composite alarm of everything between the source and Aurora. */
export async function healthAlarm({
  aws,
  outputs,
}: Context): Promise<Known<GateFacts["healthAlarm"]>> {
  const name = outputs.healthAlarmName;
  const { CompositeAlarms = [], MetricAlarms = [] } = await aws.cloudWatch.describeAlarms({
    AlarmNames: [name],
    AlarmTypes: ["CompositeAlarm", "MetricAlarm"],
  });
  const [alarm] = [...CompositeAlarms, ...MetricAlarms];
  if (alarm === undefined) throw new OperationError(`There is no alarm ${name}.`);
  return { name, state: alarm.StateValue ?? "unknown" };
}

/** When the passwords of the users of DMS change next; undefined for one that does not. */
export async function secretRotations({
  aws,
  outputs,
}: Context): Promise<Known<GateFacts["secrets"]>> {
  const secrets = [
    ["DMS in Aurora", outputs.dmsTargetDbSecretArn],
    ...Object.entries(outputs.onPremisesDbSecretArns).map(([name, arn]) => [`DMS on ${name}`, arn]),
    ["the way back from Aurora", outputs.dmsReverseSourceDbSecretArn],
    ...Object.entries(outputs.dmsReverseTargetDbSecretArns ?? {}).map(([name, arn]) => [
      `the way back to ${name}`,
      arn,
    ]),
  ];
  return Promise.all(
    secrets.flatMap(([label = "", SecretId]) =>
      SecretId === undefined
        ? []
        : [
            aws.secretsManager
              .describeSecret({ SecretId })
              .then(({ RotationEnabled = false, NextRotationDate }) => ({
                label,
                nextRotation: RotationEnabled
                  ? (NextRotationDate ?? new Date()).toISOString()
                  : undefined,
              })),
          ],
    ),
  );
}

/** Deployed settings that differ from the configuration or are pending. */
export async function pendingChanges({
  aws,
  config,
  outputs,
}: Context): Promise<readonly string[]> {
  const { ReplicationTasks = [] } = await aws.dms.describeReplicationTasks({
    WithoutSettings: true,
  });
  const mappings = Object.entries(config.dms.migrations).flatMap(([name, migration]) => {
    const arn = outputs.dmsReplicationTaskArns[name];
    const task = ReplicationTasks.find(({ ReplicationTaskArn }) => ReplicationTaskArn === arn);
    if (task?.TableMappings === undefined) return [];
    const wanted = tableMappings(migration.tables, migration.transformations);
    return isSameJson(task.TableMappings, wanted)
      ? []
      : [`the table mappings of ${name} are not the configured ones`];
  });
  const { ReplicationInstances = [] } = await aws.dms.describeReplicationInstances({});
  const own = Object.values(outputs.dmsReplicationInstanceArns);
  const instances = ReplicationInstances.filter(
    ({ ReplicationInstanceArn = "", PendingModifiedValues = {} }) =>
      own.includes(ReplicationInstanceArn) && isPending(PendingModifiedValues),
  ).map(({ ReplicationInstanceIdentifier = "" }) => `${ReplicationInstanceIdentifier} changes`);
  const [cluster = ""] = outputs.auroraClusterEndpoint.split(".");
  const { DBClusters = [] } = await aws.rds.describeDBClusters({ DBClusterIdentifier: cluster });
  const clusters = DBClusters.filter((it) => isPending(it.PendingModifiedValues ?? {})).map(
    ({ DBClusterIdentifier = "" }) => `${DBClusterIdentifier} changes`,
  );
  return [...mappings, ...instances, ...clusters];
}

const isPending = (values: object): boolean =>
  Object.values(values).some((value) => value !== undefined && value !== null);

const isSameJson = (left: string, right: string): boolean =>
  canonicalJson(JSON.parse(left) as Json) === canonicalJson(JSON.parse(right) as Json);

/** The maintenance that is due, or may come, within some minutes from now. */
export async function maintenance(
  { aws, config, outputs }: Context,
  minutes: number,
): Promise<readonly string[]> {
  const ofDms = await aws.dms.describePendingMaintenanceActions({});
  const [cluster = ""] = outputs.auroraClusterEndpoint.split(".");
  const ofRds = await aws.rds.describePendingMaintenanceActions({});
  const own = [...Object.values(outputs.dmsReplicationInstanceArns), `:cluster:${cluster}`];
  const pending = [
    ...(ofDms.PendingMaintenanceActions ?? []),
    ...(ofRds.PendingMaintenanceActions ?? []),
  ].flatMap(({ ResourceIdentifier = "", PendingMaintenanceActionDetails = [] }) =>
    own.some((arn) => ResourceIdentifier.endsWith(arn))
      ? PendingMaintenanceActionDetails.map(
          ({ Action = "" }) =>
            `${Action} of ${ResourceIdentifier.split(":").at(-1) ?? ""} is pending`,
        )
      : [],
  );
  return [...pending, ...windowsWithin(config, windowFrom(new Date(), minutes))];
}

/** A window of this week that begins now. */
export function windowFrom(now: Date, minutes: number): Window {
  const start = (now.getUTCDay() * 24 + now.getUTCHours()) * 60 + now.getUTCMinutes();
  return { start, minutes, period: week };
}

/** The maintenance windows that have a minute in common with another window. */
export function windowsWithin(
  { dms, database }: Pick<Context["config"], "dms" | "database">,
  window: Window,
): readonly string[] {
  const windows: readonly (readonly [string, string])[] = [
    ["Aurora", database.maintenanceWindow],
    ["the replication instance", dms.replicationInstance.maintenanceWindow],
    ...Object.entries(dms.replicationInstances).map(
      ([name, instance]) =>
        [`the replication instance ${name}`, instance.maintenanceWindow] as const,
    ),
  ];
  return windows.flatMap(([label, text]) => {
    const parsed = parseWindow(text);
    return parsed !== undefined && windowsOverlap(parsed, window)
      ? [`the maintenance window of ${label} is ${text} UTC`]
      : [];
  });
}

/** The target groups without a healthy target. */
export async function targetHealth({ aws, outputs }: Context): Promise<readonly string[]> {
  const groups = [outputs.targetGroupArn, outputs.onPremisesTargetGroupArn].filter(
    (arn) => arn !== undefined,
  );
  const unhealthy: string[] = [];
  for (const TargetGroupArn of groups) {
    const { TargetHealthDescriptions = [] } = await aws.loadBalancing.describeTargetHealth({
      TargetGroupArn,
    });
    const isHealthy = TargetHealthDescriptions.some(
      ({ TargetHealth }) => TargetHealth?.State === "healthy",
    );
    if (!isHealthy) unhealthy.push(TargetGroupArn.split(":").at(-1) ?? TargetGroupArn);
  }
  return unhealthy;
}
