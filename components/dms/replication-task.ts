import * as dms from "@pulumi/aws/dms";
import type * as pulumi from "@pulumi/pulumi";
import { taskIdentifier } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import { type MigrationArgs, replicationOf } from "./migration";

/** Arguments of {@link createReplicationTask}. */
export interface ReplicationTaskArgs extends MigrationArgs {
  readonly replicationInstanceArn: pulumi.Input<string>;
}

/**
 * Declares a migration's replication task, stopped. Whether it runs is up to those who operate it:
 * a deployment neither starts nor stops it. Replacing it would lose its place in the binary log.
 */
export function createReplicationTask(
  name: string,
  args: ReplicationTaskArgs,
  opts: pulumi.CustomResourceOptions,
): dms.ReplicationTask {
  const { type, tableMappings, settings } = replicationOf(args.migration);
  const replicationTaskId = physicalName(args.environment, args.migrationName);
  return new dms.ReplicationTask(
    name,
    {
      replicationTaskId,
      resourceIdentifier: taskIdentifier(args.environment, args.migrationName),
      migrationType: type,
      cdcStartPosition: args.migration.cdcStartPosition,
      replicationInstanceArn: args.replicationInstanceArn,
      sourceEndpointArn: args.sourceEndpointArn,
      targetEndpointArn: args.targetEndpointArn,
      tableMappings,
      replicationTaskSettings: settings,
      startReplicationTask: false,
      tags: { Name: replicationTaskId, ...args.tags },
    },
    {
      ...opts,
      ...args.protection.resourceOptions,
      ignoreChanges: ["startReplicationTask", ...readAtCreation(args)],
      // DMS has no two tasks of one name.
      deleteBeforeReplace: true,
    },
  );
}

/** DMS moves a position on once the task runs. */
function readAtCreation({ migration }: ReplicationTaskArgs): string[] {
  return migration.cdcStartPosition === undefined ? [] : ["cdcStartPosition"];
}
