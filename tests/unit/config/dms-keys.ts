/**
 * Values of a key that are refused, a word of the allowed values in the message, and values at the
 * limits.
 */
export interface TriedValues {
  readonly refused: readonly unknown[];
  readonly allowed: string;
  readonly accepted: readonly unknown[];
}

const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:erp-AbCdEf";

const errorActions = {
  refused: ["ignore", "STOP_TASK"],
  allowed: "logError, suspendTable, or stopTask",
  accepted: ["logError", "suspendTable", "stopTask"],
};
const yesOrNo = { refused: ["yes", 1], allowed: "true or false", accepted: [true, false] };

/** Values to try for each key of `dms`, except those of table mappings. */
export const dmsKeys: Readonly<Record<string, TriedValues>> = {
  "dms.serviceRoles": {
    refused: ["lookup"],
    allowed: "create or existing",
    accepted: ["create", "existing"],
  },
  "dms.engineVersion": {
    refused: ["3.6", "4.0.0"],
    allowed: "3.6.1",
    accepted: ["3.5.4", "3.6.1"],
  },
  "dms.replicationInstance.class": {
    refused: ["dms.t2.micro", "dms.c4.large"],
    allowed: "dms.t3.medium",
    accepted: ["dms.t3.small", "dms.r6i.xlarge"],
  },
  "dms.replicationInstance.allocatedStorageGiB": {
    refused: [19, 6145],
    allowed: "20 to 6,144",
    accepted: [20, 6144],
  },
  "dms.replicationInstance.multiAz": {
    refused: ["no"],
    allowed: "true or false",
    accepted: [true, false],
  },
  "dms.replicationInstance.maintenanceWindow": {
    refused: ["06:00-07:00"],
    allowed: "ddd:hh:mm-ddd:hh:mm",
    accepted: ["mon:06:00-mon:06:30"],
  },
  "dms.logRetentionDays": { refused: [2], allowed: "1, 3, 5, 7", accepted: [1] },
  "dms.assessments.enabled": yesOrNo,
  "dms.assessments.retentionDays": {
    refused: [0, 3651],
    allowed: "1 to 3,650",
    accepted: [1, 3650],
  },
  "dms.wayBack.username": { refused: ["", "1st", "a-b"], allowed: "1 to 32", accepted: ["back"] },
  "dms.wayBack.binlogRetentionHours": {
    refused: [71, 2161],
    allowed: "72 to 2,160",
    accepted: [72, 2160],
  },
  "dms.migrations.orders.phase": {
    refused: ["started"],
    allowed: "prepare, load, replicate",
    accepted: [],
  },
  "dms.sources": { refused: [{}, []], allowed: "at least one named source", accepted: [] },
  "dms.sources.erp.engine": {
    refused: ["MariaDB", "aurora", "mysql8"],
    allowed: "mysql or mariadb",
    accepted: ["mysql", "mariadb"],
  },
  "dms.sources.erp.host": {
    refused: ["", "mysql corp", "mysql.corp.example:3306"],
    allowed: "a host name or an IPv4 address",
    accepted: ["mysql", "MySQL.Corp.example", "192.168.10.20"],
  },
  "dms.sources.erp.port": { refused: [0], allowed: "1 to 65535", accepted: [3307] },
  "dms.sources.erp.username": {
    refused: ["", "dms-source", "a".repeat(33)],
    allowed: "1 to 32 letters",
    accepted: ["a".repeat(32)],
  },
  "dms.sources.erp.cidrs": {
    refused: [[]],
    allowed: "at least one IPv4 network",
    accepted: [["198.51.100.0/24"]],
  },
  "dms.sources.erp.sslMode": {
    refused: ["none", "require"],
    allowed: "verify-ca or verify-full",
    accepted: ["verify-ca"],
  },
  "dms.sources.erp.caCertificateFile": {
    refused: ["/etc/ssl/ca.pem", "ca.crt"],
    allowed: "the relative path of a .pem file",
    accepted: ["certificates/corp-example-root-ca.pem"],
  },
  "dms.target.caCertificateFile": {
    refused: ["/etc/ssl/ca.pem", "ca.crt"],
    allowed: "the relative path of a .pem file",
    accepted: ["certificates/corp-example-root-ca.pem"],
  },
  "dms.sources.erp.secretArn": {
    refused: ["erp-secret", "arn:aws:acm:us-east-1:111122223333:certificate/1a2b"],
    allowed: "the ARN of a Secrets Manager secret",
    accepted: [secret],
  },
  "dms.sources.erp.superuserSecretArn": {
    refused: ["erp-secret"],
    allowed: "the ARN of a Secrets Manager secret",
    accepted: [],
  },
  "dms.sources.erp.binlogRetentionHours": {
    refused: [71, 8761, "72"],
    allowed: "72 to 8,760",
    accepted: [72, 168],
  },
  "dms.sources.erp.serverTimezone": {
    refused: ["", "Berlin", "Europe/Bonn", 1],
    allowed: "the name of a time zone",
    accepted: ["UTC", "Europe/Berlin", "US/Pacific"],
  },
  "dms.sources.erp.eventsPollIntervalSeconds": {
    refused: [0, 61],
    allowed: "1 to 60",
    accepted: [1, 60],
  },
  "dms.sources.erp.executeTimeoutSeconds": {
    refused: [0, 3601],
    allowed: "1 to 3,600",
    accepted: [1, 3600],
  },
  "dms.sources.erp.cleanMetadataOnMismatch": yesOrNo,
  "dms.target.parallelLoadThreads": { refused: [0, 33], allowed: "1 to 32", accepted: [1, 32] },
  "dms.target.maxFileSizeKB": {
    refused: [1023, 1_048_577],
    allowed: "1,024 to 1,048,576",
    accepted: [1024, 1_048_576],
  },
  "dms.target.username": { refused: ["a b"], allowed: "1 to 32 letters", accepted: ["dms"] },
  "dms.target.sslMode": {
    refused: ["none"],
    allowed: "verify-ca or verify-full",
    accepted: ["verify-ca"],
  },
  "dms.target.secretArn": {
    refused: ["x"],
    allowed: "the ARN of a Secrets Manager secret",
    accepted: [secret],
  },
  "dms.migrations": {
    refused: [["orders"], "orders"],
    allowed: "named migrations",
    accepted: [{}],
  },
  "dms.migrations.orders.source": {
    refused: [1],
    allowed: "a name from dms.sources",
    accepted: ["erp"],
  },
  "dms.migrations.orders.type": {
    refused: ["cdc-only"],
    allowed: "full-load, cdc, or full-load-and-cdc",
    accepted: ["cdc", "full-load"],
  },
  "dms.migrations.orders.tables": {
    refused: [[], { schema: "orders" }],
    allowed: "at least one rule",
    accepted: [],
  },
  "dms.migrations.orders.lobMaxSizeKiB": {
    refused: [0, 102401],
    allowed: "1 to 102,400",
    accepted: [1, 102400],
  },
  "dms.migrations.orders.transformations": {
    refused: [{ schema: "orders" }],
    allowed: "a list of transformations",
    accepted: [[]],
  },
  "dms.migrations.orders.lobMode": {
    refused: ["full", "none"],
    allowed: "limited or inline",
    accepted: ["limited", "inline"],
  },
  "dms.migrations.orders.fullLoad.targetTables": {
    refused: ["drop", "DROP_AND_CREATE"],
    allowed: "keep or truncate",
    accepted: ["keep", "truncate"],
  },
  "dms.migrations.orders.fullLoad.parallelTables": {
    refused: [0, 50, 1.5],
    allowed: "1 to 49",
    accepted: [1, 49],
  },
  "dms.migrations.orders.fullLoad.commitRate": {
    refused: [0, 50_001],
    allowed: "1 to 50,000",
    accepted: [1, 50_000],
  },
  "dms.migrations.orders.fullLoad.transactionTimeoutSeconds": {
    refused: [-1, 86_401],
    allowed: "0 to 86,400",
    accepted: [0, 86_400],
  },
  "dms.migrations.orders.fullLoad.stop": {
    refused: [true, "afterLoad"],
    allowed: "never, beforeCachedChanges, or afterCachedChanges",
    accepted: ["never", "beforeCachedChanges", "afterCachedChanges"],
  },
  "dms.migrations.orders.changes.batchApply": yesOrNo,
  "dms.migrations.orders.changes.applyDdl": yesOrNo,
  "dms.migrations.orders.changes.memoryLimitMiB": {
    refused: [255, 65_537],
    allowed: "256 to 65,536",
    accepted: [256, 65_536],
  },
  "dms.migrations.orders.validation.threads": {
    refused: [0, 17],
    allowed: "1 to 16",
    accepted: [1, 16],
  },
  "dms.migrations.orders.validation.partitionSize": {
    refused: [999, 100_001],
    allowed: "1,000 to 100,000",
    accepted: [1000, 100_000],
  },
  "dms.migrations.orders.validation.maxFailures": {
    refused: [0, 100_001],
    allowed: "1 to 100,000",
    accepted: [1, 100_000],
  },
  "dms.migrations.orders.validation.maxTableFailures": {
    refused: [0, 100_001],
    allowed: "1 to 100,000",
    accepted: [1, 100_000],
  },
  "dms.migrations.orders.validation.skipLobColumns": yesOrNo,
  "dms.migrations.orders.errors.data": errorActions,
  "dms.migrations.orders.errors.truncation": errorActions,
  "dms.migrations.orders.errors.table": {
    refused: ["logError"],
    allowed: "suspendTable or stopTask",
    accepted: ["suspendTable", "stopTask"],
  },
  "dms.migrations.orders.errors.apply": errorActions,
  "dms.migrations.orders.controlSchema": {
    refused: ["", "awsdms-control", "1st", "a".repeat(65)],
    allowed: "1 to 64 letters",
    accepted: ["a", "dms_control_1"],
  },
  "dms.migrations.orders.logContext": yesOrNo,
};

/** Values to try for the keys of a migration that only replicates changes. */
export const followingKeys: Readonly<Record<string, TriedValues>> = {
  "dms.migrations.followed.cdcStartPosition": {
    refused: ["", "now", "mysql-bin:373", "2026-02-30T12:12:12", "2026-03-08", 373],
    allowed: "a position such as mysql-bin-changelog.000024:373",
    accepted: [
      "mysql-bin-changelog.000024:373",
      "2026-03-08T12:12:12",
      "checkpoint:V1#27#mysql-bin-changelog.157832:1975:-1:2002:677883278264080:mysql-bin-changelog.157832:1876#0#0#*#0#93",
    ],
  },
};
