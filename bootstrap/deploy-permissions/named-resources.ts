import { actionsOf, type Statement } from "../permissions";

/** The environment that permissions are limited to. */
export interface DeployScope {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly environment: string;
  /** The boundary that every role must have. Default: none. */
  readonly permissionsBoundaryArn?: string | undefined;
}

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
    bucketArns: ["alb-logs", "assess", "ops"].map(
      (purpose) => `arn:${partition}:s3:::migration-${purpose}-*-${environment}`,
    ),
  };
}

interface NamedResources {
  readonly actions: Readonly<Record<string, readonly string[]>>;
  readonly resources: (arns: Arns) => readonly string[];
}

/** By the kind of resource: the actions, and the ARNs that they have. */
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
        // Secrets Manager requires it from whoever turns rotation on.
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
        // Objects that are not protected are deleted with their bucket.
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

/** Allows actions on resources whose names end in the environment, by their ARNs. */
export function namedResourceStatements(name: string, scope: DeployScope): Statement[] {
  const arns = arnsOf(name, scope);
  return Object.entries(namedResources).map(([Sid, { actions, resources }]) => ({
    Sid,
    Effect: "Allow",
    Action: actionsOf(actions),
    Resource: resources(arns),
  }));
}
