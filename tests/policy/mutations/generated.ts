import { add, at, type Document, type Mutate, type Mutations } from "../support/mutate";
import { policy, statement } from "./documents";

/*
 * Mutations by a grammar: what is wrong, times where and in which form it can be written. Nobody
 * wrote them one by one.
 */

type Rows = Readonly<Record<string, Mutate>>;

/** Every one of one kind with every one of the other. */
function product<A, B>(
  ones: Readonly<Record<string, A>>,
  others: Readonly<Record<string, B>>,
  mutation: (one: A, other: B) => Mutate,
): Rows {
  return Object.fromEntries(
    Object.entries(ones).flatMap(([one, a]) =>
      Object.entries(others).map(([other, b]) => [`${one}, ${other}`, mutation(a, b)]),
    ),
  );
}

const account = "444455556666";
const org = "o-a1b2c3d4e5";

/** Principals that include everybody. */
const principals: Readonly<Record<string, Document>> = {
  "the principal *": { Principal: "*" },
  "the account *": { Principal: { AWS: "*" } },
  "* in a list": { Principal: { AWS: [`arn:aws:iam::${account}:root`, "*"] } },
  "all but one": { NotPrincipal: { AWS: account } },
  "roots of all accounts": { Principal: { AWS: "arn:aws:iam::*:root" } },
};

/** Conditions that every account can satisfy. */
const conditions: Readonly<Record<string, Document>> = {
  "no condition": {},
  "a service that calls": { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
  "private addresses": { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } },
  "halves of the internet": { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
  "an account with a wildcard": { StringLike: { "aws:PrincipalAccount": "4*" } },
  "a variable": { StringEquals: { "aws:PrincipalAccount": "${aws:PrincipalAccount}" } },
  "a role of any account": { StringLike: { "aws:PrincipalArn": "*:role/app" } },
  "any organization": { StringLike: { "aws:PrincipalOrgID": "o-*" } },
  "paths that may be absent": {
    "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": `${org}/*` },
  },
  "an endpoint with a wildcard": { StringLike: { "aws:SourceVpce": "vpce-*" } },
  "a name that everybody can have": { StringEquals: { "aws:username": "deploy" } },
};

const holders: Readonly<Record<string, readonly (readonly [string, (text: string) => Mutate])[]>> =
  {
    "kms-not-public": [
      ["on the key", (text) => at("kms.Key", "encryption-data").set({ policy: text })],
      ["beside a key", (text) => add("kms.KeyPolicy", "open", { keyId: "k", policy: text })],
    ],
    "secret-policy-not-public": [
      ["on the secret", (text) => at("secretsmanager.Secret", "dms-target").set({ policy: text })],
      ["beside a secret", (text) => add("secretsmanager.SecretPolicy", "open", { policy: text })],
    ],
    "sns-policy-not-public": [
      ["on the topic", (text) => at("sns.Topic", "observability-topic").set({ policy: text })],
      ["beside a topic", (text) => add("sns.TopicPolicy", "open", { policy: text })],
    ],
    "sqs-policy-not-public": [
      ["beside a queue", (text) => add("sqs.QueuePolicy", "open", { policy: text })],
    ],
    "s3-policy-not-public": [
      ["beside a bucket", (text) => add("s3.BucketPolicy", "open", { policy: text })],
    ],
    "resource-policy-not-public": [
      ["on a vault", (text) => add("backup.VaultPolicy", "open", { policy: text })],
      ["on logs", (text) => add("cloudwatch.LogResourcePolicy", "open", { policyDocument: text })],
    ],
  };

function openPolicies(rule: string): Rows {
  const places = Object.fromEntries(holders[rule] ?? []);
  const documents = Object.fromEntries(
    Object.entries(principals).flatMap(([who, parts]) =>
      Object.entries(conditions).map(([how, Condition]) => [
        `${who} under ${how}`,
        policy(statement({ ...parts, Condition })),
      ]),
    ),
  );
  return product(documents, places, (document, place) => place(document));
}

/** Ranges that are the internet, in each property that holds ranges. */
const internet: Readonly<Record<string, Document>> = {
  everywhere: { cidrIpv4: "0.0.0.0/0" },
  "everywhere by IPv6": { cidrIpv6: "::/0" },
  "half of the internet": { cidrIpv4: "128.0.0.0/1" },
  "a quarter of it": { cidrIpv4: "64.0.0.0/2" },
};

const inLists: Readonly<Record<string, Document>> = {
  everywhere: { cidrBlocks: ["0.0.0.0/0"] },
  "everywhere by IPv6": { ipv6CidrBlocks: ["::/0"] },
  "quarters of the internet": { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/2", "64.0.0.0/2"] },
};

const traffic: Readonly<Record<string, readonly [protocol: string, from: number, to: number]>> = {
  "on every port": ["tcp", 0, 65535],
  "on a database's port": ["tcp", 3306, 3306],
  "on a shell's port": ["tcp", 22, 22],
  "on a range": ["tcp", 443, 5500],
  "by every protocol": ["-1", 0, 0],
};
const withoutPorts: typeof traffic = {
  "by GRE on a port": ["47", 443, 443],
  "by ESP on a port": ["50", 443, 443],
  "by UDP": ["udp", 3306, 3306],
};

function groupRules(direction: "ingress" | "egress", kinds: typeof traffic): Rows {
  const own =
    direction === "ingress" ? "vpc.SecurityGroupIngressRule" : "vpc.SecurityGroupEgressRule";
  const standalone = product(internet, kinds, (ranges, [ipProtocol, fromPort, toPort]) =>
    add(own, "open", {
      securityGroupId: "sg-1",
      description: "x",
      ipProtocol,
      fromPort,
      toPort,
      ...ranges,
    }),
  );
  const mixed = product(inLists, kinds, (ranges, [protocol, fromPort, toPort]) =>
    add("ec2.SecurityGroupRule", "open", {
      securityGroupId: "sg-1",
      type: direction,
      protocol,
      fromPort,
      toPort,
      ...ranges,
    }),
  );
  const inline = product(inLists, kinds, (ranges, [protocol, fromPort, toPort]) =>
    add("ec2.SecurityGroup", "open", { [direction]: [{ protocol, fromPort, toPort, ...ranges }] }),
  );
  const named = (form: string, rows: Rows) =>
    Object.entries(rows).map(([words, mutate]) => [`${words}, ${form}`, mutate] as const);
  return Object.fromEntries([
    ...named("a rule of its own", standalone),
    ...named("a rule of both directions", mixed),
    ...named("inline", inline),
  ]);
}

/** The values by which a switch is not on. */
const off: Readonly<Record<string, unknown>> = {
  "is false": false,
  "is false as a text": "false",
  "is not there": undefined,
  "is a text that means nothing": "yes please",
};

function switches(
  list: readonly (readonly [path: string, name: string, property: string])[],
): Rows {
  const subjects = Object.fromEntries(list.map((item) => [`${item[0]}.${item[2]}`, item]));
  return product(subjects, off, ([path, name, property], value) =>
    at(path, name).set({ [property]: value }),
  );
}

const instance: Document = {
  engine: "mysql",
  instanceClass: "db.r6g.large",
  storageEncrypted: true,
  kmsKeyId: "arn:aws:kms:us-east-1:444455556666:key/1f0d2c1e",
  manageMasterUserPassword: true,
  masterUserSecretKmsKeyId: "arn:aws:kms:us-east-1:444455556666:key/1f0d2c1e",
};

/** Single instances, each with one weakness of several values. */
function instances(property: string, values: readonly unknown[]): Rows {
  return Object.fromEntries(
    ["mysql", "mariadb", "postgres"].flatMap((engine) =>
      values.map((value, index) => [
        `${property} ${value === undefined ? "not given" : JSON.stringify(value)} of ${engine} (${index + 1})`,
        add("rds.Instance", "single", { ...instance, engine, [property]: value }),
      ]),
    ),
  );
}

const weakRates = [2_000_000_000, 1_000_000, 100_001];

/** The mutations by area and rule. */
export const generatedRules = {
  encryption: {
    "kms-not-public": openPolicies("kms-not-public"),
    "aurora-cmk": instances("kmsKeyId", [undefined, "", "alias/aws/rds"]),
    "aurora-encrypted": instances("storageEncrypted", [false, undefined, "false"]),
  },
  rotation: {
    "secret-policy-not-public": openPolicies("secret-policy-not-public"),
    "aurora-managed-password": instances("manageMasterUserPassword", [false, undefined, "no"]),
    "rotation-lambda-hardened": Object.fromEntries(
      ["DB_PWD", "PRIVATE_KEY", "CONNECTION_STRING", "password", "apiToken", "DATABASE_URL"].map(
        (name) => [
          `the variable ${name}`,
          add("lambda.Function", "leaky", {
            runtime: "python3.13",
            environment: { variables: { [name]: "x" } },
          }),
        ],
      ),
    ),
  },
  logging: {
    "sns-policy-not-public": openPolicies("sns-policy-not-public"),
    "aurora-log-exports": instances("enabledCloudwatchLogsExports", [undefined, [], ["general"]]),
  },
  "public-access": {
    "sqs-policy-not-public": openPolicies("sqs-policy-not-public"),
    "s3-policy-not-public": openPolicies("s3-policy-not-public"),
    "resource-policy-not-public": openPolicies("resource-policy-not-public"),
    "aurora-not-public": instances("publiclyAccessible", [true, "true"]),
    "waf-has-rules-and-metrics": Object.fromEntries(
      weakRates.map((limit) => [
        `a rate limit of ${limit} in place of all rules`,
        at("wafv2.WebAcl", "edge-waf").set({
          rules: [
            {
              priority: 1,
              action: { block: {} },
              visibilityConfig: { cloudwatchMetricsEnabled: true },
              statement: { rateBasedStatement: { limit } },
            },
          ],
        }),
      ]),
    ),
  },
  resilience: {
    "aurora-backup-retention": instances("backupRetentionPeriod", [undefined, 0, 1, "6"]),
    "aurora-copy-tags": instances("copyTagsToSnapshot", [undefined, false]),
    "aurora-multi-instance": instances("multiAz", [undefined, false]),
    "aurora-admin-name": instances("username", ["admin", "Root", "postgres"]),
    "aurora-iam-auth": instances("iamDatabaseAuthenticationEnabled", [undefined, false]),
    "aurora-monitoring": instances("monitoringInterval", [undefined, 0]),
    "aurora-deletion-protection": {
      ...instances("deletionProtection", [undefined, false]),
      ...switches([["rds.Cluster", "database", "deletionProtection"]]),
    },
    "alb-deletion-protection": switches([
      ["lb.LoadBalancer", "edge-load-balancer", "enableDeletionProtection"],
    ]),
    "alb-drop-headers": switches([
      ["lb.LoadBalancer", "edge-load-balancer", "dropInvalidHeaderFields"],
    ]),
    "dms-minor-upgrade": switches([["dms.ReplicationInstance", "dms", "autoMinorVersionUpgrade"]]),
    "dms-multi-az": switches([["dms.ReplicationInstance", "dms", "multiAz"]]),
  },
  dms: {
    "dms-secret-not-managed": Object.fromEntries(
      ["aws", "aws-us-gov", "aws-cn"].flatMap((partition) =>
        ["cluster", "db"].map((kind) => [
          `RDS's secret of a ${kind} in ${partition}`,
          at("dms.Endpoint", "dms-target").set({
            secretsManagerArn: `arn:${partition}:secretsmanager:us-east-1:${account}:secret:rds!${kind}-5f0d-AbCdEf`,
          }),
        ]),
      ),
    ),
  },
  egress: {
    "sg-ingress-no-open": groupRules("ingress", { ...traffic, ...withoutPorts }),
    "sg-ingress-no-highrisk": groupRules("ingress", traffic),
    "egress-no-internet-cidr": groupRules("egress", traffic),
    "egress-destination-typed": groupRules("egress", traffic),
  },
} satisfies Record<string, Mutations>;
