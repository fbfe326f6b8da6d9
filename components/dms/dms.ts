import * as pulumi from "@pulumi/pulumi";
import { defaultInstance, instancePurpose, taskIdentifier } from "../../lib/dms-names";
import { mapValues } from "../../lib/map-values";
import { type Leg, type Phase, sharedProtection } from "../../lib/phases";
import { protectionIn } from "../../lib/protection";
import type { DmsSettings, ReplicationInstanceSettings } from "../../lib/settings/dms";
import type { OnPremisesPeer } from "../on-premises-peers";
import { Assessments } from "./assessments";
import {
  createSources,
  createTarget,
  type DatabasesArgs,
  rotationFunctionNames,
  sourcePeers,
} from "./databases";
import { type ReplicationArgs, ReplicationInstance } from "./replication-instance";
import { ReplicationNetwork } from "./replication-network";
import type { Connection } from "./connection";
import { createReplications, type Replications } from "./replications";
import { createServiceRoles, existingServiceRoles } from "./service-roles";
import { type WatchedTask, watchedTasks } from "./watched-tasks";
import { createWayBack, type WayBack } from "./way-back";

/** Arguments of {@link Dms}. Those that decide how many resources exist are plain values. */
export interface DmsArgs extends DatabasesArgs, Omit<DmsSettings, "sources" | "target"> {
  /** The bucket that S3 writes the access logs of the assessments' reports to. */
  readonly accessLogsBucketName: pulumi.Input<string>;
}

/**
 * Replication from MySQL servers on premises to Aurora: replication instances, an endpoint with a
 * rotated secret of its own for each server and for Aurora, and a stopped task per migration.
 */
export class Dms extends pulumi.ComponentResource {
  /** The replication instance of the migrations that have no other. */
  readonly replicationInstanceArn: pulumi.Output<string>;
  /** Its log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** All replication instances by name; this one is `default`. */
  readonly replicationInstances: Record<string, ReplicationInstance>;
  /** By source. */
  readonly sourceEndpointArns: Record<string, pulumi.Output<string>>;
  readonly targetEndpointArn: pulumi.Output<string>;
  /** By source. */
  readonly sourceSecretArns: Record<string, pulumi.Output<string>>;
  readonly targetSecretArn: pulumi.Output<string>;
  /** The connections of the way back; undefined when no migration has one. */
  readonly wayBack: WayBack | undefined;
  /**
   * Functions that rotate these secrets: `source-<source>` and `target`, `back` and `back-<source>` of
   * the way back. Given secrets have none.
   */
  readonly rotationFunctionNames: Record<string, string>;
  /** By direction and migration that has a task for it. */
  readonly taskArns: Readonly<Record<Leg, Record<string, pulumi.Output<string>>>>;
  /** The names that DMS events know tasks by, as {@link taskArns}. */
  readonly taskIds: Readonly<Record<Leg, Record<string, pulumi.Output<string>>>>;
  /** By task, `<migration>` or `<leg>-<migration>`: the last part of its ARN, which CloudWatch metrics know it by. */
  readonly taskIdentifiers: Record<string, string>;
  /** By task: the name of its replication instance. */
  readonly taskInstances: Record<string, string>;
  /** By task that has alarms of its own: how it is watched. */
  readonly watchedTasks: Record<string, WatchedTask>;
  /** By direction and migration that runs serverless. */
  readonly replicationConfigArns: Readonly<Record<Leg, Record<string, pulumi.Output<string>>>>;
  /** By serverless replication, named as tasks are. */
  readonly serverlessLogGroupNames: Record<string, pulumi.Output<string>>;
  /** Resources for premigration assessments; undefined if they are disabled. */
  readonly assessments: Assessments | undefined;
  /** Where the sources answer. */
  readonly sourcePeers: readonly OnPremisesPeer[];
  readonly securityGroupId: pulumi.Output<string>;
  readonly subnetGroupId: pulumi.Output<string>;

  constructor(name: string, args: DmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:Dms", name, existingServiceRoles(args), opts);
    const parts = this.createParts(name, args);
    const { replication, shared, instances, sources, target, wayBack } = parts;
    const { tasks, serverless } = parts.replications;
    this.sourcePeers = sourcePeers(args);
    this.assessments = parts.assessments;
    this.wayBack = wayBack;
    this.replicationInstanceArn = shared.instanceArn;
    this.logGroupName = shared.logGroupName;
    this.replicationInstances = instances;
    this.sourceEndpointArns = mapValues(sources, ({ endpointArn }) => endpointArn);
    this.targetEndpointArn = target.endpointArn;
    this.sourceSecretArns = mapValues(sources, ({ secretArn }) => secretArn);
    this.targetSecretArn = target.secretArn;
    this.rotationFunctionNames = rotationFunctionNames(purposes(sources, target, wayBack));
    this.taskArns = byLeg(tasks, ({ task }) => task.replicationTaskArn);
    this.taskIds = byLeg(tasks, ({ task }) => task.replicationTaskId);
    this.taskIdentifiers = mapValues(tasks, (_, it) => taskIdentifier(args.environment, it));
    this.taskInstances = mapValues(tasks, ({ instance }) => instance);
    this.watchedTasks = watchedTasks(tasks, args);
    this.replicationConfigArns = byLeg(serverless, (it) => it.replication.arn);
    this.serverlessLogGroupNames = mapValues(serverless, (it) => it.replication.logGroupName);
    this.securityGroupId = pulumi.output(replication.securityGroupId);
    this.subnetGroupId = pulumi.output(replication.subnetGroupId);
    this.registerOutputs({
      replicationInstanceArn: this.replicationInstanceArn,
      sourceEndpointArns: this.sourceEndpointArns,
      targetEndpointArn: this.targetEndpointArn,
      sourceSecretArns: this.sourceSecretArns,
      targetSecretArn: this.targetSecretArn,
      taskArns: this.taskArns.forward,
      taskIdentifiers: this.taskIdentifiers,
      replicationConfigArns: this.replicationConfigArns.forward,
      logGroupName: this.logGroupName,
      securityGroupId: this.securityGroupId,
      subnetGroupId: this.subnetGroupId,
    });
  }

  /** Creates the replication engines, the endpoints and the migrations. */
  private createParts(name: string, args: DmsArgs) {
    const child = { parent: this };
    const replication = this.prepareReplication(name, args);
    const create = (logicalName: string, settings: ReplicationInstanceSettings, key: string) =>
      new ReplicationInstance(
        logicalName,
        { ...replication, purpose: instancePurpose(key), settings, guard: guardOf(key, args) },
        child,
      );
    const shared = create(name, args.replicationInstance, defaultInstance);
    const instances = {
      [defaultInstance]: shared,
      ...mapValues(args.replicationInstances, (settings, key) =>
        create(`${name}-${key}`, settings, key),
      ),
    };
    const sources = createSources(name, args, child);
    const target = createTarget(name, args, child);
    const wayBack = createWayBack(name, args, child);
    const replications = createReplications(
      name,
      { ...replication, migrations: args.migrations, instances, sources, target, wayBack },
      child,
    );
    const { enabled, retentionDays } = args.assessments;
    const assessments = enabled
      ? new Assessments(`${name}-assessments`, { ...args, retentionDays }, child)
      : undefined;
    return { replication, shared, instances, sources, target, wayBack, replications, assessments };
  }

  /** Creates the resources that all replications share. */
  private prepareReplication(name: string, args: DmsArgs): ReplicationArgs {
    const child = { parent: this };
    const serviceRoleAttachments =
      args.serviceRoles === "create" ? createServiceRoles(name, args, child) : [];
    const { subnetGroupId, securityGroupId } = new ReplicationNetwork(
      name,
      {
        ...args,
        sourcePeers: sourcePeers(args),
        dnsNameServers: nameServersOf(args),
        serviceRoleAttachments,
      },
      child,
    );
    return { ...args, subnetGroupId, securityGroupId, serviceRoleAttachments };
  }
}

/** Protection of an instance, by the phases of the migrations on it. */
function guardOf(key: string, { migrations, phase, protection }: DmsArgs) {
  const sharing = Object.values(migrations)
    .filter(
      ({ replicationInstance: on = defaultInstance, serverless }) => !serverless && on === key,
    )
    .map((migration): Phase | undefined => migration.phase);
  const shared = sharedProtection(sharing.length > 0 ? sharing : [phase]);
  return protectionIn(shared, protection);
}

/** All connections by what their secrets open. */
function purposes(
  sources: Readonly<Record<string, Connection>>,
  target: Connection,
  wayBack: WayBack | undefined,
): Record<string, Connection> {
  const named = (prefix: string, connections: Readonly<Record<string, Connection>>) =>
    Object.entries(connections).map(([name, it]) => [`${prefix}-${name}`, it] as const);
  return Object.fromEntries([
    ...named("source", sources),
    ["target", target],
    ...(wayBack ? [["back", wayBack.aurora] as const, ...named("back", wayBack.sources)] : []),
  ]);
}

/** Something of each replication, by direction and migration. */
function byLeg<T extends Replications["tasks" | "serverless"][string], Value>(
  declared: Readonly<Record<string, T>>,
  take: (it: T) => Value,
): Record<Leg, Record<string, Value>> {
  const of = (leg: Leg) =>
    Object.fromEntries(
      Object.values(declared)
        .filter((it) => it.leg === leg)
        .map((it) => [it.migrationName, take(it)]),
    );
  return { forward: of("forward"), back: of("back"), again: of("again") };
}

function nameServersOf(args: DmsArgs): string[] {
  const instances = [args.replicationInstance, ...Object.values(args.replicationInstances)];
  return instances.flatMap(({ dnsNameServers = [] }) => dnsNameServers);
}
