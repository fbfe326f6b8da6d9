import type * as dms from "@pulumi/aws/dms";
import type * as pulumi from "@pulumi/pulumi";
import { defaultInstance } from "../../lib/dms-names";
import type { MigrationSettings } from "../../lib/settings/migrations";
import type { Connection } from "./connection";
import type { MigrationArgs } from "./migration";
import type { ReplicationArgs, ReplicationInstance } from "./replication-instance";
import { createReplicationTask } from "./replication-task";
import { createServerlessReplication, type ServerlessReplication } from "./serverless-replication";

/** Arguments of {@link createReplications}. */
export interface ReplicationsArgs extends ReplicationArgs {
  readonly migrations: Readonly<Record<string, MigrationSettings>>;
  readonly instances: Readonly<Record<string, ReplicationInstance>>;
  readonly sources: Readonly<Record<string, Connection>>;
  readonly target: Connection;
}

/** What runs the migrations, by migration. */
export interface Replications {
  readonly tasks: Record<string, dms.ReplicationTask>;
  /** Name of the replication instance of each task. */
  readonly taskInstances: Record<string, string>;
  readonly serverless: Record<string, ServerlessReplication>;
}

/** Declares each migration, stopped: on a replication instance, or serverless. */
export function createReplications(
  name: string,
  args: ReplicationsArgs,
  opts: pulumi.CustomResourceOptions,
): Replications {
  const made: Replications = { tasks: {}, taskInstances: {}, serverless: {} };
  for (const [migrationName, migration] of Object.entries(args.migrations)) {
    const logicalName = `${name}-${migrationName}`;
    const between = betweenEndpoints(migrationName, migration, args);
    if (migration.serverless) {
      made.serverless[migrationName] = createServerlessReplication(
        logicalName,
        { ...between, serverless: migration.serverless },
        opts,
      );
    } else {
      const { replicationInstance = defaultInstance } = migration;
      const instance = named(
        args.instances,
        replicationInstance,
        migrationName,
        "replication instance",
      );
      made.taskInstances[migrationName] = replicationInstance;
      made.tasks[migrationName] = createReplicationTask(
        logicalName,
        { ...between, replicationInstanceArn: instance.instanceArn },
        opts,
      );
    }
  }
  return made;
}

function betweenEndpoints(
  migrationName: string,
  migration: MigrationSettings,
  args: ReplicationsArgs,
): ReplicationArgs & MigrationArgs {
  const source = named(args.sources, migration.source, migrationName, "source");
  return {
    ...args,
    migrationName,
    migration,
    sourceEndpointArn: source.endpointArn,
    targetEndpointArn: args.target.endpointArn,
  };
}

function named<T>(
  all: Readonly<Record<string, T>>,
  wanted: string,
  migrationName: string,
  kind: string,
): T {
  const found = all[wanted];
  if (found === undefined) {
    throw new Error(
      `The migration ${migrationName} names the ${kind} "${wanted}"; the ${kind}s are ${Object.keys(all).join(", ")}`,
    );
  }
  return found;
}
