import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { CommonArgs } from "../common";
import { SecurityGroup } from "../security-group";
import { createLogGroups, exportedLogs } from "./cluster-logs";
import { createInstances, type InstanceShape } from "./instances";
import { createReaderScaling } from "./reader-scaling";
import { createParameterGroups, type ParameterSettings } from "./parameter-groups";

/** Arguments of {@link Database}. Those that decide how many resources exist are plain values. */
export interface DatabaseArgs extends CommonArgs, InstanceShape, ParameterSettings {
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets, one per availability zone. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Availability zones; instances are spread over them in this order. */
  readonly zones: string[];
  /** Aurora MySQL version, such as `8.0.mysql_aurora.3.10.0`. */
  readonly engineVersion: string;
  /** TCP port of the cluster. */
  readonly port: number;
  /** Name of the administrator, whose password RDS makes and rotates. */
  readonly adminUsername: string;
  /** Daily backup window in UTC (`hh:mm-hh:mm`) and days that backups are kept. */
  readonly backup: { readonly window: string; readonly retentionDays: number };
  /** Weekly maintenance window in UTC, `ddd:hh:mm-ddd:hh:mm`. */
  readonly maintenanceWindow: string;
  /** Days that exported logs are kept. */
  readonly logRetentionDays: number;
  /** Days that Performance Insights keeps its data. */
  readonly performanceInsightsRetentionDays: number;
  /** Seconds between enhanced monitoring samples. */
  readonly monitoringIntervalSeconds: number;
  /** KMS key of storage, Performance Insights and the administrator's secret. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** An encrypted Aurora MySQL cluster over several availability zones, the target of the migration. */
export class Database extends pulumi.ComponentResource {
  /** The shape of the instances, as it is configured: one of the two. */
  readonly instances: InstanceShape["instances"];
  readonly serverless: InstanceShape["serverless"];
  readonly clusterIdentifier: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  readonly instanceIdentifiers: pulumi.Output<string>[];
  /** How many readers the load may lead to; undefined when it leads to none. */
  readonly readers: { readonly least: string; readonly most: string } | undefined;
  /** What the parameters are set for, as it is configured. */
  readonly parameterPreset: ParameterSettings["parameterPreset"];
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
    const physical = physicalName(args.environment, "aurora");
    const tags = { Name: physical, ...args.tags };

    const group = new SecurityGroup(
      name,
      {
        groupName: physical,
        description: "Aurora MySQL cluster",
        vpcId: args.vpcId,
        egress: "none",
        tags: args.tags,
      },
      { parent: this },
    );
    const parameterGroups = createParameterGroups(
      name,
      physical,
      { ...args, tags },
      { parent: this },
    );
    const cluster = this.createCluster(name, physical, args, {
      securityGroupId: group.id,
      parameterGroupName: parameterGroups.cluster.name,
      tags,
    });
    const instances = createInstances(
      name,
      { ...args, clusterId: cluster.id, parameterGroupName: parameterGroups.instance.name },
      { parent: this },
    );

    this.readers = this.scaleReaders(name, args, cluster.clusterIdentifier, instances);
    this.instances = args.instances;
    this.serverless = args.serverless;
    this.clusterIdentifier = cluster.clusterIdentifier;
    this.clusterArn = cluster.arn;
    this.instanceIdentifiers = instances.map((instance) => instance.identifier);
    this.parameterPreset = args.parameterPreset;
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

  private scaleReaders(
    name: string,
    args: DatabaseArgs,
    clusterIdentifier: pulumi.Output<string>,
    instances: aws.rds.ClusterInstance[],
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

  private createCluster(
    name: string,
    physical: string,
    args: DatabaseArgs,
    made: {
      securityGroupId: pulumi.Output<string>;
      parameterGroupName: pulumi.Output<string>;
      tags: Record<string, string>;
    },
  ): aws.rds.Cluster {
    const subnetGroup = new aws.rds.SubnetGroup(
      name,
      {
        name: physical,
        description: "Isolated database subnets",
        subnetIds: args.subnetIds,
        tags: made.tags,
      },
      { parent: this },
    );
    const logGroups = createLogGroups(name, physical, args, { parent: this });
    const { protection } = args;
    return new aws.rds.Cluster(
      name,
      {
        clusterIdentifier: physical,
        engine: "aurora-mysql",
        engineMode: "provisioned",
        engineVersion: args.engineVersion,
        port: args.port,
        masterUsername: args.adminUsername,
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: args.dataKeyArn,
        iamDatabaseAuthenticationEnabled: true,
        storageEncrypted: true,
        kmsKeyId: args.dataKeyArn,
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [made.securityGroupId],
        dbClusterParameterGroupName: made.parameterGroupName,
        enabledCloudwatchLogsExports: exportedLogs,
        preferredBackupWindow: args.backup.window,
        backupRetentionPeriod: args.backup.retentionDays,
        preferredMaintenanceWindow: args.maintenanceWindow,
        copyTagsToSnapshot: true,
        deletionProtection: protection.deletionProtection,
        skipFinalSnapshot: protection.skipFinalSnapshot,
        ...(protection.skipFinalSnapshot
          ? {}
          : { finalSnapshotIdentifier: physicalName(args.environment, "aurora-final") }),
        ...(args.serverless
          ? {
              serverlessv2ScalingConfiguration: {
                minCapacity: args.serverless.minCapacity,
                maxCapacity: args.serverless.maxCapacity,
              },
            }
          : {}),
        tags: made.tags,
      },
      { parent: this, dependsOn: logGroups, ...protection.resourceOptions },
    );
  }
}

function administratorSecret(secrets: { secretArn: string }[]): string {
  const secret = secrets[0];
  if (!secret) throw new Error("RDS has not made a secret for the cluster's administrator");
  return secret.secretArn;
}
