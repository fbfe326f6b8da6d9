import type * as pulumi from "@pulumi/pulumi";

/** A statement of a policy that allows something. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/**
 * The services of a landing zone, and the actions that read their settings, never their contents.
 */
const readActions = {
  acm: ["DescribeCertificate", "ListTagsForCertificate"],
  "application-autoscaling": ["Describe*", "ListTagsForResource"],
  backup: ["Describe*", "GetBackup*", "ListTags"],
  budgets: ["ViewBudget", "ListTagsForResource"],
  cloudformation: ["Describe*", "GetTemplate"],
  cloudwatch: ["Describe*", "GetDashboard", "ListTagsForResource"],
  dms: ["Describe*", "ListTagsForResource"],
  ec2: ["Describe*", "GetManagedPrefixList*", "GetSecurityGroups*", "GetTransitGatewayRoute*"],
  elasticloadbalancing: ["Describe*"],
  events: ["Describe*", "List*"],
  iam: [
    "GetInstanceProfile",
    "GetRole*",
    "ListAttachedRolePolicies",
    "ListInstanceProfilesForRole",
    "ListRole*",
  ],
  kms: ["DescribeKey", "GetKey*", "ListAliases", "ListResourceTags"],
  lambda: ["GetFunction*", "GetPolicy", "ListTags", "ListVersionsByFunction"],
  logs: ["Describe*", "List*"],
  rds: ["Describe*", "ListTagsForResource"],
  route53: ["GetChange", "GetHostedZone", "ListResourceRecordSets", "ListTagsForResource"],
  route53resolver: ["Get*", "List*"],
  s3: [
    "GetBucket*",
    "GetEncryptionConfiguration",
    "GetLifecycleConfiguration",
    "GetReplicationConfiguration",
    "GetAccelerateConfiguration",
    // The provider asks by it whether a bucket is there.
    "ListBucket",
    "ListTagsForResource",
  ],
  secretsmanager: ["DescribeSecret", "GetResourcePolicy", "ListSecretVersionIds"],
  serverlessrepo: ["GetApplication", "GetCloudFormationTemplate"],
  sns: ["GetSubscriptionAttributes", "GetTopicAttributes", "List*"],
  tag: ["GetResources"],
  wafv2: ["Get*", "List*"],
} as const;

/** Actions as policies name them, by service. */
export const actionsOf = (services: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(services).flatMap(([service, actions]) =>
    actions.map((action) => `${service}:${action}`),
  );

/** Looks at everything that a landing zone consists of, and at no secret, object or log. */
export function readStatements(partition: string): Statement[] {
  return [
    { Sid: "Look", Effect: "Allow", Action: actionsOf(readActions), Resource: "*" },
    {
      Sid: "PublicParameters",
      Effect: "Allow",
      Action: ["ssm:GetParameter"],
      Resource: `arn:${partition}:ssm:*::parameter/aws/service/*`,
    },
  ];
}

/** Reads the state, or writes it; both need the key, as the secrets in it are encrypted. */
export function stateStatements(
  state: {
    readonly stateBucketArn: string;
    readonly stateKeyArn: pulumi.Input<string>;
  },
  access: "read" | "write",
): Statement[] {
  const { stateBucketArn, stateKeyArn } = state;
  const writing = access === "write";
  return [
    { Sid: "FindState", Effect: "Allow", Action: ["s3:ListBucket"], Resource: stateBucketArn },
    {
      Sid: "State",
      Effect: "Allow",
      Action: ["s3:GetObject", ...(writing ? ["s3:PutObject", "s3:DeleteObject"] : [])],
      Resource: `${stateBucketArn}/*`,
    },
    {
      Sid: "StateKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", ...(writing ? ["kms:Encrypt", "kms:GenerateDataKey"] : [])],
      Resource: stateKeyArn,
    },
  ];
}
