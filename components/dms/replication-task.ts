import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { taskIdentifier } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import { tableMappings, type TableSelection, type Transformation } from "../../lib/table-mappings";
import { taskSettings, type TaskSettingsOptions } from "../../lib/task-settings";
import type { CommonArgs } from "../common";

/** One migration: the tables that go from a source to the target. */
export interface Migration extends TaskSettingsOptions {
  /** Name of one of the sources. */
  readonly source: string;
  /** Whether present data is loaded, changes are replicated, or both. */
  readonly type: "full-load" | "cdc" | "full-load-and-cdc";
  /** The tables; at least one selection includes. */
  readonly tables: readonly TableSelection[];
  /** What has another name or form in the target. Default: nothing. */
  readonly transformations?: readonly Transformation[];
}

/** Arguments of {@link createReplicationTask}. */
export interface ReplicationTaskArgs extends CommonArgs {
  /** The migration's name, such as `orders`. */
  readonly migrationName: string;
  readonly migration: Migration;
  readonly replicationInstanceArn: pulumi.Input<string>;
  readonly sourceEndpointArn: pulumi.Input<string>;
  readonly targetEndpointArn: pulumi.Input<string>;
}

/**
 * Declares a migration's replication task, stopped. Whether it runs is up to those who operate it:
 * a deployment neither starts nor stops it. Replacing it would lose its place in the binary log.
 */
export function createReplicationTask(
  name: string,
  args: ReplicationTaskArgs,
  opts: pulumi.CustomResourceOptions,
): aws.dms.ReplicationTask {
  const { migration } = args;
  const replicationTaskId = physicalName(args.environment, args.migrationName);
  return new aws.dms.ReplicationTask(
    name,
    {
      replicationTaskId,
      resourceIdentifier: taskIdentifier(args.environment, args.migrationName),
      migrationType: migration.type,
      replicationInstanceArn: args.replicationInstanceArn,
      sourceEndpointArn: args.sourceEndpointArn,
      targetEndpointArn: args.targetEndpointArn,
      tableMappings: tableMappings(migration.tables, migration.transformations),
      replicationTaskSettings: taskSettings(migration),
      startReplicationTask: false,
      tags: { Name: replicationTaskId, ...args.tags },
    },
    {
      ...opts,
      ...args.protection.resourceOptions,
      ignoreChanges: ["startReplicationTask"],
    },
  );
}
