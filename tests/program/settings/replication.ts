import { type Value } from "./enumerated-keys";
import { at, type Planned, type Row } from "./row";

const instanceType = "dms/replicationInstance:ReplicationInstance";

const instance = (name: string, property: string) => (plan: Planned) =>
  plan.one(instanceType, name)?.[property];

const endpoint = (name: string, property: string) => (plan: Planned) =>
  plan.one("dms/endpoint:Endpoint", name)?.[property];

const compute = (property: string) => (plan: Planned) =>
  (
    plan.one("dms/replicationConfig:ReplicationConfig", "dms-light")?.["computeConfig"] as
      Record<string, unknown> | undefined
  )?.[property];

/** A key of a migration, which a setting of its task follows. */
const task = (
  name: string,
  key: string,
  [group, setting]: readonly [group: string, setting: string],
  means?: Row["means"],
) =>
  at(
    `dms.migrations.${name}.${key}`,
    (plan) => plan.settings(`dms-${name}`, group)[setting],
    means && { means },
  );

const policies: Record<string, string> = {
  logError: "LOG_ERROR",
  suspendTable: "SUSPEND_TABLE",
  stopTask: "STOP_TASK",
};
const policy = (value: Value | undefined) => policies[String(value)];

const loadParts: Record<string, object> = {
  "partitions-auto": {},
  "partitions-list": { partitions: ["p2025", "p2026"] },
  ranges: { columns: ["id"], boundaries: [[1000], [2000]] },
};

/** Properties that an action needs besides its table. */
function transformation(action: string): object {
  if (action === "remove-column") return { column: "note" };
  if (action.startsWith("convert-")) return {};
  return action.startsWith("replace-") ? { value: "new_", oldValue: "old_" } : { value: "shop_" };
}

const rotations: Record<string, string> = {
  singleUser: "SecretsManagerRDSMySQLRotationSingleUser",
  alternatingUsers: "SecretsManagerRDSMySQLRotationMultiUser",
};

/** Effects of the keys of the replication. */
export const replicationRows: Readonly<Record<string, Row>> = {
  "secrets.rotation.strategy": {
    configure: (strategy) => ({
      "secrets.rotation.strategy": strategy,
      ...(strategy === "alternatingUsers" && {
        "dms.sources.erp.superuserSecretArn":
          "arn:aws:secretsmanager:us-east-1:123456789012:secret:erp-superuser-AbCdEf",
      }),
    }),
    read: (plan) => {
      const application = plan.one(
        "serverlessrepository/cloudFormationStack:CloudFormationStack",
        "dms-source-erp",
      );
      return (application?.["applicationId"] as string).split("/").at(-1);
    },
    means: (strategy) => rotations[String(strategy)],
  },
  "dms.serviceRoles": at(
    "dms.serviceRoles",
    (plan) => plan.all("iam/role:Role").some(({ name }) => name === "dms-vpc-role"),
    { means: (roles) => roles === "create" },
  ),
  "dms.replicationInstance.class": at(
    "dms.replicationInstance.class",
    instance("dms", "replicationInstanceClass"),
  ),
  "dms.replicationInstance.multiAz": at(
    "dms.replicationInstance.multiAz",
    instance("dms", "multiAz"),
  ),
  "dms.replicationInstances.*.class": at(
    "dms.replicationInstances.side.class",
    instance("dms-side", "replicationInstanceClass"),
  ),
  "dms.replicationInstances.*.multiAz": at(
    "dms.replicationInstances.side.multiAz",
    instance("dms-side", "multiAz"),
  ),
  "dms.logRetentionDays": at("dms.logRetentionDays", (plan) => plan.retention("dms")),
  "dms.assessments.enabled": at(
    "dms.assessments.enabled",
    (plan) => plan.one("s3/bucket:Bucket", "dms-assessments") !== undefined,
  ),
  "dms.sources.*.engine": at("dms.sources.erp.engine", endpoint("dms-source-erp", "engineName")),
  "operations.access.host.instanceType": at(
    "operations.access.host.instanceType",
    (plan) => plan.one("ec2/instance:Instance", "operations-host")?.["instanceType"],
  ),
  "operations.heartbeat": at("operations.heartbeat", (plan) =>
    JSON.stringify(
      plan.one("dms/replicationConfig:ReplicationConfig", "dms-light")?.["tableMappings"],
    ).includes("heartbeat"),
  ),
  "dms.sources.*.sslMode": at("dms.sources.erp.sslMode", endpoint("dms-source-erp", "sslMode")),
  "dms.sources.*.cleanMetadataOnMismatch": at(
    "dms.sources.erp.cleanMetadataOnMismatch",
    (plan) =>
      (endpoint("dms-source-erp", "mysqlSettings")(plan) as Record<string, unknown>)[
        "cleanSourceMetadataOnMismatch"
      ],
  ),
  "dms.target.sslMode": at("dms.target.sslMode", endpoint("dms-target", "sslMode")),
  "dms.migrations.*.type": at(
    "dms.migrations.orders.type",
    (plan) => plan.one("dms/replicationTask:ReplicationTask", "dms-orders")?.["migrationType"],
  ),
  "dms.migrations.*.serverless.minCapacityUnits": at(
    "dms.migrations.light.serverless.minCapacityUnits",
    compute("minCapacityUnits"),
    {
      choose: (others) => others("dms.migrations.*.serverless.maxCapacityUnits") as number,
    },
  ),
  "dms.migrations.*.serverless.maxCapacityUnits": at(
    "dms.migrations.light.serverless.maxCapacityUnits",
    compute("maxCapacityUnits"),
  ),
  "dms.migrations.*.serverless.multiAz": at(
    "dms.migrations.light.serverless.multiAz",
    compute("multiAz"),
  ),
  "dms.migrations.*.tables[].action": at(
    "dms.migrations.shop.tables[1].action",
    (plan) => plan.rules("dms-shop", "carts")[0]?.["rule-action"],
  ),
  "dms.migrations.*.tables[].parallelLoad.type": {
    configure: (type) => ({
      "dms.migrations.shop.tables[2].parallelLoad": { type, ...loadParts[String(type)] },
    }),
    read: (plan) =>
      plan
        .rules("dms-shop", "lines")
        .flatMap((rule) => rule["parallel-load"] ?? [])
        .map((load) => (load as Record<string, unknown>)["type"]),
    means: (type) => [type],
  },
  "dms.migrations.*.tables[].lobMode": at(
    "dms.migrations.shop.tables[3].lobMode",
    (plan) =>
      plan
        .rules("dms-shop", "scans")
        .flatMap((rule) => rule["lob-settings"] ?? [])
        .map((lobs) => (lobs as Record<string, unknown>)["mode"]),
    { means: (mode) => [mode === "full" ? "unlimited" : mode] },
  ),
  "dms.migrations.*.transformations[].action": {
    configure: (action) => ({
      "dms.migrations.shop.transformations": [
        { schema: "shop", table: "old_names", action, ...transformation(String(action)) },
      ],
    }),
    read: (plan) => plan.rules("dms-shop", "old[_]names").map((rule) => rule["rule-action"]),
    means: (action) => [action],
  },
  "dms.migrations.*.lobMode": task(
    "shop",
    "lobMode",
    ["TargetMetadata", "FullLobMode"],
    (mode) => mode === "inline",
  ),
  "dms.migrations.*.fullLoad.targetTables": task(
    "orders",
    "fullLoad.targetTables",
    ["FullLoadSettings", "TargetTablePrepMode"],
    (tables) => (tables === "keep" ? "DO_NOTHING" : "TRUNCATE_BEFORE_LOAD"),
  ),
  "dms.migrations.*.fullLoad.stop": at(
    "dms.migrations.orders.fullLoad.stop",
    (plan) => {
      const settings = plan.settings("dms-orders", "FullLoadSettings");
      return [
        settings["StopTaskCachedChangesNotApplied"],
        settings["StopTaskCachedChangesApplied"],
      ];
    },
    { means: (stop) => [stop === "beforeCachedChanges", stop === "afterCachedChanges"] },
  ),
  "dms.migrations.*.changes.batchApply": task("orders", "changes.batchApply", [
    "TargetMetadata",
    "BatchApplyEnabled",
  ]),
  "dms.migrations.*.changes.applyDdl": task("orders", "changes.applyDdl", [
    "ChangeProcessingDdlHandlingPolicy",
    "HandleSourceTableAltered",
  ]),
  "dms.migrations.*.validation.skipLobColumns": task("orders", "validation.skipLobColumns", [
    "ValidationSettings",
    "SkipLobColumns",
  ]),
  "dms.migrations.*.validation.only": task("shop", "validation.only", [
    "ValidationSettings",
    "ValidationOnly",
  ]),
  "dms.migrations.*.errors.data": task(
    "orders",
    "errors.data",
    ["ErrorBehavior", "DataErrorPolicy"],
    policy,
  ),
  "dms.migrations.*.errors.truncation": task(
    "orders",
    "errors.truncation",
    ["ErrorBehavior", "DataTruncationErrorPolicy"],
    policy,
  ),
  "dms.migrations.*.errors.table": task(
    "orders",
    "errors.table",
    ["ErrorBehavior", "TableErrorPolicy"],
    policy,
  ),
  "dms.migrations.*.errors.apply": task(
    "orders",
    "errors.apply",
    ["ErrorBehavior", "ApplyErrorUpdatePolicy"],
    policy,
  ),
  "dms.migrations.*.logContext": task("orders", "logContext", ["Logging", "EnableLogContext"]),
};
