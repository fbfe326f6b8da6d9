import type * as aws from "@pulumi/aws";
import { parseWindow, windowsOverlap } from "../../lib/windows";
import { replicationInstanceOf } from "../live/dms";
import { clusterAt, servingStates, subnetGroupMembers } from "../live/rds";
import { checksOf, properties } from "../check";
import {
  differences,
  Expectation,
  including,
  matching,
  oneOf,
  sameMembers,
  unless,
} from "../expectations";

const check = checksOf("Aurora cluster");

const cluster = (...names: (keyof aws.rds.ClusterArgs)[]) =>
  properties<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster", ...names);

/** Names that every attacker tries first. */
const guessableNames = ["admin", "administrator", "mysql", "postgres", "root", "sa"];

const notGuessable = new Expectation(
  `none of ${guessableNames.join(", ")}`,
  (name) => typeof name === "string" && !guessableNames.includes(name.toLowerCase()),
);

export const auroraChecks = [
  check({
    name: "runs a supported version of Aurora MySQL, at the endpoints of the outputs",
    outputs: ["auroraClusterEndpoint", "auroraReaderEndpoint"],
    verifies: cluster("clusterIdentifier", "engine", "engineVersion"),
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(`Aurora cluster ${found.DBClusterIdentifier}`, found, {
        Status: oneOf(servingStates),
        Engine: "aurora-mysql",
        EngineVersion: matching(/^8\.0\.mysql_aurora\.3\.\d+\.\d+$/),
        Endpoint: outputs.auroraClusterEndpoint,
        ReaderEndpoint: outputs.auroraReaderEndpoint,
      });
    },
  }),
  check({
    name: "encrypts its storage with the key of the data",
    outputs: ["auroraClusterEndpoint", "dataKeyArn"],
    verifies: cluster("storageEncrypted", "kmsKeyId"),
    controls: ["RDS.27"],
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(`Aurora cluster ${found.DBClusterIdentifier}`, found, {
        StorageEncrypted: true,
        KmsKeyId: outputs.dataKeyArn,
      });
    },
  }),
  check({
    name: "accepts IAM identities, and an administrator that only RDS knows the password of",
    outputs: ["auroraClusterEndpoint", "auroraDbSecretArn", "dataKeyArn"],
    verifies: cluster(
      "iamDatabaseAuthenticationEnabled",
      "masterUsername",
      "manageMasterUserPassword",
      "masterUserSecretKmsKeyId",
    ),
    controls: ["RDS.12", "RDS.24"],
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(`Aurora cluster ${found.DBClusterIdentifier}`, found, {
        IAMDatabaseAuthenticationEnabled: true,
        MasterUsername: notGuessable,
        MasterUserSecret: {
          SecretArn: outputs.auroraDbSecretArn,
          KmsKeyId: outputs.dataKeyArn,
        },
      });
    },
  }),
  check({
    name: "lives in the database subnets, behind its own security group",
    outputs: ["auroraClusterEndpoint", "databaseSubnetIds", "auroraSecurityGroupId"],
    verifies: [
      ...cluster("dbSubnetGroupName", "vpcSecurityGroupIds"),
      ...properties<aws.rds.SubnetGroupArgs>("aws:rds/subnetGroup:SubnetGroup", "subnetIds"),
    ],
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return [
        ...differences(
          `Aurora cluster ${found.DBClusterIdentifier}`,
          { securityGroups: found.VpcSecurityGroups.map((it) => it.VpcSecurityGroupId) },
          { securityGroups: [outputs.auroraSecurityGroupId] },
        ),
        ...differences(
          `DB subnet group ${found.DBSubnetGroup}`,
          { subnets: await subnetGroupMembers(aws, found.DBSubnetGroup) },
          { subnets: sameMembers(outputs.databaseSubnetIds) },
        ),
      ];
    },
  }),
  check({
    name: "exports its audit, error and slow query logs",
    outputs: ["auroraClusterEndpoint"],
    verifies: cluster("enabledCloudwatchLogsExports"),
    controls: ["RDS.34"],
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(`Aurora cluster ${found.DBClusterIdentifier}`, found, {
        EnabledCloudwatchLogsExports: including("audit", "error", "slowquery"),
      });
    },
  }),
  check({
    name: "is monitored by Database Insights, under the data key",
    outputs: ["auroraClusterEndpoint", "dataKeyArn"],
    verifies: cluster(
      "databaseInsightsMode",
      "performanceInsightsEnabled",
      "performanceInsightsKmsKeyId",
    ),
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(`Aurora cluster ${found.DBClusterIdentifier}`, found, {
        DatabaseInsightsMode: oneOf(["standard", "advanced"]),
        PerformanceInsightsEnabled: true,
        PerformanceInsightsKMSKeyId: outputs.dataKeyArn,
      });
    },
  }),
  check({
    name: "is upgraded rather than charged for an outdated version",
    outputs: ["auroraClusterEndpoint"],
    verifies: cluster("engineLifecycleSupport"),
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(`Aurora cluster ${found.DBClusterIdentifier}`, found, {
        EngineLifecycleSupport: "open-source-rds-extended-support-disabled",
      });
    },
  }),
  check({
    name: "copies its tags to snapshots",
    outputs: ["auroraClusterEndpoint"],
    verifies: cluster("copyTagsToSnapshot"),
    controls: ["RDS.16"],
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(`Aurora cluster ${found.DBClusterIdentifier}`, found, {
        CopyTagsToSnapshot: true,
      });
    },
  }),
  check({
    name: "is backed up and maintained at other times than replication is",
    outputs: ["auroraClusterEndpoint", "dmsReplicationInstanceArn"],
    verifies: [
      ...cluster("preferredBackupWindow", "preferredMaintenanceWindow"),
      ...properties<aws.dms.ReplicationInstanceArgs>(
        "aws:dms/replicationInstance:ReplicationInstance",
        "preferredMaintenanceWindow",
      ),
    ],
    run: async ({ outputs, aws }) => {
      const found = await clusterAt(aws, outputs.auroraClusterEndpoint);
      const dms = await replicationInstanceOf(aws, outputs.dmsReplicationInstanceArn);
      const windows: [string, string][] = [
        ["Aurora's backup window", found.PreferredBackupWindow],
        ["Aurora's maintenance window", found.PreferredMaintenanceWindow],
        ["the replication instance's maintenance window", dms.PreferredMaintenanceWindow],
      ];
      return windows.flatMap(([name, text], index) =>
        windows
          .slice(index + 1)
          .flatMap(([otherName, other]) =>
            unless(
              !overlap(text, other),
              `${name} (${text}): overlaps ${otherName} (${other}), expected different times`,
            ),
          ),
      );
    },
  }),
];

/**
 * Whether two windows overlap.
 * @throws Error for one that is none.
 */
function overlap(...texts: [string, string]): boolean {
  const [a, b] = texts.map((text) => parseWindow(text.toLowerCase()));
  if (a === undefined || b === undefined) {
    throw new Error(`"${texts.join('" or "')}" is not a window such as sun:03:00-sun:04:00`);
  }
  return windowsOverlap(a, b);
}
