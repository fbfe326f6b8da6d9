/** Permissions that AWS documents for a service, in a role that it assumes. */
export interface DocumentedRole {
  /** Physical names of the roles. */
  readonly roles: RegExp;
  /** The principal that assumes the roles; `<region>` is replaced by the stack's. */
  readonly service: string;
  /** Actions of the role's own policies. */
  readonly actions: readonly string[];
  /** Actions that the source lists too, and why the role does without. */
  readonly leftOut?: Readonly<Record<string, string>>;
  /** AWS managed policies that are attached. */
  readonly managedPolicies: readonly string[];
  readonly source: string;
}

const docs = "https://docs.aws.amazon.com";

/** Every role of the stacks. */
export const documentedRoles: readonly DocumentedRole[] = [
  {
    roles: /^migration-vpc-flow-logs-/,
    service: "vpc-flow-logs.amazonaws.com",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
    leftOut: {
      "logs:CreateLogGroup": "the stack creates the group",
      "logs:DescribeLogGroups": "the flow log names the group",
    },
    managedPolicies: [],
    source: `${docs}/vpc/latest/userguide/flow-logs-iam-role.html`,
  },
  {
    roles: /^migration-rds-monitoring-/,
    service: "monitoring.rds.amazonaws.com",
    actions: [],
    managedPolicies: ["service-role/AmazonRDSEnhancedMonitoringRole"],
    source: `${docs}/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html`,
  },
  {
    roles: /^migration-aurora-backup-/,
    service: "backup.amazonaws.com",
    actions: [
      "rds:CreateDBClusterSnapshot",
      "rds:DescribeDBClusters",
      "rds:DescribeDBClusterSnapshots",
      "rds:ListTagsForResource",
      "rds:AddTagsToResource",
      "rds:CopyDBClusterSnapshot",
      "rds:DeleteDBClusterSnapshot",
      "rds:ModifyDBClusterSnapshotAttribute",
      "backup:DescribeBackupVault",
      "backup:CopyIntoBackupVault",
      "kms:DescribeKey",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "kms:CreateGrant",
    ],
    managedPolicies: [],
    source: `${docs}/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html`,
  },
  {
    roles: /^migration-(?:source-[a-z0-9-]+|target)-access-/,
    service: "dms.<region>.amazonaws.com",
    actions: [
      "secretsmanager:GetSecretValue",
      "secretsmanager:DescribeSecret",
      "kms:Decrypt",
      "kms:DescribeKey",
    ],
    managedPolicies: [],
    source: `${docs}/dms/latest/userguide/security_iam_secretsmanager.html`,
  },
  {
    roles: /^migration-assessments-/,
    service: "dms.amazonaws.com",
    actions: [
      "s3:PutObject",
      "s3:GetObject",
      "s3:DeleteObject",
      "s3:PutObjectTagging",
      "s3:ListBucket",
      "s3:GetBucketLocation",
      "kms:GenerateDataKey",
      "kms:Decrypt",
      "kms:DescribeKey",
    ],
    managedPolicies: [],
    source: `${docs}/dms/latest/userguide/CHAP_Tasks.AssessmentReport.Prerequisites.html`,
  },
  {
    roles: /^dms-vpc-role$/,
    service: "dms.amazonaws.com",
    actions: [],
    managedPolicies: ["service-role/AmazonDMSVPCManagementRole"],
    source: `${docs}/dms/latest/userguide/security-iam.html#CHAP_Security.APIRole`,
  },
  {
    roles: /^dms-cloudwatch-logs-role$/,
    service: "dms.amazonaws.com",
    actions: [],
    managedPolicies: ["service-role/AmazonDMSCloudWatchLogsRole"],
    source: `${docs}/dms/latest/userguide/security-iam.html#CHAP_Security.APIRole`,
  },
];

/** Permissions that AWS documents for a service, in the policy of a resource that it uses. */
export interface DocumentedGrant {
  /** Type token of the resource with the policy, and its logical name. */
  readonly resource: string;
  readonly service: string;
  readonly actions: readonly string[];
  readonly source: string;
}

const topic = "aws:sns/topicPolicy:TopicPolicy observability-topic";
const logsKey = "aws:kms/key:Key encryption-logs";
const logsBucket = "aws:s3/bucketPolicy:BucketPolicy edge-logs";
const notifications = ["kms:GenerateDataKey*", "kms:Decrypt"];

/** Every service that a resource's own policy lets in. */
export const documentedGrants: readonly DocumentedGrant[] = [
  ...[
    [
      "cloudwatch.amazonaws.com",
      "AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
    ],
    [
      "events.rds.amazonaws.com",
      "AmazonRDS/latest/AuroraUserGuide/USER_Events.GrantingPermissions.html",
    ],
    ["dms.amazonaws.com", "dms/latest/userguide/CHAP_Events.html"],
    ["budgets.amazonaws.com", "cost-management/latest/userguide/budgets-sns-policy.html"],
    ["events.amazonaws.com", "eventbridge/latest/userguide/eb-use-resource-based.html"],
  ].flatMap(([service = "", page]) => [
    { resource: topic, service, actions: ["sns:Publish"], source: `${docs}/${page}` },
    { resource: logsKey, service, actions: notifications, source: `${docs}/${page}` },
  ]),
  {
    resource: logsKey,
    service: "logs.<region>.amazonaws.com",
    actions: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncrypt*",
      "kms:GenerateDataKey*",
      "kms:Describe*",
    ],
    source: `${docs}/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html`,
  },
  {
    resource: logsBucket,
    service: "logdelivery.elasticloadbalancing.amazonaws.com",
    actions: ["s3:PutObject"],
    source: `${docs}/elasticloadbalancing/latest/application/enable-access-logging.html`,
  },
  {
    resource: logsBucket,
    service: "logging.s3.amazonaws.com",
    actions: ["s3:PutObject"],
    source: `${docs}/AmazonS3/latest/userguide/enable-server-access-logging.html`,
  },
  {
    resource: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy edge-waf",
    service: "delivery.logs.amazonaws.com",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    source: `${docs}/waf/latest/developerguide/logging-cw-logs.html`,
  },
];
