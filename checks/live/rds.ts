import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

/** The identifier of an Aurora cluster: the first label of its endpoint. */
export function clusterIdentifierOf(endpoint: string): string {
  return endpoint.split(".", 1)[0] ?? endpoint;
}

/** States in which a cluster and an instance serve, in the daily backup too. */
export const servingStates = ["available", "backing-up", "storage-optimization"];

const cluster = z.object({
  DBClusterIdentifier: z.string(),
  Status: z.string(),
  Engine: z.string(),
  EngineVersion: z.string(),
  Port: z.number(),
  Endpoint: z.string(),
  ReaderEndpoint: z.string(),
  MasterUsername: z.string(),
  MasterUserSecret: z.object({ SecretArn: z.string(), KmsKeyId: z.string() }).optional(),
  StorageEncrypted: z.boolean(),
  KmsKeyId: z.string().optional(),
  IAMDatabaseAuthenticationEnabled: z.boolean().optional(),
  EnabledCloudwatchLogsExports: z.array(z.string()).default([]),
  BackupRetentionPeriod: z.number(),
  PreferredBackupWindow: z.string(),
  PreferredMaintenanceWindow: z.string(),
  CopyTagsToSnapshot: z.boolean().optional(),
  DeletionProtection: z.boolean(),
  DatabaseInsightsMode: z.string().optional(),
  PerformanceInsightsEnabled: z.boolean().optional(),
  PerformanceInsightsKMSKeyId: z.string().optional(),
  EngineLifecycleSupport: z.string().optional(),
  DBSubnetGroup: z.string(),
  DBClusterParameterGroup: z.string(),
  VpcSecurityGroups: z.array(z.object({ VpcSecurityGroupId: z.string() })),
  TagList: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

/** The Aurora cluster behind an endpoint. */
export async function clusterAt(aws: AwsCli, endpoint: string) {
  const schema = z.object({ DBClusters: z.array(cluster) });
  const identifier = clusterIdentifierOf(endpoint);
  const answer = await aws.read(
    schema,
    "rds",
    "describe-db-clusters",
    "--db-cluster-identifier",
    identifier,
  );
  return only(`Aurora cluster ${identifier}`, answer.DBClusters);
}

const instance = z.object({
  DBInstanceIdentifier: z.string(),
  DBInstanceClass: z.string(),
  DBInstanceStatus: z.string(),
  AvailabilityZone: z.string().optional(),
  PubliclyAccessible: z.boolean(),
  AutoMinorVersionUpgrade: z.boolean(),
  PreferredMaintenanceWindow: z.string(),
  MonitoringInterval: z.number().optional(),
  MonitoringRoleArn: z.string().optional(),
  PerformanceInsightsEnabled: z.boolean().optional(),
  PerformanceInsightsKMSKeyId: z.string().optional(),
  CACertificateIdentifier: z.string().optional(),
  DBParameterGroups: z.array(
    z.object({ DBParameterGroupName: z.string(), ParameterApplyStatus: z.string() }),
  ),
});

/** Prefix of the names of readers that Application Auto Scaling adds and removes. */
const addedByLoad = "application-autoscaling-";

/**
 * The instances of the Aurora cluster behind an endpoint, without the readers that the load has
 * added: their names, zones and states are AWS's.
 */
export async function instancesAt(aws: AwsCli, endpoint: string) {
  const schema = z.object({ DBInstances: z.array(instance) });
  const filter = `Name=db-cluster-id,Values=${clusterIdentifierOf(endpoint)}`;
  const answer = await aws.read(schema, "rds", "describe-db-instances", "--filters", filter);
  return answer.DBInstances.filter(
    ({ DBInstanceIdentifier }) => !DBInstanceIdentifier.startsWith(addedByLoad),
  );
}

/** Ids of the subnets of a DB subnet group. */
export async function subnetGroupMembers(aws: AwsCli, name: string): Promise<string[]> {
  const schema = z.object({
    DBSubnetGroups: z.array(
      z.object({ Subnets: z.array(z.object({ SubnetIdentifier: z.string() })) }),
    ),
  });
  const answer = await aws.read(
    schema,
    "rds",
    "describe-db-subnet-groups",
    "--db-subnet-group-name",
    name,
  );
  return only(`DB subnet group ${name}`, answer.DBSubnetGroups).Subnets.map(
    ({ SubnetIdentifier }) => SubnetIdentifier,
  );
}

const parameters = z.object({
  Parameters: z.array(
    z.object({ ParameterName: z.string(), ParameterValue: z.string().optional() }),
  ),
});

/** Cluster parameters that differ from the engine's default, by name. */
export async function clusterParametersOf(aws: AwsCli, groupName: string) {
  const answer = await aws.read(
    parameters,
    "rds",
    "describe-db-cluster-parameters",
    "--source",
    "user",
    "--db-cluster-parameter-group-name",
    groupName,
  );
  return byName(answer);
}

/** Instance parameters that differ from the engine's default, by name. */
export async function instanceParametersOf(aws: AwsCli, groupName: string) {
  const answer = await aws.read(
    parameters,
    "rds",
    "describe-db-parameters",
    "--source",
    "user",
    "--db-parameter-group-name",
    groupName,
  );
  return byName(answer);
}

function byName({ Parameters }: z.infer<typeof parameters>): Record<string, string | undefined> {
  return Object.fromEntries(
    Parameters.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]),
  );
}
