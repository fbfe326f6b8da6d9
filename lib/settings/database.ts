import { z } from "zod";
import { auroraInstanceClasses, newerAuroraClass } from "../aurora-classes";
import { parameterPresets } from "../aurora-parameters";
import { auroraVersionAllowed, isAuroraVersion } from "../aurora-versions";
import {
  dailyWindow,
  logRetention,
  oneOf,
  port,
  weeklyWindow,
  wholeNumber,
  yesOrNo,
} from "./kinds";
import { databaseParameters } from "./database-parameters";
import { setting } from "./setting";

/** Names that MySQL or RDS use themselves, and those that everybody tries first. */
const reservedUsernames = new Set([
  "admin",
  "administrator",
  "awsuser",
  "master",
  "mysql",
  "rdsadmin",
  "rdsrepladmin",
  "root",
  "user",
]);

/** Days of Performance Insights that AWS asks for with the advanced mode of Database Insights. */
export const advancedInsightsDays = 465;

/** Performance Insights: a week, 1 to 23 months of 31 days, or two years. */
const performanceInsightsRetention = [
  7,
  ...Array.from({ length: 23 }, (_, n) => (n + 1) * 31),
  731,
];

const instanceCount = wholeNumber(
  1,
  15,
  "Number of instances, spread over the zones. The first is the writer. A single instance cannot fail over.",
);

function capacity(description: string) {
  return setting(
    z.number().min(0.5).max(256).multipleOf(0.5),
    description,
    "0.5 to 256 Aurora capacity units (ACU) in steps of 0.5",
  );
}

const readerScaling = z
  .strictObject({
    minReaders: wholeNumber(
      1,
      15,
      "Minimum number of readers, including those of `count`: a `count` of 3 has two.",
    ).default(1),
    maxReaders: wholeNumber(1, 15, "Maximum number of readers."),
    metric: oneOf(
      ["cpu", "connections"],
      "Metric to scale by: CPU utilisation or connections, averaged over the readers.",
    ).default("cpu"),
    target: wholeNumber(
      1,
      16_000,
      "Target average: 10 to 90 percent for `cpu`, a number of connections for `connections`.",
    ),
  })
  .describe(
    "Lets Aurora add readers under load and remove them afterwards. They are not in Pulumi's state and must be deleted before the cluster.",
  );

const instances = z
  .strictObject({
    class: setting(
      z.union([z.enum(auroraInstanceClasses), z.string().regex(newerAuroraClass)]),
      "Instance class.",
      "db.r6g, db.r6i, db.r7g, db.r7i or db.r8g from .large to .16xlarge, db.t4g.medium, db.t4g.large, or a newer db.r class",
    ),
    count: instanceCount.default(2),
    readerScaling: readerScaling.optional(),
  })
  .describe("Provisioned instances. Either this or `serverless`.");

const serverless = z
  .strictObject({
    minCapacity: capacity("Minimum capacity in ACU (about 2 GiB of memory each)."),
    maxCapacity: capacity("Maximum capacity in ACU, at least `minCapacity`."),
    count: instanceCount.default(2),
  })
  .describe("Serverless instances. Either this or `instances`.");

const backupVault = z
  .strictObject({
    dailyRetentionDays: wholeNumber(1, 36_500, "Days to keep each daily backup.").default(35),
    monthlyRetentionDays: wholeNumber(
      1,
      36_500,
      "Days to keep the backup of the first day of each month.",
    ).default(365),
    lock: yesOrNo(
      "Whether backups are protected from early deletion until an administrator removes the lock (governance mode).",
    ).default(true),
    copyToVaultArn: setting(
      z
        .string()
        .regex(/^arn:aws(?:-cn|-us-gov)?:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]{2,50}$/),
      "An existing vault in another region or account that every backup is copied to. Another account needs access to the data key: set `encryption.dataKeyArn` to a key whose policy allows it.",
      "the ARN of a backup vault, for example arn:aws:backup:us-west-2:111122223333:backup-vault:orders",
    ).optional(),
  })
  .describe(
    "Keeps backups in an AWS Backup vault. Aurora's own automatic backups are deleted with the cluster.",
  );

const identifier = /^[A-Za-z](?:-?[A-Za-z0-9])*$/;

const restoreFrom = z
  .strictObject({
    snapshotIdentifier: setting(
      z
        .string()
        .refine(
          (text) =>
            (identifier.test(text) && text.length <= 255) ||
            /^arn:aws(?:-cn|-us-gov)?:rds:[a-z0-9-]+:\d{12}:cluster-snapshot:[A-Za-z0-9:-]+$/.test(
              text,
            ),
        ),
      "A snapshot of a cluster.",
      "the name or the ARN of a cluster snapshot, for example orders-2026-01-31",
    ).optional(),
    clusterIdentifier: setting(
      z.string().max(63).regex(identifier),
      "Another cluster in the same account and region; requires `time` or `latest`.",
      "the identifier of an Aurora cluster, for example migration-aurora-staging",
    ).optional(),
    time: setting(
      z.iso.datetime({ precision: 0 }),
      "The point in time, within the retention of the other cluster's backups.",
      "a time in UTC, for example 2026-01-31T12:00:00Z",
    ).optional(),
    latest: setting(z.literal(true), "Restores the latest restorable time.", "true").optional(),
  })
  .describe(
    "The source to restore the cluster from. Used only when the cluster is created; later changes have no effect. `adminUsername` must match the restored cluster's.",
  );

/** The schema of `database`. */
export const databaseSettings = z
  .strictObject({
    engineVersion: setting(
      z.string().refine(isAuroraVersion),
      "Aurora MySQL version. From 3 to 8.4 RDS upgrades a cluster only with `allowMajorVersionUpgrade`, which the stack does not set: choose 8.4 for a new one.",
      auroraVersionAllowed,
    ).default("8.0.mysql_aurora.3.10.0"),
    port: port(
      "TCP port of the cluster. A change restarts the cluster. Change the port in the secret that DMS reads as well: the stack does not.",
      1150,
    ).default(3306),
    adminUsername: setting(
      z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9_]{0,15}$/)
        .refine((name) => !reservedUsernames.has(name.toLowerCase())),
      "Name of the administrator. RDS generates, stores and rotates the password. A change replaces the cluster.",
      `1 to 16 letters, digits and underscores, starting with a letter, except ${[...reservedUsernames].join(", ")}`,
    ).default("aurora_admin"),
    parameterPreset: oneOf(
      parameterPresets,
      "Purpose of Aurora's parameters: `migration` while DMS loads and replicates, `live` once applications use the cluster. A `phase` sets it. See docs/database-parameters.md.",
    ).default("migration"),
    parameters: databaseParameters.prefault({}),
    autoMinorVersionUpgrade: yesOrNo(
      "Whether AWS upgrades Aurora to new minor versions in the maintenance window. `false` keeps the cluster on its version, such as a long-term support release.",
    ).default(true),
    instances: instances.optional(),
    serverless: serverless.optional(),
    backup: z.strictObject({
      window: dailyWindow("Time of the daily backup."),
      retentionDays: wholeNumber(1, 35, "Days that automatic backups are kept.").default(7),
      vault: backupVault.optional(),
    }),
    maintenanceWindow: weeklyWindow("When AWS may change or restart the cluster."),
    logRetentionDays: logRetention("audit, error and slow query logs").default(30),
    restoreFrom: restoreFrom.optional(),
    caCertificateIdentifier: oneOf(
      ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"],
      "Certificate authority and key type of the server certificate. A change restarts the instances.",
    ).default("rds-ca-rsa2048-g1"),
    insightsMode: oneOf(
      ["standard", "advanced"],
      "Mode of CloudWatch Database Insights: `advanced` also keeps lock trees and execution plans, at extra cost.",
    ).default("standard"),
    performanceInsightsRetentionDays: setting(
      z.literal(performanceInsightsRetention),
      "Days that Performance Insights keeps its data; at least 465 for `insightsMode` `advanced`.",
      "7, a multiple of 31 up to 713, or 731",
    ).default(7),
    monitoringIntervalSeconds: setting(
      z.literal([1, 5, 10, 15, 30, 60]),
      "Seconds between the samples of enhanced monitoring.",
      "1, 5, 10, 15, 30 or 60",
    ).default(60),
  })
  .meta({ oneOf: [{ required: ["instances"] }, { required: ["serverless"] }] });

/** Settings of the Aurora cluster, with defaults filled in. */
export type DatabaseSettings = z.output<typeof databaseSettings>;
