import { type Thing } from "../compare";
import { declaredThing, forEachId, type Inventory } from "../inventory";
import { type DeclaredResources } from "../resources";
import { at, camelCased, listAt, type Mapping, pick, textAt, textsAt } from "../values";
import { rdsTags, rdsThing } from "./rds-answers";

const clusterType = "aws:rds/cluster:Cluster";
const instanceType = "aws:rds/clusterInstance:ClusterInstance";
const subnetGroupType = "aws:rds/subnetGroup:SubnetGroup";
const subscriptionType = "aws:rds/eventSubscription:EventSubscription";
const scalingType = "aws:appautoscaling/target:Target";
const topicType = "aws:sns/topic:Topic";

const noInsights = "the emulator has no Performance Insights and no Database Insights";

const clusterValues: Mapping = {
  clusterIdentifier: "DBClusterIdentifier",
  backupRetentionPeriod: "BackupRetentionPeriod",
  backtrackWindow: "BacktrackWindow",
  copyTagsToSnapshot: "CopyTagsToSnapshot",
  databaseInsightsMode: "DatabaseInsightsMode",
  dbClusterParameterGroupName: "DBClusterParameterGroup",
  dbSubnetGroupName: "DBSubnetGroup",
  deletionProtection: "DeletionProtection",
  enabledCloudwatchLogsExports: "EnabledCloudwatchLogsExports",
  enableHttpEndpoint: "HttpEndpointEnabled",
  engine: "Engine",
  engineLifecycleSupport: "EngineLifecycleSupport",
  engineMode: "EngineMode",
  engineVersion: "EngineVersion",
  iamDatabaseAuthenticationEnabled: "IAMDatabaseAuthenticationEnabled",
  iamRoles: "AssociatedRoles[].RoleArn",
  kmsKeyId: "KmsKeyId",
  masterUserSecretKmsKeyId: "MasterUserSecret.KmsKeyId",
  masterUsername: "MasterUsername",
  performanceInsightsEnabled: "PerformanceInsightsEnabled",
  performanceInsightsKmsKeyId: "PerformanceInsightsKMSKeyId",
  performanceInsightsRetentionPeriod: "PerformanceInsightsRetentionPeriod",
  port: "Port",
  preferredBackupWindow: "PreferredBackupWindow",
  preferredMaintenanceWindow: "PreferredMaintenanceWindow",
  serverlessv2ScalingConfiguration: (it) => camelCased(at(it, "ServerlessV2ScalingConfiguration")),
  storageEncrypted: "StorageEncrypted",
  storageType: "StorageType",
  vpcSecurityGroupIds: "VpcSecurityGroups[].VpcSecurityGroupId",
  manageMasterUserPassword: (it) => textAt(it, "MasterUserSecret.SecretArn") !== "",
};

/** Readers that Application Auto Scaling adds by the load, which no program declares. */
const scaledReader = /^application-autoscaling-/;

const clusters: Inventory = {
  name: "the Aurora cluster, and the instances that are in it",
  types: [clusterType],
  defaults: {
    storageType: "aurora",
    backtrackWindow: 0,
    enableHttpEndpoint: false,
    engineMode: "provisioned",
  },
  hidden: {
    skipFinalSnapshot: "it matters when the cluster is deleted only",
    finalSnapshotIdentifier: "it matters when the cluster is deleted only",
    availabilityZones: "Aurora always keeps its data in three zones",
    clusterMembers: "the instances are compared as such",
    allowMajorVersionUpgrade: "it matters when the cluster is changed only",
    applyImmediately: "it matters when the cluster is changed only",
    clusterResourceId: "AWS makes it",
  },
  emulatorHides: {
    databaseInsightsMode: noInsights,
    performanceInsightsEnabled: noInsights,
    performanceInsightsKmsKeyId: noInsights,
    performanceInsightsRetentionPeriod: noInsights,
    engineLifecycleSupport: "the emulator does not keep a cluster's life cycle support",
    storageType: "the emulator has storage of another type",
  },
  expected: (declared) =>
    declared
      .of(clusterType)
      .map((it) => declaredThing("Aurora cluster", it, { members: membersOf(declared, it.id) })),
  live: (ask) =>
    forEachId(ask, clusterType, async (id) => {
      const command = ["rds", "describe-db-clusters", "--db-cluster-identifier", id] as const;
      const scaled = ask.declared.has(scalingType);
      return (await ask.list("DBClusters", ...command)).map((it) =>
        rdsThing("Aurora cluster", textAt(it, "DBClusterIdentifier"), it, {
          ...pick(it, clusterValues),
          storageType: at(it, "StorageType") ?? "aurora",
          members: textsAt(it, "DBClusterMembers[].DBInstanceIdentifier").filter(
            (member) => !scaled || !scaledReader.test(member),
          ),
        }),
      );
    }),
};

function membersOf(declared: DeclaredResources, cluster: string): readonly string[] {
  return declared
    .of(instanceType)
    .filter(({ inputs }) => inputs["clusterIdentifier"] === cluster)
    .map(({ id }) => id);
}

const instances: Inventory = {
  name: "the Aurora instances, each with its class, groups and monitoring",
  types: [instanceType],
  hidden: {
    applyImmediately: "it matters when the instance is changed only",
    preferredBackupWindow: "the cluster has it",
    copyTagsToSnapshot: "Aurora takes the cluster's",
  },
  emulatorHides: {
    performanceInsightsEnabled: noInsights,
    performanceInsightsKmsKeyId: noInsights,
    performanceInsightsRetentionPeriod: noInsights,
    caCertIdentifier: "the emulator has one certificate authority",
  },
  expected: (declared) =>
    declared.of(instanceType).map((it) => declaredThing("Aurora instance", it)),
  live: (ask) =>
    forEachId(ask, clusterType, async (id) => {
      const filter = `Name=db-cluster-id,Values=${id}`;
      const command = ["rds", "describe-db-instances", "--filters", filter] as const;
      const scaled = ask.declared.has(scalingType);
      return (await ask.list("DBInstances", ...command))
        .filter((it) => !scaled || !scaledReader.test(textAt(it, "DBInstanceIdentifier")))
        .map((it) =>
          rdsThing(
            "Aurora instance",
            textAt(it, "DBInstanceIdentifier"),
            it,
            pick(it, instanceValues),
          ),
        );
    }),
};

const instanceValues: Mapping = {
  identifier: "DBInstanceIdentifier",
  autoMinorVersionUpgrade: "AutoMinorVersionUpgrade",
  availabilityZone: "AvailabilityZone",
  caCertIdentifier: "CACertificateIdentifier",
  clusterIdentifier: "DBClusterIdentifier",
  dbParameterGroupName: (it) => textsAt(it, "DBParameterGroups[].DBParameterGroupName")[0],
  dbSubnetGroupName: () => undefined,
  engine: "Engine",
  engineVersion: "EngineVersion",
  instanceClass: "DBInstanceClass",
  monitoringInterval: "MonitoringInterval",
  monitoringRoleArn: "MonitoringRoleArn",
  performanceInsightsEnabled: "PerformanceInsightsEnabled",
  performanceInsightsKmsKeyId: "PerformanceInsightsKMSKeyId",
  performanceInsightsRetentionPeriod: "PerformanceInsightsRetentionPeriod",
  preferredMaintenanceWindow: "PreferredMaintenanceWindow",
  promotionTier: "PromotionTier",
  publiclyAccessible: "PubliclyAccessible",
};

const subnetGroups: Inventory = {
  name: "the subnet group of Aurora",
  types: [subnetGroupType],
  expected: (declared) =>
    declared.of(subnetGroupType).map((it) => declaredThing("DB subnet group", it)),
  live: (ask) =>
    forEachId(ask, subnetGroupType, async (id) => {
      const command = ["rds", "describe-db-subnet-groups", "--db-subnet-group-name", id] as const;
      const found = await ask.list("DBSubnetGroups", ...command);
      const [first] = found;
      const tagged =
        first === undefined ? undefined : await rdsTags(ask, textAt(first, "DBSubnetGroupArn"));
      return found.map((it) =>
        rdsThing("DB subnet group", textAt(it, "DBSubnetGroupName"), tagged, {
          name: at(it, "DBSubnetGroupName"),
          description: at(it, "DBSubnetGroupDescription"),
          subnetIds: at(it, "Subnets[].SubnetIdentifier"),
        }),
      );
    }),
};

const subscriptions: Inventory = {
  name: "the event subscriptions of RDS to the topic",
  types: [subscriptionType],
  expected: (declared) =>
    declared.of(subscriptionType).map((it) => declaredThing("RDS event subscription", it)),
  hidden: { tagsAll: "AWS shows tags with another command for each; they grant no access" },
  live: async (ask) => {
    const ids = ask.declared.ids(subscriptionType);
    const topics = ask.declared.ids(topicType);
    const command = ["rds", "describe-event-subscriptions"] as const;
    return (await ask.list("EventSubscriptionsList", ...command))
      .filter(
        (it) =>
          ids.includes(textAt(it, "CustSubscriptionId")) ||
          topics.includes(textAt(it, "SnsTopicArn")),
      )
      .map((it) => {
        const id = textAt(it, "CustSubscriptionId");
        const values = pick(it, {
          name: "CustSubscriptionId",
          snsTopic: "SnsTopicArn",
          sourceType: "SourceType",
          sourceIds: "SourceIdsList",
          eventCategories: "EventCategoriesList",
          enabled: "Enabled",
        });
        return { id, label: `RDS event subscription ${id}`, values };
      });
  },
};

const snapshots: Inventory = {
  name: "snapshots of the cluster that no other account may restore",
  types: [clusterType],
  expected: () => [],
  live: (ask) =>
    forEachId(ask, clusterType, async (id) => {
      const which = ["--db-cluster-identifier", id, "--snapshot-type", "manual"] as const;
      const command = ["rds", "describe-db-cluster-snapshots", ...which] as const;
      const found = await ask.list("DBClusterSnapshots", ...command);
      const shared = found.map(async (it): Promise<Thing[]> => {
        const name = textAt(it, "DBClusterSnapshotIdentifier");
        const option = ["--db-cluster-snapshot-identifier", name] as const;
        const result = "DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes";
        const attributes = await ask.list(
          result,
          "rds",
          "describe-db-cluster-snapshot-attributes",
          ...option,
        );
        const accounts = attributes
          .filter((attribute) => textAt(attribute, "AttributeName") === "restore")
          .flatMap((attribute) => textsAt(attribute, "AttributeValues"));
        return accounts.length === 0
          ? []
          : [rdsThing("snapshot shared with others", name, it, { accounts })];
      });
      return (await Promise.all(shared)).flat();
    }),
};

const endpoints: Inventory = {
  name: "no endpoint of the cluster that somebody added",
  types: [clusterType],
  expected: () => [],
  notInEmulator: "the emulator has no endpoints of a cluster's own",
  live: (ask) =>
    forEachId(ask, clusterType, async (id) => {
      const command = [
        "rds",
        "describe-db-cluster-endpoints",
        "--db-cluster-identifier",
        id,
      ] as const;
      return listAt({ all: await ask.list("DBClusterEndpoints", ...command) }, "all")
        .filter((it) => textAt(it, "EndpointType") === "CUSTOM")
        .map((it) => {
          const name = textAt(it, "DBClusterEndpointIdentifier");
          return { id: name, label: `cluster endpoint ${name}`, values: { of: id } };
        });
    }),
};

export const rdsInventories = [
  clusters,
  instances,
  subnetGroups,
  subscriptions,
  snapshots,
  endpoints,
];
