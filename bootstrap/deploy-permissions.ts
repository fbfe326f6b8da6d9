import { physicalName } from "../lib/names";
import { actionsOf, type Statement } from "./permissions";

/** What the permissions of an environment are made of. */
export interface DeployScope {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly environment: string;
}

/** Verbs of actions that change something in services whose ARNs say nothing of an environment. */
const changingVerbs = {
  acm: ["AddTags*", "DeleteCertificate", "RemoveTags*", "RequestCertificate"],
  "application-autoscaling": [
    "Delete*",
    "Deregister*",
    "Put*",
    "Register*",
    "TagResource",
    "UntagResource",
  ],
  dms: [
    "AddTags*",
    "Create*",
    "Delete*",
    "ImportCertificate",
    "Modify*",
    "RemoveTags*",
    // The provider stops a running task before it changes or deletes it.
    "StopReplication*",
  ],
  ec2: [
    "Accept*",
    "Allocate*",
    "Associate*",
    "Attach*",
    "Authorize*",
    "Create*",
    "Delete*",
    "Detach*",
    "Disable*",
    "Disassociate*",
    "Enable*",
    "Modify*",
    "Release*",
    "Replace*",
    "Revoke*",
    "Update*",
  ],
  elasticloadbalancing: [
    "Add*",
    "Create*",
    "Delete*",
    "Deregister*",
    "Modify*",
    "Register*",
    "Remove*",
    "Set*",
  ],
  // The tag of a new key counts some minutes after its rotation is turned on.
  kms: ["CreateKey", "CreateAlias", "DeleteAlias", "EnableKeyRotation", "UpdateAlias"],
  route53resolver: [
    "Associate*",
    "Create*",
    "Delete*",
    "Disassociate*",
    "TagResource",
    "UntagResource",
    "Update*",
  ],
  wafv2: [
    "Associate*",
    "Create*",
    "Delete*",
    "Disassociate*",
    "Put*",
    "TagResource",
    "UntagResource",
    "Update*",
  ],
} as const;

/** Services that a role of the landing zone may be handed to. */
const roleServices = (region: string) => [
  "backup.amazonaws.com",
  "dms.amazonaws.com",
  // The role that reads a secret trusts DMS in its region only.
  `dms.${region}.amazonaws.com`,
  "lambda.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** The ARNs of an environment's resources. */
interface Arns {
  /** Pattern of their names, such as `migration-*-dev*`. */
  readonly name: string;
  readonly arn: (service: string, resource: string) => string;
  /** The same without a region. */
  readonly globalArn: (service: string, resource: string) => string;
  /** Of the buckets, and nothing of another that is called alike, such as that of the state. */
  readonly bucketArns: readonly string[];
}

function arnsOf(name: string, { partition, region, accountId, environment }: DeployScope): Arns {
  return {
    name,
    arn: (service, resource) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`,
    globalArn: (service, resource) => `arn:${partition}:${service}::${accountId}:${resource}`,
    bucketArns: ["alb-logs", "assess"].map(
      (purpose) => `arn:${partition}:s3:::migration-${purpose}-*-${environment}`,
    ),
  };
}

interface NamedResources {
  readonly actions: Readonly<Record<string, readonly string[]>>;
  readonly resources: (arns: Arns) => readonly string[];
}

/** Actions on resources whose names end in the environment, with the ARNs that they have. */
const namedResources: Readonly<Record<string, NamedResources>> = {
  Backup: {
    actions: {
      backup: ["Create*", "Delete*", "Put*", "Start*", "TagResource", "UntagResource", "Update*"],
    },
    resources: ({ arn }) => [
      arn("backup", "backup-vault:migration-*"),
      arn("backup", "backup-plan:*"),
    ],
  },
  Budgets: {
    actions: { budgets: ["ModifyBudget", "TagResource", "UntagResource"] },
    resources: ({ globalArn, name }) => [globalArn("budgets", `budget/${name}`)],
  },
  RotationFunctions: {
    actions: {
      cloudformation: [
        "CreateChangeSet",
        "CreateStack",
        "DeleteStack",
        "ExecuteChangeSet",
        "TagResource",
        "UpdateStack",
      ],
      lambda: [
        "AddPermission",
        "CreateFunction",
        "DeleteFunction",
        // Secrets Manager wants it of whoever turns rotation on.
        "InvokeFunction",
        "PutFunctionConcurrency",
        "RemovePermission",
        "TagResource",
        "UntagResource",
        "UpdateFunction*",
      ],
    },
    resources: ({ arn, name }) => [
      arn("cloudformation", "stack/serverlessrepo-migration-*"),
      arn("cloudformation", "changeSet/*"),
      arn("lambda", `function:${name}`),
    ],
  },
  Alarms: {
    actions: { cloudwatch: ["Delete*", "Put*", "TagResource", "UntagResource"] },
    resources: ({ arn, globalArn, name }) => [
      arn("cloudwatch", `alarm:${name}`),
      globalArn("cloudwatch", `dashboard/${name}`),
    ],
  },
  Events: {
    actions: {
      events: [
        "DeleteRule",
        "PutRule",
        "PutTargets",
        "RemoveTargets",
        "TagResource",
        "UntagResource",
      ],
    },
    resources: ({ arn, name }) => [arn("events", `rule/${name}`)],
  },
  Logs: {
    actions: {
      logs: [
        "AssociateKmsKey",
        "CreateLogGroup",
        "DeleteLogGroup",
        "DeleteMetricFilter",
        "DisassociateKmsKey",
        "PutMetricFilter",
        "PutRetentionPolicy",
        "TagResource",
        "UntagResource",
      ],
    },
    resources: ({ arn }) => [arn("logs", "log-group:*migration-*")],
  },
  Database: {
    actions: {
      rds: ["Add*", "Create*", "Delete*", "Modify*", "Reboot*", "Remove*", "Reset*", "Restore*"],
    },
    resources: ({ arn, name }) => [
      arn("rds", `*:${name}`),
      arn("rds", "cluster-snapshot:*"),
      arn("rds", "og:default:*"),
    ],
  },
  Buckets: {
    actions: {
      s3: [
        "CreateBucket",
        "DeleteBucket*",
        // What is not protected is deleted together with what is in it.
        "DeleteObject",
        "DeleteObjectVersion",
        "ListBucket",
        "ListBucketVersions",
        "PutBucket*",
        "PutEncryptionConfiguration",
        "PutLifecycleConfiguration",
        "TagResource",
        "UntagResource",
      ],
    },
    resources: ({ bucketArns }) => bucketArns.flatMap((bucketArn) => [bucketArn, `${bucketArn}/*`]),
  },
  Secrets: {
    actions: {
      secretsmanager: [
        "CancelRotateSecret",
        "CreateSecret",
        "DeleteSecret",
        "GetSecretValue",
        "Put*",
        "RotateSecret",
        "TagResource",
        "UntagResource",
        "UpdateSecret*",
      ],
    },
    resources: ({ arn, name }) => [
      arn("secretsmanager", `secret:${name}-*`),
      arn("secretsmanager", "secret:rds!cluster-*"),
    ],
  },
  Topics: {
    actions: {
      sns: [
        "CreateTopic",
        "DeleteTopic",
        "SetTopicAttributes",
        "Subscribe",
        "TagResource",
        "UntagResource",
      ],
    },
    resources: ({ arn, name }) => [arn("sns", name)],
  },
};

/** Makes, changes and deletes what an environment's landing zone consists of, in its region. */
export function deployStatements(scope: DeployScope): Statement[] {
  const { partition, accountId, region, environment } = scope;
  const name = `migration-*-${environment}*`;
  const arns = arnsOf(name, scope);
  const named = Object.entries(namedResources).map(([Sid, { actions, resources }]): Statement => ({
    Sid,
    Effect: "Allow",
    Action: actionsOf(actions),
    Resource: resources(arns),
  }));
  return [
    {
      Sid: "RegionalServices",
      Effect: "Allow",
      Action: actionsOf(changingVerbs),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    ...named,
    ...keyStatements(environment),
    ...roleStatements(`arn:${partition}:iam::${accountId}`, name, region),
    ...accountWideStatements(partition),
  ];
}

/**
 * Keys have no names: those of the environment are told by their tag, which a new one has not yet. The
 * state's key has the same tag where the account is called like the environment.
 */
function keyStatements(environment: string): Statement[] {
  return [
    {
      Sid: "Keys",
      Effect: "Allow",
      Action: actionsOf({
        kms: [
          "CreateGrant",
          "Decrypt",
          "GenerateDataKey*",
          "PutKeyPolicy",
          "RetireGrant",
          "ScheduleKeyDeletion",
          "TagResource",
          "UntagResource",
          "UpdateKeyDescription",
        ],
      }),
      Resource: "*",
      Condition: {
        StringEquals: { "aws:ResourceTag/Environment": environment },
        StringNotLike: { "aws:ResourceTag/Name": physicalName("*", "state") },
      },
    },
    {
      Sid: "NewKeys",
      Effect: "Allow",
      Action: ["kms:TagResource"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:RequestTag/Environment": environment },
        Null: { "aws:ResourceTag/Environment": "true" },
      },
    },
  ];
}

/** Actions on a role of the environment. */
const roleActions = actionsOf({
  iam: [
    "AttachRolePolicy",
    "CreateRole",
    "DeleteRole",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "PutRolePolicy",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
  ],
});

/** Roles of the environment, those of rotation functions, and what they are handed to. */
function roleStatements(iam: string, name: string, region: string): Statement[] {
  const roles = [
    `${iam}:role/${name}`,
    `${iam}:role/serverlessrepo-migration-*`,
    `${iam}:role/dms-*`,
  ];
  return [
    { Sid: "Roles", Effect: "Allow", Action: roleActions, Resource: roles },
    {
      Sid: "RolesOfServices",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": roleServices(region) } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: `${iam}:role/aws-service-role/*`,
    },
  ];
}

/** What has no ARN of the account's own. */
function accountWideStatements(partition: string): Statement[] {
  return [
    {
      Sid: "Elsewhere",
      Effect: "Allow",
      Action: [
        "backup-storage:MountCapsule",
        "cloudformation:CreateChangeSet",
        "logs:*LogDelivery",
        "logs:DeleteResourcePolicy",
        "logs:PutResourcePolicy",
        "route53:AssociateVPCWithHostedZone",
        "route53:ChangeResourceRecordSets",
        "serverlessrepo:CreateCloudFormation*",
        "sns:Unsubscribe",
      ],
      Resource: "*",
    },
    {
      Sid: "RotationCode",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: `arn:${partition}:s3:::awsserverlessrepo-changesets-*/*`,
    },
  ];
}
