import { z } from "zod";
import { dmsInstanceClasses, newerDmsClass } from "../dms-classes";
import {
  logRetention,
  nameAllowed,
  namePattern,
  networks,
  oneOf,
  port,
  secretArn,
  weeklyWindow,
  wholeNumber,
  yesOrNo,
} from "./kinds";
import { migration } from "./migrations";
import { setting } from "./setting";

/** DMS cannot encrypt to MySQL without verifying the certificate: `require` is not for MySQL. */
const sslMode = oneOf(
  ["verify-ca", "verify-full"],
  "Whether to verify only the certificate's authority, or the host name as well.",
);

function username(description: string) {
  return setting(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/),
    description,
    "1 to 32 letters, digits and underscores, starting with a letter",
  );
}

function named<T extends z.ZodType>(what: string, longest: number, schema: T) {
  const key = setting(
    z.string().regex(namePattern).max(longest),
    `Name of ${what}.`,
    `a name of 1 to ${longest} ${nameAllowed}`,
  );
  return z.record(key, schema);
}

const nameServer = setting(
  z.ipv4(),
  "A name server.",
  "an IPv4 address, for example 192.168.10.53",
);

const replicationInstance = z.strictObject({
  class: setting(
    z.union([z.enum(dmsInstanceClasses), z.string().regex(newerDmsClass)]),
    "Replication instance class.",
    `${dmsInstanceClasses.join(", ")}, or a newer dms.c or dms.r class`,
  ),
  allocatedStorageGiB: wholeNumber(
    20,
    6144,
    "Storage for logs and cached changes, in GiB.",
  ).default(100),
  multiAz: yesOrNo("Whether a standby in another zone takes over when the instance fails.").default(
    true,
  ),
  maintenanceWindow: weeklyWindow("When AWS may change or restart the replication instance."),
  dnsNameServers: setting(
    z.array(nameServer).min(1).max(4),
    "DNS servers that resolve the sources, for the replication instance only: rotation functions and serverless migrations use the VPC's resolver (see `network.onPremises.dns`). A change replaces the instance. Default: the VPC's resolver.",
    "a list of 1 to 4 IPv4 addresses, for example [192.168.10.53]",
  ).optional(),
});

function certificateFile(description: string) {
  return setting(
    z.string().regex(/^(?!\/).*\.pem$/),
    description,
    "the relative path of a .pem file, for example certificates/corp-example-root-ca.pem",
  );
}

/** Engines of on-premises sources. DMS reads both by the same protocol, under different names. */
export const sourceEngines = ["mysql", "mariadb"] as const;

const source = z.strictObject({
  engine: oneOf(
    sourceEngines,
    "MySQL 5.6 or later, or MariaDB 10.3 or later. `npm run migrate -- preflight` reports features that Aurora lacks.",
  ).default("mysql"),
  host: setting(
    z.string().regex(/^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/),
    "Host name or IPv4 address of the MySQL server. `verify-full` requires the name in its certificate. The secret gets host, port and user name only when it is created: see docs/troubleshooting.md for changing them later.",
    "a host name or an IPv4 address, for example mysql.corp.example",
  ),
  port: port("Its TCP port.").default(3306),
  username: username("Name of DMS's user on the server.").default("dms_source"),
  cidrs: networks(
    "IPv4 ranges of the server. Default: `network.onPremises.cidrs`; required without `network.onPremises`.",
  ).optional(),
  sslMode: sslMode.default("verify-full"),
  caCertificateFile: certificateFile(
    "PEM file with the certificate of the authority that signed the server's certificate; relative to the project's folder.",
  ),
  secretArn: secretArn(
    "Secret of the user, with the keys `username`, `password`, `host` and `port`, which you rotate yourself. Default: a new secret, rotated according to `secrets.rotation`.",
  ).optional(),
  superuserSecretArn: secretArn(
    "Secret of a user who may create users and grant the privileges of DMS's user, with the keys `engine` (`mysql`), `host` (as here), `port`, `username` and `password`, encrypted with the data key or AWS's own key; required for `alternatingUsers` without `secretArn`.",
  ).optional(),
  binlogRetentionHours: wholeNumber(
    72,
    8760,
    "Hours that the server keeps its binary log, its `binlog_expire_logs_seconds`. A task that falls further behind must load everything again. An alarm goes off at half of this time.",
  ).default(72),
  serverTimezone: setting(
    z.string().min(1).refine(isTimeZone),
    "Time zone that the server runs in.",
    "the name of a time zone, for example UTC or Europe/Berlin",
  ).default("UTC"),
  eventsPollIntervalSeconds: wholeNumber(
    1,
    60,
    "Seconds between polls of an idle server's binary log.",
  ).default(5),
  executeTimeoutSeconds: wholeNumber(
    1,
    3600,
    "Seconds that a statement of DMS may run on the server.",
  ).default(60),
  cleanMetadataOnMismatch: yesOrNo(
    "Whether DMS reads a table's columns again when they differ from its cached metadata.",
  ).default(false),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The schema of `dms`. */
export const dmsSettings = z.strictObject({
  serviceRoles: oneOf(
    ["create", "existing"],
    "The roles `dms-vpc-role` and `dms-cloudwatch-logs-role` exist once per account: `create` in one stack, `existing` in all others.",
  ).default("create"),
  engineVersion: setting(
    z.string().regex(/^3\.\d+\.\d+$/),
    "Version of the replication engine.",
    "a version of AWS DMS 3, for example 3.6.1",
  ).default("3.6.1"),
  replicationInstance: replicationInstance.describe(
    "The replication instance of migrations that name no other.",
  ),
  replicationInstances: setting(
    named("a replication instance", 20, replicationInstance),
    "More replication instances, by a name of your choice, to isolate migrations from each other.",
    "a map of named replication instances",
  ).default({}),
  logRetentionDays: logRetention("task logs").default(30),
  assessments: z
    .strictObject({
      enabled: yesOrNo(
        "Whether to create a bucket and a role for premigration assessments, which operators start before a task.",
      ).default(true),
      retentionDays: wholeNumber(1, 3650, "Days that the reports are kept.").default(365),
    })
    .prefault({}),
  sources: setting(
    named("a source", 20, source).refine((sources) => Object.keys(sources).length > 0),
    "MySQL servers to migrate from, by a name of your choice. Migrations of one server share its secret and endpoint.",
    "a map with at least one named source",
  ),
  target: z
    .strictObject({
      username: username(
        "Name of DMS's user in Aurora. The secret gets the name only when it is created.",
      ).default("dms_target"),
      sslMode: sslMode.default("verify-full"),
      secretArn: secretArn(
        "Secret of the user, as for a source. Default: a new one, rotated.",
      ).optional(),
      caCertificateFile: certificateFile(
        "PEM file with the certificates of the authorities of Aurora in the region; relative to the project's folder. Required in regions whose authorities are not part of this project. Default: those in certificates/.",
      ).optional(),
      parallelLoadThreads: wholeNumber(
        1,
        32,
        "Connections to Aurora for each table of a full load.",
      ).default(1),
      maxFileSizeKB: wholeNumber(
        1024,
        1_048_576,
        "Largest file that a full load sends to Aurora, in KB.",
      ).default(32_768),
    })
    .describe("How DMS connects to Aurora.")
    .prefault({}),
  wayBack: z
    .strictObject({
      username: username(
        "Name of DMS's user for the way back, in Aurora and on each source. The secrets get the name only when they are created.",
      ).default("dms_reverse"),
      binlogRetentionHours: wholeNumber(
        72,
        2160,
        "Hours that Aurora keeps its binary log, so that the way back can be resumed. An alarm goes off at half of this time. It is not a database parameter: operations set it before the cut-over.",
      ).default(168),
    })
    .describe("Replication from Aurora back to the sources, from the phase `load` on.")
    .prefault({}),
  migrations: setting(
    named("a migration", 29, migration),
    "Replication tasks, by a name of your choice.",
    "a map of named migrations",
  ).default({}),
});

/** Settings of the replication, with defaults filled in. */
export type DmsSettings = z.output<typeof dmsSettings>;

/** A MySQL server to migrate from. */
export type SourceSettings = z.output<typeof source>;

/** The user and the connection of DMS to Aurora. */
export type TargetSettings = DmsSettings["target"];

/** A replication instance. */
export type ReplicationInstanceSettings = z.output<typeof replicationInstance>;
