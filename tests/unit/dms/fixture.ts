import { Dms, type DmsArgs, type Source } from "../../../components/dms";
import { commonArgs, dataKeyArn, logsKeyArn } from "../../support/component-args";
import { record, type MockOptions, type Recording } from "../../support/mocks";
import { usual } from "../../support/task-options";

/** AWS's outputs for the resources of DMS and its secrets. */
export const outputs: NonNullable<MockOptions["outputs"]> = {
  "random:index/randomPassword:RandomPassword": () => ({ result: "initial-password" }),
  "aws:secretsmanager/secretVersion:SecretVersion": ({ inputs }) => ({
    secretArn: (inputs as { secretId: string }).secretId,
  }),
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": ({ name }) => ({
    outputs: { RotationLambdaARN: `arn:rotation:${name}` },
  }),
  "aws:dms/certificate:Certificate": ({ name }) => ({ certificateArn: `arn:certificate:${name}` }),
  "aws:dms/endpoint:Endpoint": ({ name }) => ({ endpointArn: `arn:endpoint:${name}` }),
  "aws:dms/replicationInstance:ReplicationInstance": ({ name }) => ({
    replicationInstanceArn: `arn:instance:${name}`,
  }),
  "aws:dms/replicationConfig:ReplicationConfig": ({ name }) => ({ arn: `arn:config:${name}` }),
  "aws:dms/replicationTask:ReplicationTask": ({ inputs }) => ({
    replicationTaskArn: `arn:task:${(inputs as { resourceIdentifier: string }).resourceIdentifier}`,
  }),
};

/** A PEM text; DMS, not this project, reads its content. */
export const caCertificate =
  "-----BEGIN CERTIFICATE-----\nZml4dHVyZQ==\n-----END CERTIFICATE-----\n";

/** A server on premises whose port is not MySQL's own. */
export const erp: Source = {
  engine: "mysql",
  host: "mysql.corp.example",
  port: 3307,
  username: "dms_source",
  sslMode: "verify-full",
  binlogRetentionHours: 72,
  caCertificate,
  serverTimezone: "Europe/Berlin",
  eventsPollIntervalSeconds: 5,
  executeTimeoutSeconds: 60,
  cleanMetadataOnMismatch: false,
};

/** All tables of one schema. */
export const orders: DmsArgs["migrations"][string] = {
  source: "erp",
  type: "full-load-and-cdc",
  tables: [{ schema: "orders", table: "%", action: "include" }],
  transformations: [],
  ...usual,
};

/** One migration of all orders tables from one server, as a small stack file would have it. */
export const dmsArgs: DmsArgs = {
  ...commonArgs,
  network: {
    vpcId: "vpc-1",
    privateSubnetIds: ["subnet-private-1", "subnet-private-2"],
    endpointSecurityGroupId: "sg-endpoints",
    s3PrefixListId: "pl-s3",
  },
  onPremisesCidrs: ["192.168.10.0/24"],
  target: {
    host: "aurora.cluster-1.us-east-1.rds.amazonaws.com",
    port: 3306,
    securityGroupId: "sg-aurora",
    adminSecretArn: "arn:secret:admin",
    timeZone: "UTC",
  },
  serviceRoles: "create",
  engineVersion: "3.6.1",
  replicationInstance: {
    class: "dms.r6i.large",
    allocatedStorageGiB: 200,
    multiAz: true,
    maintenanceWindow: "sun:06:00-sun:07:00",
  },
  replicationInstances: {},
  assessments: { enabled: true, retentionDays: 90 },
  accessLogsBucketName: "access-logs",
  logRetentionDays: 30,
  sources: { erp },
  targetUser: {
    username: "dms_target",
    sslMode: "verify-full",
    parallelLoadThreads: 4,
    maxFileSizeKB: 65_536,
  },
  wayBack: { username: "dms_reverse", binlogRetentionHours: 168 },
  migrations: { orders },
  rotation: { strategy: "singleUser", days: 30 },
  dataKeyArn,
  logsKeyArn,
};

/** Registers a Dms with some arguments changed. */
export function deploy(
  changes: Partial<DmsArgs> = {},
): Promise<{ recording: Recording; result: Dms }> {
  return record(() => new Dms("dms", { ...dmsArgs, ...changes }), { outputs });
}

/** A policy document, as much of it as tests look at. */
export interface PolicyDocument {
  readonly Statement: {
    readonly Effect: string;
    readonly Action: string | string[];
    readonly Resource?: string;
    readonly Principal?: { readonly Service: string };
    readonly Condition?: Record<string, Record<string, string>>;
  }[];
}

/** The statements of a policy document in JSON. */
export function statementsOf(policy: unknown): PolicyDocument["Statement"] {
  return (JSON.parse(policy as string) as PolicyDocument).Statement;
}

/** The statements of the trust policy of a role that DMS takes on, for the account of the tests. */
export const dmsTrust = [
  {
    Effect: "Allow",
    Principal: { Service: "dms.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
  },
];
