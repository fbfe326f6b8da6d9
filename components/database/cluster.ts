import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { readAtCreation, restoreArguments, type RestoreFrom } from "../../lib/aurora-restore";
import type { CommonArgs } from "../common";
import type { BackupVault } from "./backup-plan";
import { createLogGroups, exportedLogs } from "./cluster-logs";
import { finalSnapshot } from "./final-snapshot";
import type { InstanceShape } from "./instances";

/** How CloudWatch Database Insights looks at the database. */
export interface Insights {
  /** `advanced` also keeps lock trees and execution plans, and needs 465 days of Performance Insights. */
  readonly insightsMode: "standard" | "advanced";
  /** Days that Performance Insights keeps its data. */
  readonly performanceInsightsRetentionDays: number;
  /** KMS key of storage, Performance Insights and the administrator's secret. */
  readonly dataKeyArn: pulumi.Input<string>;
}

/** What the cluster itself is made with. */
export interface ClusterArgs extends CommonArgs, Insights, Pick<InstanceShape, "serverless"> {
  /** Isolated subnets, one per availability zone. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Aurora MySQL version, such as `8.0.mysql_aurora.3.10.0`. */
  readonly engineVersion: string;
  /** TCP port of the cluster. */
  readonly port: number;
  /** Name of the administrator, whose password RDS makes and rotates. */
  readonly adminUsername: string;
  /** What the cluster is made from. Read at its creation only. Default: it begins empty. */
  readonly restoreFrom?: RestoreFrom | undefined;
  /**
   * Daily backup window in UTC (`hh:mm-hh:mm`), days that backups are kept, and the vault of those
   * that outlive the cluster. Default: no vault.
   */
  readonly backup: {
    readonly window: string;
    readonly retentionDays: number;
    readonly vault?: BackupVault | undefined;
  };
  /** Weekly maintenance window in UTC, `ddd:hh:mm-ddd:hh:mm`. */
  readonly maintenanceWindow: string;
  /** Days that exported logs are kept. */
  readonly logRetentionDays: number;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** What the cluster is attached to. */
interface Attached {
  readonly physical: string;
  readonly securityGroupId: pulumi.Input<string>;
  readonly parameterGroupName: pulumi.Input<string>;
  readonly tags: Record<string, string>;
}

/** Creates the cluster with its subnet group and its log groups. */
export function createCluster(
  name: string,
  args: ClusterArgs,
  attached: Attached,
  opts: pulumi.CustomResourceOptions,
): rds.Cluster {
  const { physical, tags } = attached;
  const subnetGroup = createSubnetGroup(name, args, attached, opts);
  return new rds.Cluster(
    name,
    {
      clusterIdentifier: physical,
      ...engine(args),
      ...access(args),
      ...care(args),
      ...insights(args),
      ...restoreArguments(args.restoreFrom),
      ...finalSnapshot(
        name,
        { ...args, identity: { adminUsername: args.adminUsername, dataKeyArn: args.dataKeyArn } },
        opts,
      ),
      storageEncrypted: true,
      kmsKeyId: args.dataKeyArn,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [attached.securityGroupId],
      dbClusterParameterGroupName: attached.parameterGroupName,
      tags,
    },
    {
      ...opts,
      dependsOn: createLogGroups(name, physical, args, opts),
      ignoreChanges: [...readAtCreation, "engineLifecycleSupport"],
      ...args.protection.resourceOptions,
    },
  );
}

function createSubnetGroup(
  name: string,
  { subnetIds }: ClusterArgs,
  { physical, tags }: Attached,
  opts: pulumi.CustomResourceOptions,
): rds.SubnetGroup {
  return new rds.SubnetGroup(
    name,
    { name: physical, description: "Isolated database subnets", subnetIds, tags },
    opts,
  );
}

function engine({ engineVersion, serverless }: ClusterArgs) {
  return {
    engine: "aurora-mysql",
    engineMode: "provisioned",
    engineVersion,
    // After the end of a version's life AWS upgrades it, rather than charge for extended support.
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    ...(serverless && {
      serverlessv2ScalingConfiguration: {
        minCapacity: serverless.minCapacity,
        maxCapacity: serverless.maxCapacity,
      },
    }),
  };
}

function access({ port, adminUsername, dataKeyArn }: ClusterArgs) {
  return {
    port,
    masterUsername: adminUsername,
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: dataKeyArn,
    iamDatabaseAuthenticationEnabled: true,
  };
}

/** Backups, maintenance, logs. No backtrack: Aurora does not allow it beside a binary log. */
function care({ backup, maintenanceWindow, protection }: ClusterArgs) {
  return {
    preferredBackupWindow: backup.window,
    backupRetentionPeriod: backup.retentionDays,
    preferredMaintenanceWindow: maintenanceWindow,
    copyTagsToSnapshot: true,
    deletionProtection: protection.deletionProtection,
    enabledCloudwatchLogsExports: exportedLogs,
  };
}

/** RDS takes the advanced mode only together with Performance Insights of the cluster. */
function insights(args: ClusterArgs) {
  return {
    databaseInsightsMode: args.insightsMode,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: args.dataKeyArn,
    performanceInsightsRetentionPeriod: args.performanceInsightsRetentionDays,
  };
}
