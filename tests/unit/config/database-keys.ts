import type { TriedValues } from "./dms-keys";
import { configured, spacious } from "./example";

/** A configuration whose cluster has serverless instances. */
export function withServerless(): Record<string, unknown> {
  return configured(spacious(), {
    "database.instances": undefined,
    "database.serverless": { minCapacity: 1, maxCapacity: 8 },
  });
}

/** A configuration whose cluster is made from another one. */
export function restored(): Record<string, unknown> {
  return configured(spacious(), {
    "database.adminUsername": "dba",
    "database.restoreFrom": { clusterIdentifier: "orders" },
  });
}

/** Values to try for each key of the database. */
export const databaseKeys: Readonly<Record<string, TriedValues>> = {
  "database.engineVersion": {
    refused: [
      "8.0",
      "5.7.mysql_aurora.2.11.2",
      "8.0.mysql_aurora.3.x",
      "8.4",
      "8.4.mysql_aurora.3.10.0",
    ],
    allowed: "8.0.mysql_aurora.3.10.0 or 8.4.mysql_aurora.8.4.8",
    accepted: [
      "8.0.mysql_aurora.3.08.2",
      "8.0.mysql_aurora.3.99.0",
      "8.4.mysql_aurora.8.4.7",
      "8.4.12",
    ],
  },
  "database.port": {
    refused: [0, 1149, 65536, "3306"],
    allowed: "a port, 1150 to 65535",
    accepted: [1150, 65535],
  },
  "database.adminUsername": {
    refused: ["admin", "Root", "rdsadmin", "1st", "a-b", "abcdefghijklmnopq"],
    allowed: "1 to 16 letters",
    accepted: ["a", "Landing_Zone_dba"],
  },
  "database.parameterPreset": {
    refused: ["load", true],
    allowed: "migration or live",
    accepted: ["migration", "live"],
  },
  "database.parameters.character_set_server": {
    refused: ["UTF8MB4", "", "utf9", "latin9"],
    allowed: "the name of a MySQL character set",
    accepted: ["latin1", "utf8", "gb18030", "binary"],
  },
  "database.parameters.collation_server": {
    refused: ["utf8mb4 general", "utf8mb4_general", "utf8mb4_0900_german_ci"],
    allowed: "the name of a MySQL collation",
    accepted: ["utf8mb4_general_ci", "utf8mb4_0900_bin", "utf8mb4_ja_0900_as_cs_ks"],
  },
  "database.parameters.time_zone": {
    refused: ["CET", "+01:00", "europe/paris", "Europe/Nowhere", "America/New_York"],
    allowed: "Europe/Amsterdam",
    accepted: ["UTC", "US/East-Indiana", "Asia/Calcutta", "Brazil/East"],
  },
  "database.parameters.lower_case_table_names": {
    refused: [2, "1"],
    allowed: "0 or 1",
    accepted: [0, 1],
  },
  "database.parameters.net_read_timeout": {
    refused: [299, 31_536_001],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.net_write_timeout": {
    refused: [299],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.wait_timeout": {
    refused: [299],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.interactive_timeout": {
    refused: [299],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.max_allowed_packet": {
    refused: [1_048_575, 1_048_577, 1_073_742_848],
    allowed: "1,048,576 to 1,073,741,824 bytes",
    accepted: [1_048_576, 1_073_741_824],
  },
  "database.parameters.long_query_time": {
    refused: [-1, 3601],
    allowed: "0 to 3,600 seconds",
    accepted: [0, 0.25],
  },
  "database.parameters.sql_mode": {
    refused: ["strict", "STRICT_TRANS_TABLES, NO_ZERO_DATE"],
    allowed: "modes of MySQL",
    accepted: ["ANSI", "STRICT_TRANS_TABLES,NO_ZERO_DATE"],
  },
  "database.parameters.max_connections": {
    refused: [9, 16_001],
    allowed: "10 to 16,000 connections",
    accepted: [10, 16_000],
  },
  "database.parameters.innodb_lock_wait_timeout": {
    refused: [0],
    allowed: "1 to 1,073,741,824 seconds",
    accepted: [1],
  },
  "database.parameters.group_concat_max_len": {
    refused: [3],
    allowed: "4 to 1,073,741,824 bytes",
    accepted: [4],
  },
  "database.instances.class": {
    refused: ["db.m5.large", "db.t3.medium", "db.r6g.24xlarge", "r6g.large"],
    allowed: "db.r6g",
    accepted: ["db.r6i.16xlarge", "db.t4g.medium"],
  },
  "database.instances.count": { refused: [0, 16, 1.5], allowed: "1 to 15", accepted: [1, 15] },
  "database.instances.readerScaling.minReaders": {
    refused: [0, 16],
    allowed: "1 to 15",
    accepted: [1, 4],
  },
  "database.instances.readerScaling.maxReaders": {
    refused: [0, 16, "4"],
    allowed: "1 to 15",
    accepted: [1, 15],
  },
  "database.instances.readerScaling.metric": {
    refused: ["memory"],
    allowed: "cpu or connections",
    accepted: ["cpu", "connections"],
  },
  "database.instances.readerScaling.target": {
    refused: [0, 16_001],
    allowed: "1 to 16,000",
    accepted: [10, 90],
  },
  "database.backup.window": {
    refused: ["03:00-03:29", "3:00-4:00", "03:00-03:00", "sun:03:00-sun:04:00"],
    allowed: "hh:mm-hh:mm",
    accepted: ["03:00-03:30", "23:45-00:15"],
  },
  "database.backup.retentionDays": { refused: [0, 36], allowed: "1 to 35", accepted: [1, 35] },
  "database.backup.vault.dailyRetentionDays": {
    refused: [0, 36_501],
    allowed: "1 to 36,500",
    accepted: [1, 36_500],
  },
  "database.backup.vault.monthlyRetentionDays": {
    refused: [0, 36_501],
    allowed: "1 to 36,500",
    accepted: [1, 36_500],
  },
  "database.backup.vault.lock": {
    refused: ["governance"],
    allowed: "true or false",
    accepted: [true, false],
  },
  "database.backup.vault.copyToVaultArn": {
    refused: ["orders", "arn:aws:backup:us-west-2:111122223333:backup-plan:orders"],
    allowed: "the ARN of a backup vault",
    accepted: ["arn:aws:backup:us-west-2:111122223333:backup-vault:orders"],
  },
  "database.maintenanceWindow": {
    refused: ["04:30-05:30", "sun:04:30-sun:04:59", "sun:04:00-mon:04:01", "Sun:04:30-Sun:05:30"],
    allowed: "ddd:hh:mm-ddd:hh:mm",
    accepted: ["sun:04:30-sun:05:00", "sat:23:45-sun:00:15"],
  },
  "database.logRetentionDays": { refused: [10], allowed: "1, 3, 5, 7", accepted: [365] },
  "database.performanceInsightsRetentionDays": {
    refused: [8, 30, 730, 744],
    allowed: "7, a multiple of 31 up to 713, or 731",
    accepted: [7, 31, 713, 731],
  },
  "database.insightsMode": {
    refused: ["off", true],
    allowed: "standard or advanced",
    accepted: ["standard"],
  },
  "database.autoMinorVersionUpgrade": {
    refused: ["no", 0],
    allowed: "true or false",
    accepted: [true, false],
  },
  "database.caCertificateIdentifier": {
    refused: ["rds-ca-2019"],
    allowed: "rds-ca-rsa2048-g1, rds-ca-rsa4096-g1, or rds-ca-ecc384-g1",
    accepted: ["rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"],
  },
  "database.monitoringIntervalSeconds": {
    refused: [0, 20],
    allowed: "1, 5, 10, 15, 30 or 60",
    accepted: [1, 60],
  },
};

/** Values to try for each key of serverless instances. */
export const serverlessKeys: Readonly<Record<string, TriedValues>> = {
  "database.serverless.minCapacity": {
    refused: [0, 0.7, "1"],
    allowed: "0.5 to 256",
    accepted: [0.5, 8],
  },
  "database.serverless.maxCapacity": {
    refused: [256.5, 300],
    allowed: "0.5 to 256",
    accepted: [1, 256],
  },
  "database.serverless.count": { refused: [0, 16], allowed: "1 to 15", accepted: [1] },
};

/** Values to try for each key of a restored cluster. */
export const restoreKeys: Readonly<Record<string, TriedValues>> = {
  "database.restoreFrom.snapshotIdentifier": {
    refused: ["-orders", "arn:aws:rds:us-east-1:111122223333:snapshot:orders"],
    allowed: "the name or the ARN of a cluster snapshot",
    accepted: [],
  },
  "database.restoreFrom.clusterIdentifier": {
    refused: ["1orders", "orders-"],
    allowed: "the identifier of an Aurora cluster",
    accepted: [],
  },
  "database.restoreFrom.time": {
    refused: ["2026-02-31T12:00:00Z", "2026-01-31", "2026-01-31T12:00:00+01:00"],
    allowed: "a time in UTC",
    accepted: ["2026-01-31T12:00:00Z"],
  },
  "database.restoreFrom.latest": { refused: [false, "now"], allowed: "true", accepted: [true] },
};
