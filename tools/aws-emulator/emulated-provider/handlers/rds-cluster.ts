import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { changedSettings } from "../changed-settings";
import { resource, type Inputs, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";
import { rdsTagging } from "./rds-tags";

type ClusterInputs = Inputs<aws.rds.ClusterArgs>;

/** Settings that RDS takes in creation and modification alike. */
function clusterSettings(inputs: Partial<ClusterInputs>) {
  const scaling = inputs.serverlessv2ScalingConfiguration;
  return {
    EngineVersion: inputs.engineVersion,
    Port: inputs.port,
    VpcSecurityGroupIds: inputs.vpcSecurityGroupIds,
    DBClusterParameterGroupName: inputs.dbClusterParameterGroupName,
    BackupRetentionPeriod: inputs.backupRetentionPeriod,
    PreferredBackupWindow: inputs.preferredBackupWindow,
    PreferredMaintenanceWindow: inputs.preferredMaintenanceWindow,
    CopyTagsToSnapshot: inputs.copyTagsToSnapshot,
    DeletionProtection: inputs.deletionProtection,
    EnableIAMDatabaseAuthentication: inputs.iamDatabaseAuthenticationEnabled,
    ManageMasterUserPassword: inputs.manageMasterUserPassword,
    MasterUserSecretKmsKeyId: inputs.masterUserSecretKmsKeyId,
    DatabaseInsightsMode: inputs.databaseInsightsMode as "standard" | undefined,
    EnablePerformanceInsights: inputs.performanceInsightsEnabled,
    PerformanceInsightsKMSKeyId: inputs.performanceInsightsKmsKeyId,
    PerformanceInsightsRetentionPeriod: inputs.performanceInsightsRetentionPeriod,
    ServerlessV2ScalingConfiguration: scaling && {
      MinCapacity: scaling.minCapacity,
      MaxCapacity: scaling.maxCapacity,
    },
  };
}

/** Properties that only the creation of a cluster can set, however the cluster is created. */
function placement(inputs: ClusterInputs) {
  return {
    DBClusterIdentifier: inputs.clusterIdentifier,
    DBSubnetGroupName: inputs.dbSubnetGroupName,
    KmsKeyId: inputs.kmsKeyId,
    EnableCloudwatchLogsExports: inputs.enabledCloudwatchLogsExports,
    EngineLifecycleSupport: inputs.engineLifecycleSupport,
    Tags: tagList(inputs.tagsAll),
  };
}

function createEmpty(inputs: ClusterInputs, { rds }: Aws) {
  return rds.createDBCluster({
    ...clusterSettings(inputs),
    ...placement(inputs),
    Engine: inputs.engine,
    EngineMode: inputs.engineMode,
    DatabaseName: inputs.databaseName,
    MasterUsername: inputs.masterUsername,
    MasterUserPassword: inputs.masterPassword,
    StorageEncrypted: inputs.storageEncrypted,
  });
}

/** Restores take few settings; the others follow in a modification. */
async function restore(inputs: ClusterInputs, { rds }: Aws) {
  const from = inputs.restoreToPointInTime;
  const made = from
    ? await rds.restoreDBClusterToPointInTime({
        ...placement(inputs),
        DBClusterIdentifier: required(inputs.clusterIdentifier, "a cluster identifier"),
        SourceDBClusterIdentifier: from.sourceClusterIdentifier,
        RestoreType: from.restoreType,
        RestoreToTime: from.restoreToTime === undefined ? undefined : new Date(from.restoreToTime),
        UseLatestRestorableTime: from.useLatestRestorableTime,
      })
    : await rds.restoreDBClusterFromSnapshot({
        ...placement(inputs),
        DBClusterIdentifier: required(inputs.clusterIdentifier, "a cluster identifier"),
        SnapshotIdentifier: inputs.snapshotIdentifier,
        Engine: inputs.engine,
      });
  await rds.modifyDBCluster({
    ...clusterSettings(inputs),
    DBClusterIdentifier: inputs.clusterIdentifier,
    ApplyImmediately: true,
  });
  return made;
}

function clusterState(found: DBCluster) {
  const scaling = found.ServerlessV2ScalingConfiguration;
  return {
    arn: found.DBClusterArn,
    clusterIdentifier: found.DBClusterIdentifier,
    clusterResourceId: found.DbClusterResourceId,
    endpoint: found.Endpoint,
    readerEndpoint: found.ReaderEndpoint,
    hostedZoneId: found.HostedZoneId,
    port: found.Port,
    engine: found.Engine,
    engineMode: found.EngineMode,
    engineVersion: found.EngineVersion,
    engineVersionActual: found.EngineVersion,
    masterUsername: found.MasterUsername,
    ...secretState(found.MasterUserSecret),
    databaseName: found.DatabaseName,
    availabilityZones: found.AvailabilityZones,
    clusterMembers: found.DBClusterMembers?.map((member) => member.DBInstanceIdentifier ?? ""),
    dbSubnetGroupName: found.DBSubnetGroup,
    dbClusterParameterGroupName: found.DBClusterParameterGroup,
    vpcSecurityGroupIds: found.VpcSecurityGroups?.map((group) => group.VpcSecurityGroupId ?? ""),
    storageEncrypted: found.StorageEncrypted,
    kmsKeyId: found.KmsKeyId,
    iamDatabaseAuthenticationEnabled: found.IAMDatabaseAuthenticationEnabled,
    enabledCloudwatchLogsExports: found.EnabledCloudwatchLogsExports ?? [],
    backupRetentionPeriod: found.BackupRetentionPeriod,
    preferredBackupWindow: found.PreferredBackupWindow,
    preferredMaintenanceWindow: found.PreferredMaintenanceWindow,
    copyTagsToSnapshot: found.CopyTagsToSnapshot,
    deletionProtection: found.DeletionProtection,
    serverlessv2ScalingConfiguration: scaling && {
      minCapacity: scaling.MinCapacity ?? 0,
      maxCapacity: scaling.MaxCapacity ?? 0,
    },
    tagsAll: tagMap(found.TagList),
  };
}

function secretState(secret: DBCluster["MasterUserSecret"]) {
  const { SecretArn = "", SecretStatus = "", KmsKeyId } = secret ?? {};
  return {
    masterUserSecrets: secret && [
      { secretArn: SecretArn, secretStatus: SecretStatus, kmsKeyId: KmsKeyId ?? "" },
    ],
    masterUserSecretKmsKeyId: KmsKeyId,
  };
}

const cluster = resource<aws.rds.ClusterArgs, aws.rds.ClusterState>({
  async create(inputs, connection) {
    const isRestored = inputs.snapshotIdentifier ?? inputs.restoreToPointInTime;
    const made = await (isRestored ? restore : createEmpty)(inputs, connection);
    return required(made.DBCluster?.DBClusterIdentifier, "a cluster identifier");
  },
  async read({ id }, { rds }) {
    const { DBClusters } = await rds.describeDBClusters({ DBClusterIdentifier: id });
    return DBClusters?.[0] && clusterState(DBClusters[0]);
  },
  update: ({ id, state }, news, { rds }) =>
    rds.modifyDBCluster({
      ...changedSettings(clusterSettings(state), clusterSettings(news)),
      DBClusterIdentifier: id,
      ApplyImmediately: true,
      MasterUserPassword: news.masterPassword,
      CloudwatchLogsExportConfiguration: logExports(
        state.enabledCloudwatchLogsExports,
        news.enabledCloudwatchLogsExports,
      ),
    }),
  delete: ({ id, state }, { rds }) =>
    rds.deleteDBCluster({
      DBClusterIdentifier: id,
      SkipFinalSnapshot: state.skipFinalSnapshot ?? false,
      FinalDBSnapshotIdentifier: state.skipFinalSnapshot
        ? undefined
        : state.finalSnapshotIdentifier,
    }),
  replaceOn: [
    "clusterIdentifier",
    "engine",
    "engineMode",
    "databaseName",
    "masterUsername",
    "dbSubnetGroupName",
    "storageEncrypted",
    "kmsKeyId",
    "availabilityZones",
    "snapshotIdentifier",
    "restoreToPointInTime",
    "engineLifecycleSupport",
  ],
  deleteBeforeReplace: false,
  autoName: { property: "clusterIdentifier", maxLength: 63 },
  tagging: rdsTagging,
});

function logExports(before: string[] = [], after: string[] = []) {
  return {
    EnableLogTypes: after.filter((type) => !before.includes(type)),
    DisableLogTypes: before.filter((type) => !after.includes(type)),
  };
}

type InstanceInputs = Inputs<aws.rds.ClusterInstanceArgs>;

function instanceSettings(inputs: Partial<InstanceInputs>) {
  return {
    DBInstanceClass: inputs.instanceClass,
    DBParameterGroupName: inputs.dbParameterGroupName,
    PubliclyAccessible: inputs.publiclyAccessible ?? false,
    PromotionTier: inputs.promotionTier,
    CACertificateIdentifier: inputs.caCertIdentifier,
    AutoMinorVersionUpgrade: inputs.autoMinorVersionUpgrade,
    PreferredMaintenanceWindow: inputs.preferredMaintenanceWindow,
    MonitoringInterval: inputs.monitoringInterval,
    MonitoringRoleArn: inputs.monitoringRoleArn,
    EnablePerformanceInsights: inputs.performanceInsightsEnabled,
    PerformanceInsightsKMSKeyId: inputs.performanceInsightsKmsKeyId,
    PerformanceInsightsRetentionPeriod: inputs.performanceInsightsRetentionPeriod,
    CopyTagsToSnapshot: inputs.copyTagsToSnapshot,
  };
}

function instanceState(found: DBInstance) {
  return {
    arn: found.DBInstanceArn,
    identifier: found.DBInstanceIdentifier,
    clusterIdentifier: found.DBClusterIdentifier,
    dbiResourceId: found.DbiResourceId,
    endpoint: found.Endpoint?.Address,
    port: found.Endpoint?.Port,
    engine: found.Engine as "aurora-mysql" | undefined,
    engineVersion: found.EngineVersion,
    engineVersionActual: found.EngineVersion,
    instanceClass: found.DBInstanceClass,
    availabilityZone: found.AvailabilityZone,
    promotionTier: found.PromotionTier,
    publiclyAccessible: found.PubliclyAccessible,
    dbParameterGroupName: found.DBParameterGroups?.[0]?.DBParameterGroupName,
    dbSubnetGroupName: found.DBSubnetGroup?.DBSubnetGroupName,
    caCertIdentifier: found.CACertificateIdentifier,
    autoMinorVersionUpgrade: found.AutoMinorVersionUpgrade,
    preferredMaintenanceWindow: found.PreferredMaintenanceWindow,
    monitoringInterval: found.MonitoringInterval,
    monitoringRoleArn: found.MonitoringRoleArn,
    performanceInsightsEnabled: found.PerformanceInsightsEnabled,
    performanceInsightsKmsKeyId: found.PerformanceInsightsKMSKeyId,
    performanceInsightsRetentionPeriod: found.PerformanceInsightsRetentionPeriod,
    copyTagsToSnapshot: found.CopyTagsToSnapshot,
    storageEncrypted: found.StorageEncrypted,
    kmsKeyId: found.KmsKeyId,
    tagsAll: tagMap(found.TagList),
  };
}

const clusterInstance = resource<aws.rds.ClusterInstanceArgs, aws.rds.ClusterInstanceState>({
  async create(inputs, { rds }) {
    const made = await rds.createDBInstance({
      ...instanceSettings(inputs),
      DBInstanceIdentifier: inputs.identifier,
      DBClusterIdentifier: inputs.clusterIdentifier,
      Engine: inputs.engine,
      EngineVersion: inputs.engineVersion,
      AvailabilityZone: inputs.availabilityZone,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.DBInstance?.DBInstanceIdentifier, "an instance identifier");
  },
  async read({ id }, { rds }) {
    const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier: id });
    return DBInstances?.[0] && instanceState(DBInstances[0]);
  },
  update: ({ id, state }, news, { rds }) =>
    rds.modifyDBInstance({
      ...changedSettings(instanceSettings(state), instanceSettings(news)),
      DBInstanceIdentifier: id,
      ApplyImmediately: true,
    }),
  delete: ({ id }, { rds }) =>
    rds.deleteDBInstance({ DBInstanceIdentifier: id, SkipFinalSnapshot: true }),
  replaceOn: ["identifier", "clusterIdentifier", "engine", "availabilityZone"],
  deleteBeforeReplace: false,
  autoName: { property: "identifier", maxLength: 63 },
  tagging: rdsTagging,
});

/** Aurora clusters and their instances. */
export const rdsCluster: ResourceTable = {
  "aws:rds/cluster:Cluster": cluster,
  "aws:rds/clusterInstance:ClusterInstance": clusterInstance,
};
