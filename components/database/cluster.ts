import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { readAtCreation, restoreArguments } from "../../lib/aurora-restore";
import type { DatabaseSettings } from "../../lib/settings/database";
import type { CommonArgs } from "../common";
import { createLogGroups, exportedLogs } from "./cluster-logs";
import { finalSnapshot } from "./final-snapshot";

/** Arguments of {@link createCluster}. */
export interface ClusterArgs
  extends
    CommonArgs,
    Pick<
      DatabaseSettings,
      | "engineVersion"
      | "port"
      | "adminUsername"
      | "serverless"
      | "restoreFrom"
      | "backup"
      | "maintenanceWindow"
      | "logRetentionDays"
      | "insightsMode"
      | "performanceInsightsRetentionDays"
    > {
  /** Isolated subnets, one per availability zone. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** KMS key of storage, Performance Insights and the administrator's secret. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** The resources that the cluster is attached to. */
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
