import type * as dms from "@pulumi/aws/dms";
import type * as pulumi from "@pulumi/pulumi";
import { defaultInstance } from "../../lib/dms-names";
import { legsOfMigration, migrationOfLeg } from "../../lib/legs";
import { type Leg, legName, phaseFacts } from "../../lib/phases";
import { protectionIn } from "../../lib/protection";
import type { MigrationSettings } from "../../lib/settings/migrations";
import type { Connection } from "./connection";
import type { MigrationArgs } from "./migration";
import type { ReplicationArgs, ReplicationInstance } from "./replication-instance";
import { createReplicationTask } from "./replication-task";
import { createServerlessReplication, type ServerlessReplication } from "./serverless-replication";
import type { WayBack } from "./way-back";

/** Arguments of {@link createReplications}. */
export interface ReplicationsArgs extends ReplicationArgs {
  readonly migrations: Readonly<Record<string, MigrationSettings>>;
  readonly instances: Readonly<Record<string, ReplicationInstance>>;
  readonly sources: Readonly<Record<string, Connection>>;
  readonly target: Connection;
  /** There when a migration has one. */
  readonly wayBack: WayBack | undefined;
}

/** A declared replication, and its migration and direction. */
interface Declared {
  readonly migrationName: string;
  readonly migration: MigrationSettings;
  readonly leg: Leg;
}

/** A replication on a replication instance. */
export interface DeclaredTask extends Declared {
  readonly task: dms.ReplicationTask;
  /** Name of the replication instance. */
  readonly instance: string;
}

/** A replication without an instance. */
export interface DeclaredConfig extends Declared {
  readonly replication: ServerlessReplication;
}

/** Replication engines and their migrations, by task name. */
export interface Replications {
  readonly tasks: Record<string, DeclaredTask>;
  readonly serverless: Record<string, DeclaredConfig>;
}

/**
 * Declares each migration, stopped: on a replication instance, or serverless. With the way back, and
 * once more after a return, as its phase has it.
 */
export function createReplications(
  name: string,
  args: ReplicationsArgs,
  opts: pulumi.CustomResourceOptions,
): Replications {
  const made: Replications = { tasks: {}, serverless: {} };
  for (const [migrationName, migration] of Object.entries(args.migrations)) {
    for (const leg of legsOfMigration(migration)) {
      const declared = { migrationName, migration, leg };
      const between = betweenEndpoints(declared, args);
      const logicalName = `${name}-${between.taskName}`;
      if (migration.serverless) {
        const settings = { ...between, serverless: migration.serverless };
        const replication = createServerlessReplication(logicalName, settings, opts);
        made.serverless[between.taskName] = { ...declared, replication };
      } else {
        const { replicationInstance: instance = defaultInstance } = migration;
        const { instanceArn } = named(
          args.instances,
          instance,
          migrationName,
          "replication instance",
        );
        const task = createReplicationTask(
          logicalName,
          { ...between, replicationInstanceArn: instanceArn, startsAtPosition: leg !== "forward" },
          opts,
        );
        made.tasks[between.taskName] = { ...declared, task, instance };
      }
    }
  }
  return made;
}

function betweenEndpoints(
  { migrationName, migration, leg }: Declared,
  args: ReplicationsArgs,
): ReplicationArgs & MigrationArgs {
  const source = named(args.sources, migration.source, migrationName, "source");
  const endpoints =
    leg === "back"
      ? { from: args.wayBack?.aurora, to: args.wayBack?.sources[migration.source] }
      : { from: source, to: args.target };
  if (endpoints.from === undefined || endpoints.to === undefined) {
    throw new Error(`The migration ${migrationName} has a way back, and its endpoints are missing`);
  }
  return {
    ...args,
    protection: { ...args.protection, resourceOptions: guardOf(leg, migration, args) },
    taskName: legName(leg, migrationName),
    migration: migrationOfLeg(leg, migrationName, migration),
    sourceEndpointArn: endpoints.from.endpointArn,
    targetEndpointArn: endpoints.to.endpointArn,
  };
}

/** Only the first task of a migration is guarded: a later phase deletes the others. */
function guardOf(leg: Leg, { phase }: MigrationSettings, { protection }: ReplicationsArgs) {
  if (leg !== "forward") return protectionIn("unprotected", protection);
  return phase === undefined
    ? protection.resourceOptions
    : protectionIn(phaseFacts[phase].protection, protection);
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
