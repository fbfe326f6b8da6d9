import type * as pulumi from "@pulumi/pulumi";

/** The shapes that a stack output can have, by the name that `docs/outputs.md` gives them. */
interface OutputShapes {
  text: pulumi.Input<string>;
  list: pulumi.Input<pulumi.Input<string>[]>;
  /** Values by a name from the configuration, such as a migration's. */
  map: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

interface OutputDescription {
  readonly shape: keyof OutputShapes;
  readonly description: string;
  /** When the output is absent. Default: it is always there. */
  readonly absent?: string;
}

/**
 * The outputs of a stack: the contract with operators and with the integration checks.
 * `docs/outputs.md` is generated from it.
 */
export const stackOutputs = {
  environment: { shape: "text", description: "Environment, the suffix of every physical name." },
  region: { shape: "text", description: "AWS region of everything in the stack." },
  phase: {
    shape: "text",
    description: "Where the migration is, as configured.",
    absent: "without `phase`",
  },
  migrationPhases: {
    shape: "map",
    description: "Where each migration is: its own `phase`, or that of the stack.",
    absent: "without `phase`",
  },
  vpcId: { shape: "text", description: "The VPC." },
  vpcManagedBy: {
    shape: "text",
    description: "Who answers for the VPC: `stack`, which made it, or its `owner`, who gave it.",
  },
  availabilityZones: {
    shape: "list",
    description: "Zone names, in the order of the CIDR plan's slots.",
  },
  publicSubnetIds: {
    shape: "list",
    description: "Public subnets, one per zone: load balancer, NAT.",
  },
  privateSubnetIds: {
    shape: "list",
    description: "Private subnets, one per zone: DMS, rotation, application.",
  },
  databaseSubnetIds: { shape: "list", description: "Isolated subnets, one per zone: Aurora." },
  natGatewayIds: {
    shape: "list",
    description: "The NAT gateways that the stack made.",
    absent: "with `network.natGateways: none` or `network.existingVpc`",
  },
  defaultSecurityGroupId: {
    shape: "text",
    description: "The VPC's default security group, which has no rules.",
    absent: "with `network.existingVpc`",
  },
  vpcEndpointIds: {
    shape: "map",
    description: "The private endpoints that the stack made, by service such as `kms`.",
    absent: "with `network.existingVpc.endpoints`",
  },
  flowLogGroupName: { shape: "text", description: "Log group with the VPC flow logs." },
  vpnConnectionId: {
    shape: "text",
    description: "The site-to-site VPN connection to the first customer gateway.",
    absent: "without `network.onPremises.gateways`",
  },
  vpnConnectionIds: {
    shape: "list",
    description: "The VPN connections, in the order of `network.onPremises.gateways`.",
    absent: "without `network.onPremises.gateways`",
  },
  transitGatewayAttachmentId: {
    shape: "text",
    description: "The VPC's attachment to the transit gateway.",
    absent: "without `network.onPremises.transitGatewayId`",
  },
  dnsEndpointId: {
    shape: "text",
    description: "The resolver endpoint that asks the data centre for its names.",
    absent: "without `network.onPremises.dns`",
  },
  auroraClusterEndpoint: {
    shape: "text",
    description: "DNS name of the Aurora writer. Its first label is the cluster identifier.",
  },
  auroraReaderEndpoint: {
    shape: "text",
    description: "DNS name that spreads over the Aurora readers.",
  },
  auroraDbSecretArn: {
    shape: "text",
    description:
      "Secret of the Aurora administrator, made and rotated by RDS (`username`, `password`).",
  },
  auroraSecurityGroupId: { shape: "text", description: "Security group of the Aurora cluster." },
  backupVaultName: {
    shape: "text",
    description: "Vault of AWS Backup with the backups of the Aurora cluster.",
    absent: "without `database.backup.vault`",
  },
  backupPlanId: {
    shape: "text",
    description: "Plan of AWS Backup for the Aurora cluster.",
    absent: "without `database.backup.vault`",
  },
  auroraReaders: {
    shape: "map",
    description: "How many readers the load may lead to: `least` and `most`.",
    absent: "without `database.instances.readerScaling`",
  },
  auroraParameterPreset: {
    shape: "text",
    description: "What Aurora's parameters are set for: `migration` or `live`.",
  },
  onPremisesDbSecretArn: {
    shape: "text",
    description: "Secret of the first source database, in the order of `dms.sources`.",
  },
  onPremisesDbSecretArns: {
    shape: "map",
    description: "Secrets of the source databases, by source name.",
  },
  dmsTargetDbSecretArn: { shape: "text", description: "Secret of the DMS user in Aurora." },
  dmsReplicationInstanceArn: {
    shape: "text",
    description: "The DMS replication instance of the migrations that have none of their own.",
  },
  dmsReplicationInstanceArns: {
    shape: "map",
    description:
      "All DMS replication instances, by name; that of `dmsReplicationInstanceArn` is `default`.",
  },
  dmsSourceEndpointArns: { shape: "map", description: "DMS source endpoints, by source name." },
  dmsTargetEndpointArn: { shape: "text", description: "The DMS endpoint of Aurora." },
  dmsReplicationTaskArns: {
    shape: "map",
    description: "DMS replication tasks, by migration name.",
  },
  dmsReplicationConfigArns: {
    shape: "map",
    description: "DMS serverless replications, by migration name.",
  },
  dmsReverseSourceEndpointArn: {
    shape: "text",
    description: "The DMS endpoint that reads Aurora, for the way back.",
    absent: "without a migration that has a way back in its phase",
  },
  dmsReverseTargetEndpointArns: {
    shape: "map",
    description: "The DMS endpoints that write to the sources, for the way back, by source name.",
    absent: "without a migration that has a way back in its phase",
  },
  dmsReverseSourceDbSecretArn: {
    shape: "text",
    description: "Secret of the user in Aurora that the way back reads with.",
    absent: "without a migration that has a way back in its phase",
  },
  dmsReverseTargetDbSecretArns: {
    shape: "map",
    description:
      "Secrets of the users on the sources that the way back writes with, by source name.",
    absent: "without a migration that has a way back in its phase",
  },
  dmsReverseTaskArns: {
    shape: "map",
    description: "DMS replication tasks from Aurora to the source, by migration name.",
    absent: "without a migration that has a way back in its phase",
  },
  dmsReverseReplicationConfigArns: {
    shape: "map",
    description: "DMS serverless replications from Aurora to the source, by migration name.",
    absent: "without a migration that has a way back in its phase",
  },
  dmsForwardAgainTaskArns: {
    shape: "map",
    description:
      "DMS replication tasks of changes alone, from the source to Aurora once more, by migration name. A migration of the `type` `cdc` has none: its task is one already.",
    absent: "without a migration in the phase `returned`",
  },
  dmsForwardAgainReplicationConfigArns: {
    shape: "map",
    description: "The same of serverless replications.",
    absent: "without a migration in the phase `returned`",
  },
  auroraBinlogRetentionHours: {
    shape: "text",
    description: "Hours that Aurora is to keep its binary log for the way back.",
    absent: "without a migration that has a way back in its phase",
  },
  dmsLogGroupName: {
    shape: "text",
    description:
      "Log group of the tasks on the replication instance of `dmsReplicationInstanceArn`.",
  },
  dmsLogGroupNames: {
    shape: "map",
    description: "Log groups of the replication tasks, by the name of their replication instance.",
  },
  assessmentBucketName: {
    shape: "text",
    description: "S3 bucket for the reports of premigration assessments.",
    absent: "with `dms.assessments.enabled: false`",
  },
  assessmentRoleArn: {
    shape: "text",
    description: "Role through which DMS writes these reports.",
    absent: "with `dms.assessments.enabled: false`",
  },
  dmsSecurityGroupId: {
    shape: "text",
    description: "Security group of the replication instances and serverless replications.",
  },
  loadBalancerArn: { shape: "text", description: "The application load balancer." },
  loadBalancerDnsName: { shape: "text", description: "DNS name of the load balancer." },
  loadBalancerScheme: {
    shape: "text",
    description: "Whom the load balancer answers: `internet-facing` or `internal`.",
  },
  targetGroupArn: {
    shape: "text",
    description: "Target group to register the application in, by IP address.",
  },
  onPremisesTargetGroupArn: {
    shape: "text",
    description: "Target group of the application's servers in the data centre.",
    absent: "without `edge.onPremises`",
  },
  httpsListenerArn: {
    shape: "text",
    description:
      "The HTTPS listener, whose default action shares the requests out between both target groups.",
    absent: "outside of the phases `cutover`, `live` and `returned`",
  },
  maintenanceRuleArn: {
    shape: "text",
    description:
      "The listener rule that answers every request with 503 once its condition is the path `*`; until then its condition is a host that no client requests.",
    absent: "outside of the phases `cutover`, `live` and `returned`",
  },
  applicationSecurityGroupId: {
    shape: "text",
    description:
      "Security group for the application: reached by the load balancer, reaches Aurora.",
  },
  additionalCertificateArns: {
    shape: "list",
    description: "Certificates of the HTTPS listener besides its first one.",
    absent: "without `edge.additionalCertificateArns`",
  },
  accessLogsBucketName: {
    shape: "text",
    description: "S3 bucket with the load balancer's access logs.",
  },
  webAclArn: { shape: "text", description: "The WAF web ACL in front of the load balancer." },
  wafLogGroupName: {
    shape: "text",
    description: "Log group with the requests that WAF inspected.",
  },
  healthAlarmName: {
    shape: "text",
    description:
      "Composite alarm that is on while anything between the source and Aurora is at fault. Do not cut over before it is off.",
  },
  dashboardName: {
    shape: "text",
    description:
      "CloudWatch dashboard with the way of the data, from the data centre to the users.",
  },
  dashboardUrl: { shape: "text", description: "Where to see the dashboard, in the AWS console." },
  alarmTopicArn: { shape: "text", description: "SNS topic that every alarm and event is sent to." },
  budgetName: {
    shape: "text",
    description: "Budget of the environment's monthly cost.",
    absent: "without `observability.monthlyBudgetUsd`",
  },
  operationsBucketName: {
    shape: "text",
    description:
      "S3 bucket with the lock, the journal and the evidence of the operations of the migration.",
  },
  accessHostId: {
    shape: "text",
    description:
      "Instance that `npm run migrate -- <verb> --via host` tunnels through, by Session Manager.",
    absent: "without `operations.access.host`",
  },
  dataKeyArn: {
    shape: "text",
    description: "KMS key of databases, secrets and replication storage.",
  },
  logsKeyArn: { shape: "text", description: "KMS key of log groups and notifications." },
  keyAliases: {
    shape: "map",
    description: "Aliases of the KMS keys that the stack made: `data`, `logs`.",
  },
} as const satisfies Record<string, OutputDescription>;

type StackOutputName = keyof typeof stackOutputs;
type Shape<Name extends StackOutputName> = OutputShapes[(typeof stackOutputs)[Name]["shape"]];
type SometimesAbsent = {
  [Name in StackOutputName]: (typeof stackOutputs)[Name] extends { absent: string } ? Name : never;
}[StackOutputName];

/** The exports of `index.ts`: every output of {@link stackOutputs}, and no others. */
export type StackOutputs = {
  [Name in Exclude<StackOutputName, SometimesAbsent>]: Shape<Name>;
} & { [Name in SometimesAbsent]?: Shape<Name> };
