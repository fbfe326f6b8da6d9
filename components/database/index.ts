import type * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { DatabaseSettings } from "../../lib/settings/database";
import type { CommonArgs } from "../common";
import { SecurityGroup } from "../security-group";
import { BackupPlan } from "./backup-plan";
import { createCluster } from "./cluster";
import { createInstances } from "./instances";
import { createReaderScaling } from "./reader-scaling";
import { createParameterGroups } from "./parameter-groups";

export { databaseSettings } from "../../lib/settings/database";

/** Arguments of {@link Database}. Those that decide how many resources exist are plain values. */
export interface DatabaseArgs extends CommonArgs, DatabaseSettings {
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets, one per availability zone. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Availability zones; instances are spread over them in this order. */
  readonly zones: string[];
  /** KMS key of storage, backups, Performance Insights and the administrator's secret. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** An encrypted Aurora MySQL cluster over several availability zones, the target of the migration. */
export class Database extends pulumi.ComponentResource {
  /** The shape of the instances, as it is configured: one of the two. */
  readonly instances: DatabaseSettings["instances"];
  readonly serverless: DatabaseSettings["serverless"];
  readonly clusterIdentifier: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  readonly instanceIdentifiers: pulumi.Output<string>[];
  /** How many readers the load may lead to; undefined when it leads to none. */
  readonly readers: { readonly least: string; readonly most: string } | undefined;
  /** Undefined when AWS Backup keeps no backups of the cluster. */
  readonly backupPlan: BackupPlan | undefined;
  /** The configured purpose of the parameters. */
  readonly parameterPreset: DatabaseSettings["parameterPreset"];
  /** Parameters that the configuration overrides. */
  readonly parameters: DatabaseSettings["parameters"];
  /** Names of the cluster's and the instances' parameter groups. */
  readonly parameterGroupNames: {
    readonly cluster: pulumi.Output<string>;
    readonly instance: pulumi.Output<string>;
  };
  /** DNS name of the writer. */
  readonly endpoint: pulumi.Output<string>;
  /** DNS name that spreads over the readers. */
  readonly readerEndpoint: pulumi.Output<string>;
  readonly port: number;
  /** The administrator's secret, made and rotated by RDS: user name and password only. */
  readonly adminSecretArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:database:Database", name, {}, opts);
    const { group, parameterGroups, cluster, instances } = this.createParts(name, args);
    this.backupPlan = this.createBackupPlan(name, args, cluster.arn);
    this.readers = this.scaleReaders(name, args, cluster.clusterIdentifier, instances);
    this.instances = args.instances;
    this.serverless = args.serverless;
    this.clusterIdentifier = cluster.clusterIdentifier;
    this.clusterArn = cluster.arn;
    this.instanceIdentifiers = instances.map((instance) => instance.identifier);
    this.parameterPreset = args.parameterPreset;
    this.parameters = args.parameters;
    this.parameterGroupNames = {
      cluster: parameterGroups.cluster.name,
      instance: parameterGroups.instance.name,
    };
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.port = args.port;
    this.adminSecretArn = cluster.masterUserSecrets.apply(administratorSecret);
    this.securityGroupId = group.id;
    this.registerOutputs({
      clusterIdentifier: this.clusterIdentifier,
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      adminSecretArn: this.adminSecretArn,
      securityGroupId: this.securityGroupId,
    });
  }

  /** The cluster with its instances, its parameters and its group. */
  private createParts(name: string, args: DatabaseArgs) {
    const child = { parent: this };
    const physical = physicalName(args.environment, "aurora");
    const tags = { Name: physical, ...args.tags };
    const group = this.createSecurityGroup(name, physical, args);
    const parameterGroups = createParameterGroups(name, physical, { ...args, tags }, child);
    const cluster = createCluster(
      name,
      args,
      {
        physical,
        securityGroupId: group.id,
        parameterGroupName: parameterGroups.cluster.name,
        tags,
      },
      child,
    );
    const instances = createInstances(
      name,
      { ...args, clusterId: cluster.id, parameterGroupName: parameterGroups.instance.name },
      child,
    );
    return { group, parameterGroups, cluster, instances };
  }

  /** The group that clients are let into; the database itself connects to nothing. */
  private createSecurityGroup(name: string, groupName: string, args: DatabaseArgs): SecurityGroup {
    return new SecurityGroup(
      name,
      {
        groupName,
        description: "Aurora MySQL cluster",
        vpcId: args.vpcId,
        egress: "none",
        tags: args.tags,
      },
      { parent: this },
    );
  }

  private createBackupPlan(
    name: string,
    args: DatabaseArgs,
    clusterArn: pulumi.Output<string>,
  ): BackupPlan | undefined {
    const { vault } = args.backup;
    return (
      vault && new BackupPlan(`${name}-backup`, { ...args, vault, clusterArn }, { parent: this })
    );
  }

  private scaleReaders(
    name: string,
    args: DatabaseArgs,
    clusterIdentifier: pulumi.Output<string>,
    instances: rds.ClusterInstance[],
  ) {
    const scaling = args.instances?.readerScaling;
    if (!scaling) return undefined;
    createReaderScaling(
      name,
      { ...args, clusterIdentifier, scaling },
      { parent: this, dependsOn: instances },
    );
    return { least: String(scaling.minReaders), most: String(scaling.maxReaders) };
  }
}

function administratorSecret(secrets: { secretArn: string }[]): string {
  const secret = secrets[0];
  if (!secret) throw new Error("RDS has not made a secret for the cluster's administrator");
  return secret.secretArn;
}
