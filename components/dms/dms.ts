import * as pulumi from "@pulumi/pulumi";
import { defaultInstance, instancePurpose, taskIdentifier } from "../../lib/dms-names";
import { mapValues } from "../../lib/map-values";
import type { DmsSettings, ReplicationInstanceSettings } from "../../lib/settings/dms";
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
import { createReplications } from "./replications";
import { createServiceRoles, existingServiceRoles } from "./service-roles";

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
  /** Functions that rotate these secrets, `source-<source>` and `target`. Given secrets have none. */
  readonly rotationFunctionNames: Record<string, string>;
  /** By migration that has a task. */
  readonly taskArns: Record<string, pulumi.Output<string>>;
  /** By migration: the task's name, which DMS events know it by. */
  readonly taskIds: Record<string, pulumi.Output<string>>;
  /** By migration: the last part of the task's ARN, which CloudWatch metrics know it by. */
  readonly taskIdentifiers: Record<string, string>;
  /** By migration: the name of its task's replication instance. */
  readonly taskInstances: Record<string, string>;
  /** By migration: the name of its source. */
  readonly migrationSources: Record<string, string>;
  /** By source: hours that it keeps its binary log. */
  readonly binlogRetentionHours: Record<string, number>;
  /** By migration that runs serverless. */
  readonly replicationConfigArns: Record<string, pulumi.Output<string>>;
  /** By migration that runs serverless. */
  readonly serverlessLogGroupNames: Record<string, pulumi.Output<string>>;
  /** Where premigration assessments go, and through which role; absent when they are not wanted. */
  readonly assessments: Assessments | undefined;
  readonly securityGroupId: pulumi.Output<string>;
  readonly subnetGroupId: pulumi.Output<string>;

  constructor(name: string, args: DmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:Dms", name, existingServiceRoles(args), opts);
    const { replication, shared, instances, sources, target, replications, assessments } =
      this.createParts(name, args);
    const { tasks, taskInstances, serverless } = replications;
    this.assessments = assessments;
    this.replicationInstanceArn = shared.instanceArn;
    this.logGroupName = shared.logGroupName;
    this.replicationInstances = instances;
    this.sourceEndpointArns = mapValues(sources, ({ endpointArn }) => endpointArn);
    this.targetEndpointArn = target.endpointArn;
    this.sourceSecretArns = mapValues(sources, ({ secretArn }) => secretArn);
    this.targetSecretArn = target.secretArn;
    this.rotationFunctionNames = rotationFunctionNames(sources, target);
    this.taskArns = mapValues(tasks, ({ replicationTaskArn }) => replicationTaskArn);
    this.taskIds = mapValues(tasks, ({ replicationTaskId }) => replicationTaskId);
    this.taskIdentifiers = mapValues(tasks, (_, migrationName) =>
      taskIdentifier(args.environment, migrationName),
    );
    this.taskInstances = taskInstances;
    this.migrationSources = mapValues(args.migrations, ({ source }) => source);
    this.binlogRetentionHours = mapValues(args.sources, (source) => source.binlogRetentionHours);
    this.replicationConfigArns = mapValues(serverless, ({ arn }) => arn);
    this.serverlessLogGroupNames = mapValues(serverless, ({ logGroupName }) => logGroupName);
    this.securityGroupId = pulumi.output(replication.securityGroupId);
    this.subnetGroupId = pulumi.output(replication.subnetGroupId);
    this.registerOutputs({
      replicationInstanceArn: this.replicationInstanceArn,
      sourceEndpointArns: this.sourceEndpointArns,
      targetEndpointArn: this.targetEndpointArn,
      sourceSecretArns: this.sourceSecretArns,
      targetSecretArn: this.targetSecretArn,
      taskArns: this.taskArns,
      taskIdentifiers: this.taskIdentifiers,
      replicationConfigArns: this.replicationConfigArns,
      logGroupName: this.logGroupName,
      securityGroupId: this.securityGroupId,
      subnetGroupId: this.subnetGroupId,
    });
  }

  /** What replicates, what it replicates between, and the migrations themselves. */
  private createParts(name: string, args: DmsArgs) {
    const child = { parent: this };
    const replication = this.prepareReplication(name, args);
    const shared = this.createReplicationInstance(name, args.replicationInstance, replication);
    const instances = {
      [defaultInstance]: shared,
      ...mapValues(args.replicationInstances, (settings, key) =>
        this.createReplicationInstance(`${name}-${key}`, settings, replication, key),
      ),
    };
    const sources = createSources(name, args, child);
    const target = createTarget(name, args, child);
    const replications = createReplications(
      name,
      { ...replication, migrations: args.migrations, instances, sources, target },
      child,
    );
    const { enabled, retentionDays } = args.assessments;
    const assessments = enabled
      ? new Assessments(`${name}-assessments`, { ...args, retentionDays }, child)
      : undefined;
    return { replication, shared, instances, sources, target, replications, assessments };
  }

  /** What all that replicates has in common. */
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

  private createReplicationInstance(
    name: string,
    settings: ReplicationInstanceSettings,
    replication: ReplicationArgs,
    key = defaultInstance,
  ): ReplicationInstance {
    return new ReplicationInstance(
      name,
      { ...replication, purpose: instancePurpose(key), settings },
      { parent: this },
    );
  }
}

function nameServersOf(args: DmsArgs): string[] {
  const instances = [args.replicationInstance, ...Object.values(args.replicationInstances)];
  return instances.flatMap(({ dnsNameServers = [] }) => dnsNameServers);
}
