import { draft, ref, unknown } from "./support/plan";
import { type Case, accept, leaveOpen, refuse } from "./support/verdicts";

/*
 * What an attack on the pack found, by cause. Each case stands for a kind; the tests of the rules
 * and the mutations hold more of each.
 */

const account = "111122223333";
const allow = (parts: object) => ({ Statement: [{ Effect: "Allow", Resource: "*", ...parts }] });
const everybody = (Condition: object) => allow({ Principal: "*", Action: "*", Condition });
const notPublic: readonly (readonly [rule: string, path: string])[] = [
  ["kms-not-public", "kms.KeyPolicy"],
  ["secret-policy-not-public", "secretsmanager.SecretPolicy"],
  ["s3-policy-not-public", "s3.BucketPolicy"],
  ["sns-policy-not-public", "sns.TopicPolicy"],
  ["sqs-policy-not-public", "sqs.QueuePolicy"],
  ["resource-policy-not-public", "backup.VaultPolicy"],
];
const loose: readonly (readonly [words: string, condition: object])[] = [
  ["a role of any account", { StringLike: { "aws:PrincipalArn": "*:role/app" } }],
  ["accounts that begin alike", { StringLike: { "aws:PrincipalAccount": "1*" } }],
  ["any organization", { StringLike: { "aws:PrincipalOrgID": "o*" } }],
  ["any bucket of a kind", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*-logs" } }],
  [
    "the caller's own account",
    { StringEquals: { "aws:PrincipalAccount": "${aws:PrincipalAccount}" } },
  ],
  ["private addresses", { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } }],
  ["a service that calls", { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }],
];
const permissions = (parts: object) => draft("iam.RolePolicy", "policy", { policy: allow(parts) });
const bucket = draft("s3.Bucket", "data", { bucket: "corp-data" });
const tls = (parts: object) =>
  draft("s3.BucketPolicy", "tls", {
    bucket: ref("data"),
    policy: {
      Statement: {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::corp-data", "arn:aws:s3:::corp-data/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...parts,
      },
    },
  });
const rotator = (variables: object) => [
  draft("lambda.Function", "rotator", {
    vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
    deadLetterConfig: { targetArn: unknown },
    reservedConcurrentExecutions: 1,
    runtime: "python3.13",
    environment: { variables },
  }),
  draft("secretsmanager.SecretRotation", "rotation", { rotationLambdaArn: ref("rotator") }),
];

const metrics = { visibilityConfig: { cloudwatchMetricsEnabled: true } };
const managed = (name: string, priority: number, more: object = {}) => ({
  ...metrics,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...more } },
});
const common = "AWSManagedRulesCommonRuleSet";
const inputs = "AWSManagedRulesKnownBadInputsRuleSet";
const rate = (more: object = {}, action: object = { block: {} }) => ({
  ...metrics,
  priority: 3,
  action,
  statement: { rateBasedStatement: { limit: 2000, ...more } },
});
const acl = (...rules: readonly object[]) => draft("wafv2.WebAcl", "edge", { rules });
const path = (searchString: string, positionalConstraint: string) => ({
  byteMatchStatement: { searchString, positionalConstraint, fieldToMatch: { uriPath: {} } },
});
const logs = (loggingFilter: object) => [
  draft("wafv2.WebAcl", "edge"),
  draft("wafv2.WebAclLoggingConfiguration", "log", { resourceArn: ref("edge"), loggingFilter }),
];
const filter = (behavior: string, action: string) => ({
  behavior,
  requirement: "MEETS_ANY",
  conditions: [{ actionCondition: { action } }],
});
const kafka = (kafkaSettings: object) =>
  draft("dms.Endpoint", "kafka", { engineName: "kafka", kafkaSettings });
const source = (secretsManagerArn: unknown) =>
  draft("dms.Endpoint", "source", { secretsManagerArn });
const topic = draft("sns.Topic", "alerts", { kmsMasterKeyId: "alias/aws/sns" });
const alarm = (props: object) =>
  draft("cloudwatch.MetricAlarm", "cpu", { alarmActions: [ref("alerts")], ...props });
const instance = (props: object = {}) =>
  draft("rds.Instance", "db", {
    engine: "mysql",
    username: "admin",
    password: "literal",
    ...props,
  });
const cluster = (props: object = {}) =>
  draft("rds.Cluster", "aurora", { engine: "aurora-mysql", ...props });
const task = (LogComponents: readonly object[]) =>
  draft("dms.ReplicationTask", "orders", {
    replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true, LogComponents } }),
  });
const logged = (Severity: string) =>
  ["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_APPLY", "TARGET_LOAD"].map((Id) => ({
    Id,
    Severity,
  }));

describe("violations that an attack found to be missed", () => {
  refuse([
    ...notPublic.flatMap(([rule, holder]) =>
      loose.map(([words, condition]): Case => [
        rule,
        `everybody, narrowed by ${words}`,
        [draft(holder, "open", { policy: everybody(condition) })],
      ]),
    ),
    [
      "role-trust-not-public",
      "the principal *",
      [draft("iam.Role", "app", { assumeRolePolicy: everybody({}) })],
    ],
    [
      "dms-role-confused-deputy",
      "DMS for accounts that begin alike",
      [
        draft("iam.Role", "dms", {
          assumeRolePolicy: allow({
            Principal: { Service: "dms.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringLike: { "aws:SourceAccount": "4*" } },
          }),
        }),
      ],
    ],
    [
      "s3-tls-only",
      "a denial of Get and Put only",
      [bucket, tls({ Action: ["s3:GetObject", "s3:PutObject"] })],
    ],
    [
      "s3-tls-only",
      "a denial on the objects only",
      [bucket, tls({ Resource: "arn:aws:s3:::corp-data/*" })],
    ],
    [
      "s3-tls-only",
      "a denial on the bucket only",
      [bucket, tls({ Resource: "arn:aws:s3:::corp-data" })],
    ],
    [
      "s3-tls-only",
      "a denial on some objects",
      [bucket, tls({ Resource: ["arn:aws:s3:::corp-data", "arn:aws:s3:::corp-data/a/*"] })],
    ],
    [
      "s3-tls-only",
      "a denial on another bucket",
      [bucket, tls({ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] })],
    ],
    [
      "s3-tls-only",
      "a denial to all but one",
      [bucket, tls({ Principal: undefined, NotPrincipal: { AWS: account } })],
    ],
    [
      "iam-no-decrypt-all-keys",
      "keys by the beginning of their type",
      [permissions({ Action: "kms:Decrypt", Resource: "arn:aws:kms:*:*:k*" })],
    ],
    [
      "iam-no-decrypt-all-keys",
      "keys by a hyphen",
      [permissions({ Action: "kms:Decrypt", Resource: "arn:aws:kms:*:*:key/*-*" })],
    ],
    [
      "iam-no-decrypt-all-keys",
      "keys through any service",
      [
        permissions({
          Action: "kms:Decrypt",
          Condition: { StringLike: { "kms:ViaService": "*.amazonaws.com" } },
        }),
      ],
    ],
    ["iam-no-privilege-escalation", "PassRole on *", [permissions({ Action: "iam:PassRole" })]],
    [
      "iam-no-privilege-escalation",
      "policy writing on *",
      [permissions({ Action: "iam:PutRolePolicy" })],
    ],
    [
      "iam-no-read-all-secrets",
      "GetSecretValue on *",
      [permissions({ Action: "secretsmanager:GetSecretValue" })],
    ],
    [
      "resource-policy-not-public",
      "a log resource policy for everybody",
      [
        draft("cloudwatch.LogResourcePolicy", "logs", {
          policyDocument: JSON.stringify(everybody({})),
        }),
      ],
    ],
    ...[
      "DB_PWD",
      "PRIVATE_KEY",
      "CONNECTION_STRING",
      "dbPassword",
      "DATABASE_URL",
      "JWT_SIGNING_KEY",
      "DB_PASSWORD_1",
    ].map((name): Case => [
      "rotation-lambda-hardened",
      `the variable ${name}`,
      rotator({ [name]: "x" }),
    ]),
    [
      "rotation-lambda-hardened",
      "an address with a password in it",
      rotator({ TARGET: "mysql://app:secret@db/orders" }),
    ],
    [
      "rotation-lambda-hardened",
      "an old runtime of a function that rotates nothing",
      [draft("lambda.Function", "app", { runtime: "python3.8" })],
    ],
    [
      "rotation-lambda-hardened",
      "one subnet of a function that rotates nothing",
      [draft("lambda.Function", "app", { vpcConfig: { subnetIds: ["subnet-1"] } })],
    ],
    ...(
      [
        "aurora-managed-password",
        "aurora-backup-retention",
        "aurora-log-exports",
        "aurora-cmk",
        "aurora-copy-tags",
        "aurora-deletion-protection",
        "aurora-iam-auth",
        "aurora-encrypted",
        "aurora-monitoring",
        "aurora-multi-instance",
        "aurora-port",
        "aurora-admin-name",
        "aurora-require-tls",
        "backup-plan-covers-db",
        "windows-explicit",
        "stateful-protected",
      ] as const
    ).map((rule): Case => [rule, "a single instance that says nothing", [instance()]]),
    [
      "aurora-managed-password",
      "a write-only password",
      [instance({ password: undefined, passwordWo: "x" })],
    ],
    ["aurora-deletion-protection", "a global cluster", [draft("rds.GlobalCluster", "world")]],
    [
      "aurora-encrypted",
      "a snapshot of an instance in clear",
      [
        instance({ storageEncrypted: false }),
        draft("rds.Snapshot", "last", { dbInstanceIdentifier: ref("db") }),
      ],
    ],
    [
      "snapshot-not-public",
      "a snapshot for all",
      [draft("rds.SnapshotCopy", "copy", { sharedAccounts: [account, "all"] })],
    ],
    [
      "route-no-igw-in-private",
      "a proxy in a subnet with a NAT gateway",
      [
        draft("ec2.Vpc", "vpc"),
        draft("ec2.Subnet", "a", { vpcId: ref("vpc") }),
        draft("ec2.RouteTable", "table", {
          routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: unknown }],
        }),
        draft("ec2.RouteTableAssociation", "link", {
          subnetId: ref("a"),
          routeTableId: ref("table"),
        }),
        draft("rds.Proxy", "proxy", { vpcSubnetIds: [ref("a")] }),
      ],
    ],
    [
      "waf-logging",
      "a log filter that drops",
      logs({ defaultBehavior: "DROP", filters: [filter("KEEP", "ALLOW")] }),
    ],
    [
      "waf-logging",
      "a log filter that drops what is blocked",
      logs({ defaultBehavior: "KEEP", filters: [filter("DROP", "BLOCK")] }),
    ],
    [
      "waf-logging",
      "a log filter that drops by default",
      logs({ defaultBehavior: "DROP", filters: [] }),
    ],
    [
      "waf-has-rules-and-metrics",
      "rules that are made to count",
      [
        acl(
          managed(common, 1, {
            ruleActionOverrides: [{ name: "SQLi_BODY", actionToUse: { count: {} } }],
          }),
          managed(inputs, 2),
          rate(),
        ),
      ],
    ],
    [
      "waf-has-rules-and-metrics",
      "rules that are left out",
      [
        acl(
          managed(common, 1),
          managed(inputs, 2, { excludedRules: [{ name: "Log4JRCE_HEADER" }] }),
          rate(),
        ),
      ],
    ],
    [
      "waf-has-rules-and-metrics",
      "a scope-down to one path",
      [
        acl(
          managed(common, 1, { scopeDownStatement: path("/never", "EXACTLY") }),
          managed(inputs, 2),
          rate(),
        ),
      ],
    ],
    [
      "waf-has-rules-and-metrics",
      "a rate limit of billions",
      [acl(managed(common, 1), managed(inputs, 2), rate({ limit: 2_000_000_000 }))],
    ],
    [
      "waf-has-rules-and-metrics",
      "a rate rule that allows",
      [acl(managed(common, 1), managed(inputs, 2), rate({}, { allow: {} }))],
    ],
    [
      "waf-has-rules-and-metrics",
      "a rate rule that counts",
      [acl(managed(common, 1), managed(inputs, 2), rate({}, { count: {} }))],
    ],
    [
      "waf-has-rules-and-metrics",
      "a rate limit on one path",
      [
        acl(
          managed(common, 1),
          managed(inputs, 2),
          rate({ scopeDownStatement: path("/login", "STARTS_WITH") }),
        ),
      ],
    ],
    ...[
      path("/", "STARTS_WITH"),
      {
        notStatement: {
          statement: { sizeConstraintStatement: { size: 0, comparisonOperator: "LT" } },
        },
      },
      { regexMatchStatement: { regexString: "^/.*$" } },
      { orStatement: { statements: [path("/never", "EXACTLY"), path("/", "CONTAINS")] } },
    ].map((statement, index): Case => [
      "waf-has-rules-and-metrics",
      `a rule that allows everything first (${index + 1})`,
      [
        acl(
          { ...metrics, priority: 0, action: { allow: {} }, statement },
          managed(common, 1),
          managed(inputs, 2),
          rate(),
        ),
      ],
    ]),
    [
      "waf-has-rules-and-metrics",
      "a scope-down in rules that are JSON",
      [
        draft("wafv2.WebAcl", "edge", {
          ruleJson: JSON.stringify(
            [common, inputs].map((Name) => ({
              Priority: 1,
              OverrideAction: { None: {} },
              VisibilityConfig: { CloudWatchMetricsEnabled: true },
              Statement: {
                ManagedRuleGroupStatement: {
                  Name,
                  ScopeDownStatement: {
                    ByteMatchStatement: {
                      SearchString: "/never",
                      PositionalConstraint: "EXACTLY",
                      FieldToMatch: { UriPath: {} },
                    },
                  },
                },
              },
            })),
          ),
        }),
      ],
    ],
    ["dms-endpoint-ssl", "Kafka in clear", [kafka({ securityProtocol: "plaintext" })]],
    [
      "dms-endpoint-ssl",
      "Kafka in clear, by an attribute",
      [
        draft("dms.Endpoint", "k", {
          engineName: "kafka",
          extraConnectionAttributes: "securityProtocol=plaintext",
        }),
      ],
    ],
    [
      "dms-endpoint-ssl",
      "a search cluster in clear",
      [
        draft("dms.Endpoint", "s", {
          engineName: "opensearch",
          elasticsearchSettings: { endpointUri: "http://search.corp.example" },
        }),
      ],
    ],
    ["dms-secret-not-managed", "the cluster's own secret", [cluster(), source(ref("aurora"))]],
    [
      "dms-secret-not-managed",
      "the secret of a cluster of elsewhere",
      [source(`arn:aws:secretsmanager:us-east-1:${account}:secret:rds!cluster-5f0d2c1e-AbCdEf`)],
    ],
    ["sns-encrypted", "a topic of AWS's key that alarms publish to", [topic, alarm({})]],
    [
      "sns-encrypted",
      "a topic of AWS's key that events publish to",
      [topic, draft("cloudwatch.EventTarget", "t", { arn: ref("alerts") })],
    ],
    ["alarm-actions", "an action that is an empty text", [alarm({ alarmActions: [""] })]],
    [
      "dms-task-logging",
      "a component that is listed twice",
      [task([...logged("LOGGER_SEVERITY_ERROR"), ...logged("LOGGER_SEVERITY_DEFAULT")])],
    ],
    [
      "aurora-require-tls",
      "a parameter that is given twice",
      [
        cluster({ dbClusterParameterGroupName: ref("p") }),
        draft("rds.ClusterParameterGroup", "p", {
          parameters: ["OFF", "ON"].map((value) => ({ name: "require_secure_transport", value })),
        }),
      ],
    ],
    [
      "event-subscriptions",
      "subscriptions for foreign clusters",
      [
        cluster(),
        draft("rds.EventSubscription", "e", { sourceType: "db-cluster", sourceIds: ["other"] }),
        draft("rds.EventSubscription", "g", { sourceType: "db-security-group" }),
      ],
    ],
  ]);
});

describe("compliant resources that an attack found to be blocked", () => {
  accept([
    [
      "dms-endpoint-uses-secret",
      "Kafka's password over TLS",
      [kafka({ securityProtocol: "sasl-ssl", saslPassword: "x" })],
    ],
    [
      "dms-endpoint-uses-secret",
      "Redis' password over TLS",
      [
        draft("dms.Endpoint", "redis", {
          engineName: "redis",
          redisSettings: { sslSecurityProtocol: "ssl-encryption", authPassword: "x" },
        }),
      ],
    ],
    ["dms-endpoint-ssl", "Kafka over TLS", [kafka({ securityProtocol: "ssl-encryption" })]],
    [
      "secret-rotation-interval",
      "an empty schedule beside a number of days",
      [
        draft("secretsmanager.SecretRotation", "r", {
          rotationRules: { automaticallyAfterDays: 30, scheduleExpression: "" },
        }),
      ],
    ],
    ...[
      {
        source: ["aws.secretsmanager"],
        detail: { eventName: [{ "anything-but": ["RotationStarted"] }] },
      },
      {
        source: [{ "anything-but": { prefix: "aws.ec2" } }],
        detail: { eventSource: [{ exists: true }], eventName: ["RotationFailed"] },
      },
    ].map((pattern, index): Case => [
      "rotation-failure-alarm",
      `a pattern of all but something (${index + 1})`,
      [
        draft("secretsmanager.SecretRotation", "r"),
        draft("cloudwatch.EventRule", "failed", { eventPattern: JSON.stringify(pattern) }),
        draft("cloudwatch.EventTarget", "mail", { rule: ref("failed") }),
      ],
    ]),
    [
      "rotation-failure-alarm",
      "an alarm on a query of the function's errors",
      [
        draft("lambda.Function", "rotator"),
        draft("secretsmanager.SecretRotation", "r", { rotationLambdaArn: ref("rotator") }),
        draft("cloudwatch.MetricAlarm", "errors", {
          metricQueries: [
            {
              id: "m",
              metric: {
                namespace: "AWS/Lambda",
                metricName: "Errors",
                dimensions: { FunctionName: ref("rotator") },
              },
            },
          ],
        }),
      ],
    ],
    [
      "alarm-coverage",
      "no alarm on the replica lag of a cluster of one instance",
      [cluster(), draft("rds.ClusterInstance", "one", { clusterIdentifier: ref("aurora") })],
      { aurora: ["AuroraReplicaLag|AuroraReplicaLagMaximum"] },
    ],
    [
      "required-endpoints",
      "a hub's endpoint with a hosted zone of its own",
      [
        draft("ec2.VpcEndpoint", "kms", {
          vpcEndpointType: "Interface",
          serviceName: "com.amazonaws.us-east-1.kms",
          privateDnsEnabled: false,
        }),
        draft("route53.Zone", "zone", { name: "kms.us-east-1.amazonaws.com" }),
      ],
    ],
    [
      "required-endpoints",
      "an interface endpoint of S3",
      [
        draft("ec2.VpcEndpoint", "s3", {
          vpcEndpointType: "Interface",
          serviceName: "com.amazonaws.us-east-1.s3",
        }),
      ],
    ],
    [
      "waf-has-rules-and-metrics",
      "a rate limit inside a rule group, and an exception to the scope",
      [
        draft("wafv2.RuleGroup", "limits", { rules: [rate()] }),
        acl(
          managed(common, 1, {
            scopeDownStatement: { notStatement: { statement: path("/upload", "STARTS_WITH") } },
          }),
          managed(inputs, 2),
          {
            ...metrics,
            priority: 3,
            overrideAction: { none: {} },
            statement: { ruleGroupReferenceStatement: { arn: ref("limits") } },
          },
        ),
      ],
    ],
    [
      "waf-has-rules-and-metrics",
      "a rule that allows one path first",
      [
        acl(
          { ...metrics, priority: 0, action: { allow: {} }, statement: path("/health", "EXACTLY") },
          managed(common, 1),
          managed(inputs, 2),
          rate(),
        ),
      ],
    ],
    [
      "s3-policy-not-public",
      "a role of the own account that may change the policy",
      [
        {
          ...draft("s3.BucketPolicy", "own", {
            policy: allow({
              Principal: { AWS: `arn:aws:iam::${account}:role/deploy` },
              Action: "s3:PutBucketPolicy",
            }),
          }),
          provider: { allowedAccountIds: JSON.stringify([account]) },
        },
      ],
    ],
    [
      "s3-policy-not-public",
      "everybody with the id of a role",
      [
        draft("s3.BucketPolicy", "own", {
          policy: allow({
            Principal: "*",
            Action: "s3:GetObject",
            Condition: { StringLike: { "aws:userid": "AROACKCEVSQ6C2EXAMPLE:*" } },
          }),
        }),
      ],
    ],
    ["sns-encrypted", "a topic of AWS's key that nothing of AWS publishes to", [topic]],
    [
      "rotation-lambda-hardened",
      "the place of a secret",
      rotator({
        SECRET_ARN: "arn:aws:x",
        SECRETS_MANAGER_ENDPOINT: "https://x",
        PASSWORD_LENGTH: "32",
        DB_PASSWORD: "arn:aws:secretsmanager:x",
      }),
    ],
    [
      "s3-tls-only",
      "a denial on the bucket and all in it, by one pattern",
      [bucket, tls({ Resource: "arn:aws:s3:::corp-data*" })],
    ],
    [
      "waf-logging",
      "a log of what is blocked and counted",
      logs({
        defaultBehavior: "DROP",
        filters: [filter("KEEP", "BLOCK"), filter("KEEP", "COUNT")],
      }).map((item) =>
        item.name === "log" ? { ...item, props: { ...item.props, redactedFields: [{}] } } : item,
      ),
    ],
  ]);
  leaveOpen([
    [
      "waf-has-rules-and-metrics",
      "a rate limit inside a rule group of elsewhere",
      [
        acl(managed(common, 1), managed(inputs, 2), {
          ...metrics,
          priority: 3,
          overrideAction: { none: {} },
          statement: {
            ruleGroupReferenceStatement: {
              arn: `arn:aws:wafv2:us-east-1:${account}:regional/rulegroup/limits/1`,
            },
          },
        }),
      ],
    ],
    [
      "aurora-encrypted",
      "a snapshot of a database of elsewhere",
      [draft("rds.Snapshot", "last", { dbInstanceIdentifier: "other" })],
    ],
  ]);
});
