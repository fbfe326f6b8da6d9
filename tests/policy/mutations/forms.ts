import { ofProvider } from "./operations";
import { add, all, at, type Document, type Mutate, type Mutations } from "../support/mutate";

/*
 * Mutations by a grammar of properties: a weak value, times the types and the places that may hold
 * it, on a new resource. They are products; nobody wrote them one by one.
 */

type Rows = Readonly<Record<string, Mutate>>;
type Values = readonly (readonly [words: string, properties: Document])[];

/** A new resource of each type, with each set of properties. */
function added(paths: readonly string[], values: Values, rest: Document = {}): Rows {
  return Object.fromEntries(
    paths.flatMap((path) =>
      values.map(([words, properties]) => [
        `a new ${path} with ${words}`,
        add(path, "weak", { ...rest, ...properties }),
      ]),
    ),
  );
}

/** Each value of a property, null for one that is not given, and the words for it. */
function valued(property: string, values: readonly unknown[]): Values {
  return values.map((value) => [
    value === undefined ? `no ${property}` : `${property} ${JSON.stringify(value)}`,
    { [property]: value },
  ]);
}

const key = "arn:aws:kms:us-east-1:444455556666:key/1f0d2c1e";
const loadBalancers = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].map(
  (module) => `${module}.LoadBalancer`,
);
const buckets = ["s3.Bucket", "s3.BucketV2"];
const keys = ["kms.Key", "kms.ReplicaKey", "kms.ExternalKey", "kms.ReplicaExternalKey"];

const settings = (logging: object, fullLoad: object = { TargetTablePrepMode: "DO_NOTHING" }) =>
  JSON.stringify({ Logging: logging, FullLoadSettings: fullLoad });
const replications: readonly (readonly [path: string, settings: string, kind: string])[] = [
  ["dms.ReplicationTask", "replicationTaskSettings", "migrationType"],
  ["dms.ReplicationConfig", "replicationSettings", "replicationType"],
];

function verbose(): Rows {
  const components = ["SOURCE_UNLOAD", "TARGET_LOAD", "TRANSFORMATION"];
  return Object.fromEntries(
    replications.flatMap(([path, property]) =>
      components.map((Id) => [
        `${Id} in detail by a new ${path}`,
        add(path, "weak", {
          [property]: settings({
            EnableLogging: true,
            LogComponents: [{ Id, Severity: "LOGGER_SEVERITY_DETAILED_DEBUG" }],
          }),
        }),
      ]),
    ),
  );
}

function dropping(): Rows {
  const modes = [{ TargetTablePrepMode: "DROP_AND_CREATE" }, {}];
  return Object.fromEntries(
    replications.flatMap(([path, property, kind]) =>
      ["full-load", "full-load-and-cdc"].flatMap((type) =>
        modes.map((mode) => [
          `${JSON.stringify(mode)} of a new ${path} of ${type}`,
          add(path, "weak", { [kind]: type, [property]: settings({}, mode) }),
        ]),
      ),
    ),
  );
}

const group = (properties: Document) => add("ec2.SecurityGroup", "weak", properties);
const newGroup = at("ec2.SecurityGroup", "weak");
const rule = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" };
const inlineRule = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] };

/** Inline rules of each direction beside standalone ones of each type. */
function mixed(): Rows {
  const standalone = {
    ingress: "vpc.SecurityGroupIngressRule",
    egress: "vpc.SecurityGroupEgressRule",
  };
  return Object.fromEntries(
    (["ingress", "egress"] as const).flatMap((direction) =>
      [standalone[direction], "ec2.SecurityGroupRule"].flatMap((path) =>
        [[inlineRule], []].map((inline) => [
          `${inline.length} inline ${direction} rules beside a ${path}`,
          all(
            group({ description: "x", [direction]: inline }),
            add(path, "beside", {
              securityGroupId: newGroup,
              ...(path.startsWith("ec2") ? { ...inlineRule, type: direction } : rule),
            }),
          ),
        ]),
      ),
    ),
  );
}

/** Groups that have rules, but none of egress. */
const silent: Rows = {
  "a new group with inline ingress": group({ ingress: [inlineRule] }),
  "a new group with null for egress": group({ egress: null }),
  "a new group with a standalone ingress rule": all(
    group({}),
    add("vpc.SecurityGroupIngressRule", "beside", { securityGroupId: newGroup, ...rule }),
  ),
  "a new group with an older ingress rule": all(
    group({}),
    add("ec2.SecurityGroupRule", "beside", {
      securityGroupId: newGroup,
      type: "ingress",
      ...inlineRule,
    }),
  ),
};

const topic = at("sns.Topic", "weak");

/** Mutations that send an alarm to a new topic without subscribers. */
const unheard: Rows = Object.fromEntries(
  ["cloudwatch.MetricAlarm", "cloudwatch.CompositeAlarm"].flatMap((path) =>
    [1, 2].map((count) => [
      `a new topic among ${count} actions of a ${path}`,
      all(
        add("sns.Topic", "weak", { kmsMasterKeyId: key }),
        add(path, "notifying", {
          alarmActions: [topic, "arn:aws:sns:us-east-1:444455556666:other"].slice(0, count),
        }),
      ),
    ]),
  ),
);

/** A property that is not "on" on a companion of a new bucket. */
const unversioned: Rows = Object.fromEntries(
  buckets.flatMap((path) =>
    ["s3.BucketVersioning", "s3.BucketVersioningV2"].flatMap((companion) =>
      ["Suspended", "Disabled"].map((status) => [
        `a new ${path} with a ${companion} that is ${status}`,
        all(
          add(path, "weak"),
          add(companion, "state", {
            bucket: at(path, "weak"),
            versioningConfiguration: { status },
          }),
        ),
      ]),
    ),
  ),
);

const unencrypted: Rows = Object.fromEntries(
  buckets.flatMap((path) =>
    [{}, { sseAlgorithm: "AES256" }].map((byDefault) => [
      `a new ${path} with ${JSON.stringify(byDefault)}`,
      all(
        add(path, "weak"),
        add("s3.BucketServerSideEncryptionConfiguration", "state", {
          bucket: at(path, "weak"),
          rules: [{ applyServerSideEncryptionByDefault: byDefault }],
        }),
      ),
    ]),
  ),
);

const logging = at("wafv2.WebAclLoggingConfiguration", "edge-waf");
const filter = (behavior: string, action: string, requirement: string, defaultBehavior: string) =>
  logging.set({
    loggingFilter: {
      defaultBehavior,
      filters: [{ behavior, requirement, conditions: [{ actionCondition: { action } }] }],
    },
  });
const dropped: Rows = Object.fromEntries(
  ["MEETS_ANY", "MEETS_ALL"].flatMap((requirement) => [
    [
      `a filter that drops what is blocked, ${requirement}`,
      filter("DROP", "BLOCK", requirement, "KEEP"),
    ],
    [
      `a filter that keeps what is counted only, ${requirement}`,
      filter("KEEP", "COUNT", requirement, "DROP"),
    ],
  ]),
);

const permission: Document = { action: "lambda:InvokeFunction", function: "rotate" };
const services = ["s3", "sns", "events", "logs", "secretsmanager"];
const imported = { privateKey: "-----BEGIN", certificateBody: "-----BEGIN" };
const cluster = at("rds.Cluster", "database");
const member = (number: number) => at("rds.ClusterInstance", `database-${number}`);

/** The mutations by area and rule. */
export const formRules = {
  egress: { "egress-explicit": silent, "sg-no-rule-management-conflict": mixed() },
  rotation: {
    "no-static-iam-keys": added(
      ["iam.User", "iam.AccessKey", "iam.UserPolicy", "iam.UserPolicyAttachment"],
      [["nothing else", { user: "deploy", name: "deploy" }]],
    ),
    "rotation-lambda-permission-scoped": added(
      ["lambda.Permission"],
      services.map((name) => [name, { ...permission, principal: `${name}.amazonaws.com` }]),
    ),
    "secret-rotation-configured": added(
      ["secretsmanager.Secret"],
      [...valued("kmsKeyId", [key, undefined]), ...valued("description", ["never rotated"])],
    ),
    "vpn-psk-not-literal": added(
      ["ec2.VpnConnection"],
      ["tunnel1PresharedKey", "tunnel2PresharedKey"].flatMap((name) =>
        [undefined, "Standard"].map(
          (presharedKeyStorage) =>
            [
              `${name} kept in ${presharedKeyStorage ?? "the usual place"}`,
              { [name]: "not.a.secret", presharedKeyStorage },
            ] as const,
        ),
      ),
    ),
    "dms-secret-is-rotated": Object.fromEntries(
      ["source", "target"].flatMap((endpointType) =>
        ["mysql", "aurora"].map((engineName) => [
          `a new ${endpointType} of ${engineName} with a new secret`,
          all(
            add("secretsmanager.Secret", "weak"),
            add("dms.Endpoint", "weak-end", {
              endpointType,
              engineName,
              secretsManagerArn: at("secretsmanager.Secret", "weak"),
            }),
          ),
        ]),
      ),
    ),
    "secret-rotation-window": added(
      ["secretsmanager.SecretRotation"],
      [
        ["no schedule", { rotationRules: { automaticallyAfterDays: 30 } }],
        ["no duration", { rotationRules: { scheduleExpression: "cron(0 1 ? * MON *)" } }],
        [
          "a rate of hours",
          { rotationRules: { scheduleExpression: "rate(4 hours)", duration: "2h" } },
        ],
        ["no rules", {}],
      ],
    ),
  },
  logging: {
    "alarm-subscribers": unheard,
    "dms-no-debug-logging": verbose(),
    "s3-access-logging": added(buckets, [
      ...valued("logging", [undefined, null]),
      ...valued("loggings", [[]]),
    ]),
    "sns-encrypted": added(["sns.Topic"], valued("kmsMasterKeyId", [undefined, null, ""])),
    "sns-no-http-subscription": added(
      ["sns.TopicSubscription"],
      valued("endpoint", ["http://corp.example/a", "http://10.0.0.1/b", undefined]),
      { protocol: "http", topic: "arn:aws:sns:us-east-1:444455556666:other" },
    ),
    "waf-logging": { ...dropped, "a second ACL that nothing logs": add("wafv2.WebAcl", "weak") },
  },
  tls: {
    "acm-dns-validated": added(
      ["acm.Certificate"],
      valued("validationMethod", ["EMAIL", "NONE", "HTTP", undefined, null]),
      { domainName: "corp.example" },
    ),
    "acm-strong-key": added(
      ["acm.Certificate"],
      [...valued("keyAlgorithm", ["RSA_1024"]), ["an imported key", imported]],
      { validationMethod: "DNS" },
    ),
    "aurora-proxy-tls": added(
      ["rds.Proxy"],
      valued("requireTls", [false, "false", undefined, null]),
    ),
    "dms-other-engines": added(
      ["dms.Endpoint"],
      [
        ...[{}, { authType: "no" }, { authType: "password" }].map(
          (mongodbSettings) =>
            [
              `MongoDB and ${JSON.stringify(mongodbSettings)}`,
              { engineName: "mongodb", mongodbSettings },
            ] as const,
        ),
        [
          "Redis and plain text",
          { engineName: "redis", redisSettings: { sslSecurityProtocol: "plaintext" } },
        ],
      ],
    ),
    "lambda-url-auth": added(
      ["lambda.FunctionUrl"],
      valued("authorizationType", ["NONE", undefined, null]),
    ),
  },
  encryption: {
    "backup-vault-cmk": added(
      ["backup.Vault"],
      valued("kmsKeyArn", [undefined, null, "", "alias/aws/backup"]),
    ),
    "kms-deletion-window": added(keys, valued("deletionWindowInDays", [7, "8", 29])),
    "kms-policy-explicit": added(keys, valued("policy", [undefined, null, ""])),
    "s3-encrypted": unencrypted,
    "sqs-encrypted": added(["sqs.Queue"], [...valued("kmsMasterKeyId", [undefined, null, ""])], {
      sqsManagedSseEnabled: false,
    }),
  },
  "public-access": {
    "dms-not-public": added(
      ["dms.ReplicationInstance"],
      valued("publiclyAccessible", [true, "true", undefined, null]),
    ),
    "snapshot-not-public": added(
      ["rds.ClusterSnapshot", "rds.ClusterSnapshotCopy", "rds.Snapshot", "rds.SnapshotCopy"],
      valued("sharedAccounts", [["all"], ["444455556666", "all"], ["*"]]),
    ),
    "subnet-no-public-ip": added(["ec2.Subnet"], valued("mapPublicIpOnLaunch", [true, "true"]), {
      cidrBlock: "10.20.200.0/24",
    }),
    "waf-ip-set-bounded": added(
      ["wafv2.IpSet"],
      valued("addresses", [
        ["0.0.0.0/1", "128.0.0.0/1"],
        ["::/0"],
        ["10.0.0.0/8", "0.0.0.0/2"],
        ["0.0.0.0/0"],
      ]),
    ),
  },
  resilience: {
    "alb-desync": added(loadBalancers, valued("desyncMitigationMode", ["monitor", "none"])),
    "alb-multi-az": added(loadBalancers, [
      ...valued("subnets", [["subnet-1"], [], undefined]),
      ...valued("subnetMappings", [[{ subnetId: "subnet-1" }]]),
    ]),
    "aurora-backtrack": Object.fromEntries(
      [undefined, 0, "0", null].map((backtrackWindow) => [
        `a new cluster with ${backtrackWindow ?? "nothing"}`,
        add("rds.Cluster", "weak", { engine: "aurora-mysql", backtrackWindow }),
      ]),
    ),
    "aurora-minor-upgrade": {
      ...added(
        ["rds.ClusterInstance", "rds.Instance"],
        valued("autoMinorVersionUpgrade", [false, "false"]),
      ),
      "the last instance without": member(3).set({
        autoMinorVersionUpgrade: "false",
        engineVersion: "8.0.mysql_aurora.3.11.0",
      }),
    },
    "backup-plan-covers-db": Object.fromEntries(
      ["aurora-mysql", "aurora-postgresql", "aurora"].map((engine) => [
        `a new cluster of ${engine} that no selection names`,
        add("rds.Cluster", "weak", { engine }),
      ]),
    ),
    "s3-lifecycle": added(buckets, valued("lifecycleRules", [undefined, [], [{ enabled: false }]])),
    "s3-versioning": {
      ...unversioned,
      ...added(buckets, valued("versioning", [{ enabled: false }, {}])),
    },
  },
  dms: {
    "aurora-binlog-for-fallback": Object.fromEntries(
      [3600, "7200", 1].map((backtrackWindow) => [
        `a backtrack window of ${JSON.stringify(backtrackWindow)}`,
        all(
          add("dms.Endpoint", "way-back", { endpointType: "source", engineName: "aurora" }),
          cluster.set({ backtrackWindow }),
        ),
      ]),
    ),
    "dms-no-autostart": {
      ...added(["dms.ReplicationTask"], valued("startReplicationTask", [true, "true"])),
      ...added(["dms.ReplicationConfig"], valued("startReplication", [true, "true"])),
    },
    "dms-table-prep-safe": dropping(),
  },
  operations: {
    "provider-coverage": Object.fromEntries(
      [
        "aws:cloudcontrol/resource:Resource",
        "aws:cloudformation/stack:Stack",
        "aws-native:rds:DBCluster",
      ].map((type) => [`a ${type}`, add(type, "weak", { templateBody: "{}" })]),
    ),
    "region-allowlist": Object.fromEntries(
      ["secretsmanager.Secret", "rds.Cluster", "s3.Bucket"].flatMap((path) =>
        ["eu-west-1", "us-east-2"].map((region) => [
          `a new ${path} in ${region}`,
          add(path, "weak", { region }),
        ]),
      ),
    ),
    "required-tags": Object.fromEntries(
      [["Environment"], ["Owner"], ["Environment", "CostCenter"], []].map((names) => [
        `default tags ${names.join(" and ") || "without one"}`,
        ofProvider({
          defaultTags: JSON.stringify({
            tags: Object.fromEntries(names.map((name) => [name, "x"])),
          }),
        }),
      ]),
    ),
    "windows-no-overlap": added(
      ["rds.Instance"],
      [
        ["both at once", { backupWindow: "03:00-04:00", maintenanceWindow: "sun:03:30-sun:04:30" }],
        [
          "both over midnight",
          { backupWindow: "23:30-00:30", maintenanceWindow: "mon:00:00-mon:01:00" },
        ],
        [
          "a long window",
          { backupWindow: "08:00-09:00", maintenanceWindow: "mon:07:00-tue:07:00" },
        ],
      ],
    ),
  },
} satisfies Record<string, Mutations>;
