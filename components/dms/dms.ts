import * as pulumi from "@pulumi/pulumi";
import {
  sourceEndpointSettings,
  type SourceSettings,
  targetEndpointSettings,
  type TargetSettings,
} from "../../lib/dms-endpoint-settings";
import { taskIdentifier } from "../../lib/dms-names";
import { mapValues } from "../../lib/map-values";
import { rdsRootCertificates } from "../../lib/rds-certificates";
import type { CommonArgs } from "../common";
import { createConnection, type Connection, type DmsUser, type Rotation } from "./connection";
import type { DmsNetwork } from "./network";
import { ReplicationInstance, type ReplicationInstanceSettings } from "./replication-instance";
import { createReplicationTask, type Migration } from "./replication-task";
import { createServiceRoles } from "./service-roles";

/** A MySQL server on premises, and the user that DMS reads with. */
export interface Source extends DmsUser, SourceSettings {
  readonly host: string;
  readonly port: number;
  /** IPv4 ranges that the server answers from. Default: `onPremisesCidrs`. */
  readonly cidrs?: readonly string[] | undefined;
  /** The CA certificates that may have signed the server's, in PEM. */
  readonly caCertificate: string;
  /** Secret of a user that may change passwords; for rotation by `alternatingUsers`. */
  readonly superuserSecretArn?: string | undefined;
}

/** Arguments of {@link Dms}. Those that decide how many resources exist are plain values. */
export interface DmsArgs extends CommonArgs {
  readonly network: DmsNetwork;
  /** The networks at the other end of the VPN; may be empty. */
  readonly onPremisesCidrs: readonly string[];
  /** The Aurora cluster: its writer, its security group, and the secret of its administrator. */
  readonly target: {
    readonly host: pulumi.Input<string>;
    readonly port: number;
    readonly securityGroupId: pulumi.Input<string>;
    readonly adminSecretArn: pulumi.Input<string>;
  };
  /** Whether this stack makes the account's DMS service roles, or finds them there. */
  readonly serviceRoles: "create" | "existing";
  /** Version of the DMS engine, such as `3.6.1`. */
  readonly engineVersion: string;
  readonly replicationInstance: ReplicationInstanceSettings;
  /** Days that the logs of tasks and rotations are kept. */
  readonly logRetentionDays: number;
  /** The servers to migrate from, by name. Migrations of one server share its secret and endpoint. */
  readonly sources: Readonly<Record<string, Source>>;
  /** The user that DMS writes with, and how it writes. */
  readonly targetUser: DmsUser & TargetSettings;
  /** The migrations by name. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** How, and every how many days, the passwords change. */
  readonly rotation: Rotation;
  /** KMS key of the replication storage, the endpoints and the secrets. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/**
 * Replication from MySQL servers on premises to Aurora: one replication instance, an endpoint with a
 * rotated secret of its own for each server and for Aurora, and a stopped task per migration.
 */
export class Dms extends pulumi.ComponentResource {
  /** The replication instance as it is configured. */
  readonly replicationInstance: ReplicationInstanceSettings;
  readonly replicationInstanceArn: pulumi.Output<string>;
  readonly replicationInstanceId: pulumi.Output<string>;
  /** By source. */
  readonly sourceEndpointArns: Record<string, pulumi.Output<string>>;
  readonly targetEndpointArn: pulumi.Output<string>;
  /** By source. */
  readonly sourceSecretArns: Record<string, pulumi.Output<string>>;
  readonly targetSecretArn: pulumi.Output<string>;
  /** Functions that rotate these secrets, `source-<source>` and `target`. Given secrets have none. */
  readonly rotationFunctionNames: Record<string, string>;
  /** By migration. */
  readonly taskArns: Record<string, pulumi.Output<string>>;
  /** By migration: the task's name, which DMS events know it by. */
  readonly taskIds: Record<string, pulumi.Output<string>>;
  /** By migration: the last part of the task's ARN, which CloudWatch metrics know it by. */
  readonly taskIdentifiers: Record<string, string>;
  /** The log group of all tasks. */
  readonly logGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly subnetGroupId: pulumi.Output<string>;

  constructor(name: string, args: DmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:Dms", name, {}, opts);
    const instance = this.createReplicationInstance(name, args);
    const sources = this.createSources(name, args);
    const target = this.createTarget(name, args);
    const tasks = mapValues(args.migrations, (migration, migrationName) =>
      createReplicationTask(
        `${name}-${migrationName}`,
        {
          ...args,
          migrationName,
          migration,
          replicationInstanceArn: instance.instanceArn,
          sourceEndpointArn: sourceOf(migrationName, migration, sources).endpointArn,
          targetEndpointArn: target.endpointArn,
        },
        { parent: this },
      ),
    );

    this.replicationInstance = args.replicationInstance;
    this.replicationInstanceArn = instance.instanceArn;
    this.replicationInstanceId = instance.instanceId;
    this.sourceEndpointArns = mapValues(sources, ({ endpointArn }) => endpointArn);
    this.targetEndpointArn = target.endpointArn;
    this.sourceSecretArns = mapValues(sources, ({ secretArn }) => secretArn);
    this.targetSecretArn = target.secretArn;
    this.rotationFunctionNames = rotationFunctionNames(sources, target);
    this.taskArns = mapValues(tasks, ({ replicationTaskArn }) => replicationTaskArn);
    this.taskIds = mapValues(tasks, ({ replicationTaskId }) => replicationTaskId);
    this.taskIdentifiers = mapValues(args.migrations, (_, migrationName) =>
      taskIdentifier(args.environment, migrationName),
    );
    this.logGroupName = instance.logGroupName;
    this.securityGroupId = instance.securityGroupId;
    this.subnetGroupId = instance.subnetGroupId;
    this.registerOutputs({
      replicationInstanceArn: this.replicationInstanceArn,
      replicationInstanceId: this.replicationInstanceId,
      sourceEndpointArns: this.sourceEndpointArns,
      targetEndpointArn: this.targetEndpointArn,
      sourceSecretArns: this.sourceSecretArns,
      targetSecretArn: this.targetSecretArn,
      taskArns: this.taskArns,
      taskIdentifiers: this.taskIdentifiers,
      logGroupName: this.logGroupName,
      securityGroupId: this.securityGroupId,
      subnetGroupId: this.subnetGroupId,
    });
  }

  private createReplicationInstance(name: string, args: DmsArgs): ReplicationInstance {
    const child = { parent: this };
    return new ReplicationInstance(
      name,
      {
        ...args,
        settings: args.replicationInstance,
        sourcePeers: Object.values(args.sources).flatMap((source) =>
          cidrsOf(source, args).map((cidr) => ({ cidr, port: source.port })),
        ),
        serviceRoleAttachments:
          args.serviceRoles === "create" ? createServiceRoles(name, args, child) : [],
      },
      child,
    );
  }

  private createSources(name: string, args: DmsArgs): Record<string, Connection> {
    return mapValues(args.sources, (source, sourceName) =>
      createConnection(
        `${name}-source-${sourceName}`,
        {
          ...args,
          purpose: `source-${sourceName}`,
          endpointType: "source",
          settings: sourceEndpointSettings(source),
          user: source,
          server: { host: source.host, port: source.port, cidrs: cidrsOf(source, args) },
          caCertificates: source.caCertificate,
          superuserSecretArn: source.superuserSecretArn,
        },
        { parent: this },
      ),
    );
  }

  private createTarget(name: string, args: DmsArgs): Connection {
    return createConnection(
      `${name}-target`,
      {
        ...args,
        purpose: "target",
        endpointType: "target",
        settings: targetEndpointSettings(args.targetUser),
        user: args.targetUser,
        server: args.target,
        caCertificates: rdsRootCertificates(args.region),
        superuserSecretArn: args.target.adminSecretArn,
      },
      { parent: this },
    );
  }
}

function cidrsOf(source: Source, args: DmsArgs): readonly string[] {
  return source.cidrs ?? args.onPremisesCidrs;
}

function rotationFunctionNames(
  sources: Record<string, Connection>,
  target: Connection,
): Record<string, string> {
  const connections = [
    ...Object.entries(sources).map(([name, source]) => [`source-${name}`, source] as const),
    ["target", target] as const,
  ];
  return Object.fromEntries(
    connections.flatMap(([purpose, { rotationFunctionName }]) =>
      rotationFunctionName === undefined ? [] : [[purpose, rotationFunctionName]],
    ),
  );
}

function sourceOf<T>(
  migrationName: string,
  { source }: Migration,
  sources: Readonly<Record<string, T>>,
): T {
  const found = sources[source];
  if (found === undefined) {
    throw new Error(
      `The migration ${migrationName} names the source "${source}"; the sources are ${Object.keys(sources).join(", ")}`,
    );
  }
  return found;
}
