import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { jsonText } from "./documents";
import { only } from "./only";

const replicationInstance = z.object({
  ReplicationInstanceIdentifier: z.string(),
  ReplicationInstanceArn: z.string(),
  ReplicationInstanceStatus: z.string(),
  ReplicationInstanceClass: z.string(),
  PubliclyAccessible: z.boolean(),
  MultiAZ: z.boolean(),
  KmsKeyId: z.string().optional(),
  EngineVersion: z.string(),
  AutoMinorVersionUpgrade: z.boolean(),
  PreferredMaintenanceWindow: z.string(),
  VpcSecurityGroups: z.array(z.object({ VpcSecurityGroupId: z.string() })),
  ReplicationSubnetGroup: z.object({
    VpcId: z.string(),
    Subnets: z.array(z.object({ SubnetIdentifier: z.string() })),
  }),
});

/** The replication instance of an ARN. */
export async function replicationInstanceOf(aws: AwsCli, arn: string) {
  const schema = z.object({ ReplicationInstances: z.array(replicationInstance) });
  const answer = await aws.read(
    schema,
    "dms",
    "describe-replication-instances",
    "--filters",
    `Name=replication-instance-arn,Values=${arn}`,
  );
  return only(`replication instance ${arn}`, answer.ReplicationInstances);
}

const endpoint = z.object({
  EndpointIdentifier: z.string(),
  EndpointArn: z.string(),
  EndpointType: z.string().transform((type) => type.toLowerCase()),
  EngineName: z.string(),
  SslMode: z.string(),
  CertificateArn: z.string().optional(),
  KmsKeyId: z.string().optional(),
  Username: z.string().optional(),
  ServerName: z.string().optional(),
  DatabaseName: z.string().optional(),
  MySQLSettings: z
    .object({
      SecretsManagerSecretId: z.string().optional(),
      SecretsManagerAccessRoleArn: z.string().optional(),
      AfterConnectScript: z.string().optional(),
      TargetDbType: z.string().optional(),
    })
    .optional(),
});

/** The endpoint of an ARN. */
export async function endpointOf(aws: AwsCli, arn: string) {
  const schema = z.object({ Endpoints: z.array(endpoint) });
  const answer = await aws.read(
    schema,
    "dms",
    "describe-endpoints",
    "--filters",
    `Name=endpoint-arn,Values=${arn}`,
  );
  return only(`DMS endpoint ${arn}`, answer.Endpoints);
}

const settings = z.object({
  Logging: z
    .object({
      EnableLogging: z.boolean(),
      LogComponents: z.array(z.object({ Id: z.string(), Severity: z.string() })).default([]),
    })
    .optional(),
  ValidationSettings: z
    .object({ EnableValidation: z.boolean(), ValidationOnly: z.boolean().default(false) })
    .optional(),
  FullLoadSettings: z.object({ TargetTablePrepMode: z.string() }).optional(),
});

const mappings = z.object({
  rules: z.array(z.object({ "rule-type": z.string(), "rule-action": z.string().optional() })),
});

const migrationType = z.enum(["full-load", "cdc", "full-load-and-cdc"]);

const task = z.object({
  ReplicationTaskIdentifier: z.string(),
  ReplicationTaskArn: z.string(),
  ReplicationInstanceArn: z.string(),
  SourceEndpointArn: z.string(),
  TargetEndpointArn: z.string(),
  MigrationType: migrationType,
  Status: z.string(),
  ReplicationTaskSettings: jsonText(settings),
  TableMappings: jsonText(mappings),
});

/** The replication task of an ARN. */
export async function taskOf(aws: AwsCli, arn: string) {
  const schema = z.object({ ReplicationTasks: z.array(task) });
  const answer = await aws.read(
    schema,
    "dms",
    "describe-replication-tasks",
    "--filters",
    `Name=replication-task-arn,Values=${arn}`,
  );
  return only(`replication task ${arn}`, answer.ReplicationTasks);
}

const replicationConfig = z.object({
  ReplicationConfigIdentifier: z.string(),
  ReplicationConfigArn: z.string(),
  SourceEndpointArn: z.string(),
  TargetEndpointArn: z.string(),
  ReplicationType: migrationType,
  ComputeConfig: z.object({
    KmsKeyId: z.string(),
    MinCapacityUnits: z.number().optional(),
    MaxCapacityUnits: z.number(),
    MultiAZ: z.boolean(),
    PreferredMaintenanceWindow: z.string(),
    ReplicationSubnetGroupId: z.string(),
    VpcSecurityGroupIds: z.array(z.string()),
  }),
  ReplicationSettings: jsonText(settings),
});

/** The serverless replication of an ARN. */
export async function replicationConfigOf(aws: AwsCli, arn: string) {
  const schema = z.object({ ReplicationConfigs: z.array(replicationConfig) });
  const answer = await aws.read(
    schema,
    "dms",
    "describe-replication-configs",
    "--filters",
    `Name=replication-config-arn,Values=${arn}`,
  );
  return only(`serverless replication ${arn}`, answer.ReplicationConfigs);
}
