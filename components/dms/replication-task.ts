import * as dms from "@pulumi/aws/dms";
import type * as pulumi from "@pulumi/pulumi";
import { taskIdentifier } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import { type MigrationArgs, replicationOf, replicationTags } from "./migration";

/** Arguments of {@link createReplicationTask}. */
export interface ReplicationTaskArgs extends MigrationArgs {
  readonly replicationInstanceArn: pulumi.Input<string>;
  /** Whether operations start it at a position, which AWS answers with afterwards. */
  readonly startsAtPosition: boolean;
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
  const replicationTaskId = physicalName(args.environment, args.taskName);
  return new dms.ReplicationTask(
    name,
    {
      replicationTaskId,
      resourceIdentifier: taskIdentifier(args.environment, args.taskName),
      migrationType: type,
      cdcStartPosition: args.migration.cdcStartPosition,
      replicationInstanceArn: args.replicationInstanceArn,
      sourceEndpointArn: args.sourceEndpointArn,
      targetEndpointArn: args.targetEndpointArn,
      tableMappings,
      replicationTaskSettings: settings,
      startReplicationTask: false,
      tags: replicationTags(replicationTaskId, args),
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

/** DMS moves a position on once the task runs; operations start some tasks at a position. */
function readAtCreation({ migration, startsAtPosition }: ReplicationTaskArgs): string[] {
  const hasPosition = startsAtPosition || migration.cdcStartPosition !== undefined;
  return hasPosition ? ["cdcStartPosition"] : [];
}
