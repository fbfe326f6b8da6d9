import * as dms from "@pulumi/aws/dms";
import type * as pulumi from "@pulumi/pulumi";
import { serverlessLogGroupName, taskIdentifier } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import type { MigrationSettings } from "../../lib/settings/migrations";
import { createLogGroup } from "../log-group";
import { type MigrationArgs, replicationOf, replicationTags } from "./migration";
import type { ReplicationArgs } from "./replication-instance";

/** Arguments of {@link createServerlessReplication}. */
export interface ServerlessReplicationArgs extends MigrationArgs, ReplicationArgs {
  readonly serverless: NonNullable<MigrationSettings["serverless"]>;
}

/** A migration that runs without a replication instance. */
export interface ServerlessReplication {
  readonly arn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
}

/**
 * Declares a migration that runs without a replication instance, stopped. DMS takes capacity when it
 * is started, and more or less of it while it runs. AWS refuses changes of one that runs or is being
 * changed, and another identifier makes a new one, which starts from the beginning.
 */
export function createServerlessReplication(
  name: string,
  args: ServerlessReplicationArgs,
  opts: pulumi.CustomResourceOptions,
): ServerlessReplication {
  const replicationConfigIdentifier = physicalName(args.environment, args.taskName);
  const resourceIdentifier = taskIdentifier(args.environment, args.taskName);
  const { type, tableMappings, settings } = replicationOf(args.migration);
  // The name follows the pattern of AWS's managed policy for DMS's logs; not tried.
  const logGroup = createLogGroup(name, serverlessLogGroupName(resourceIdentifier), args, opts);
  const config = new dms.ReplicationConfig(
    name,
    {
      replicationConfigIdentifier,
      resourceIdentifier,
      replicationType: type,
      sourceEndpointArn: args.sourceEndpointArn,
      targetEndpointArn: args.targetEndpointArn,
      tableMappings,
      replicationSettings: settings,
      startReplication: false,
      computeConfig: computeConfig(args),
      tags: replicationTags(replicationConfigIdentifier, args),
    },
    {
      ...opts,
      ...args.protection.resourceOptions,
      ignoreChanges: ["startReplication"],
      // DMS has no two replications of one name.
      deleteBeforeReplace: true,
      dependsOn: [...args.serviceRoleAttachments, logGroup],
    },
  );
  return { arn: config.arn, logGroupName: logGroup.name };
}

function computeConfig({ serverless, ...args }: ServerlessReplicationArgs) {
  const { minCapacityUnits, maxCapacityUnits, multiAz, maintenanceWindow } = serverless;
  return {
    ...(minCapacityUnits !== undefined && { minCapacityUnits }),
    maxCapacityUnits,
    multiAz,
    preferredMaintenanceWindow: maintenanceWindow,
    kmsKeyId: args.dataKeyArn,
    replicationSubnetGroupId: args.subnetGroupId,
    vpcSecurityGroupIds: [args.securityGroupId],
  };
}
