import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { partitionOf } from "../../lib/regions";
import type { CommonArgs } from "../common";
import { createServiceRole } from "../service-role";
import type { BackedUpCluster } from "./backed-up-cluster";

/** Arguments of {@link createBackupRole}. */
interface BackupRoleArgs extends CommonArgs, BackedUpCluster {
  readonly vaultArn: pulumi.Input<string>;
}

/**
 * The role through which AWS Backup snapshots this cluster, and no other; it cannot restore.
 *
 * @returns The role's ARN, known once it may do what it is for.
 */
export function createBackupRole(
  name: string,
  args: BackupRoleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const statements = [
    ...snapshotStatements(args),
    vaultStatement(args),
    ...keyStatements(args),
    ...copyStatements(args),
  ];
  return createServiceRole(
    name,
    args,
    {
      roleName: physicalName(args.environment, "aurora-backup"),
      description: "Lets AWS Backup snapshot the Aurora cluster",
      service: "backup.amazonaws.com",
      policy: { document: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }) },
    },
    opts,
  );
}

function snapshotStatements(args: BackupRoleArgs) {
  const snapshots = snapshotsIn(args.region, args);
  return [
    {
      Sid: "SnapshotsOfTheCluster",
      Effect: "Allow",
      Action: [
        "rds:CreateDBClusterSnapshot",
        "rds:DescribeDBClusters",
        "rds:DescribeDBClusterSnapshots",
        "rds:ListTagsForResource",
      ],
      Resource: [args.clusterArn, snapshots],
    },
    {
      Sid: "CareOfItsSnapshots",
      Effect: "Allow",
      Action: [
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:DeleteDBClusterSnapshot",
        "rds:ModifyDBClusterSnapshotAttribute",
      ],
      Resource: snapshots,
    },
  ];
}

/** The snapshots that AWS Backup makes of clusters of this account. */
function snapshotsIn(region: string, { accountId }: BackupRoleArgs) {
  return pulumi.interpolate`arn:${partitionOf(region)}:rds:${region}:${accountId}:cluster-snapshot:awsbackup:*`;
}

/** Permissions to copy a snapshot to another region, under the key of the vault there. */
function copyStatements(args: BackupRoleArgs) {
  const [, , , region, account] = args.vault.copyToVaultArn?.split(":") ?? [];
  if (region === undefined) return [];
  const keys = `arn:${partitionOf(region)}:kms:${region}:${account}:key/*`;
  return [
    {
      Sid: "CopiesOfTheSnapshots",
      Effect: "Allow",
      Action: [
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:DescribeDBClusterSnapshots",
        "rds:ListTagsForResource",
      ],
      Resource: snapshotsIn(region, args),
    },
    { Sid: "KeyOfTheCopies", Effect: "Allow", Action: "kms:DescribeKey", Resource: keys },
    {
      Sid: "KeyOfTheCopiesForSnapshots",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keys,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function vaultStatement({ vaultArn, vault: { copyToVaultArn } }: BackupRoleArgs) {
  return {
    Sid: "VaultsOfTheBackups",
    Effect: "Allow",
    Action: ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"],
    Resource: [vaultArn, ...(copyToVaultArn === undefined ? [] : [copyToVaultArn])],
  };
}

function keyStatements({ dataKeyArn }: BackupRoleArgs) {
  return [
    {
      Sid: "KeyOfTheData",
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey"],
      Resource: dataKeyArn,
    },
    {
      Sid: "KeyOfTheDataForSnapshots",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: dataKeyArn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
