import { draft, ref, unknown } from "./support/plan";
import { refuse } from "./support/verdicts";

const policy = (statement: object) =>
  draft("iam.Policy", "policy", { policy: { Statement: { Effect: "Allow", ...statement } } });
const key = (Condition: object) =>
  draft("kms.Key", "data", {
    policy: { Statement: { Effect: "Allow", Principal: "*", Action: "kms:*", Condition } },
  });
const endpoint = (props: object) =>
  draft("dms.Endpoint", "source", {
    secretsManagerArn: unknown,
    secretsManagerAccessRoleArn: unknown,
    ...props,
  });
const vpc = draft("ec2.Vpc", "vpc");
const icmp = (ports: object) =>
  draft("vpc.SecurityGroupEgressRule", "ping", {
    ipProtocol: "icmp",
    cidrIpv4: "10.9.0.0/24",
    ...ports,
  });
const rotationRule = (pattern: object) => [
  draft("secretsmanager.SecretRotation", "rotation"),
  draft("cloudwatch.EventRule", "failed", { eventPattern: JSON.stringify(pattern) }),
  draft("cloudwatch.EventTarget", "mail", { rule: ref("failed") }),
];

describe("Odd forms of violations", () => {
  refuse([
    [
      "alb-tls-policy",
      "an old policy behind a protocol in small letters",
      [draft("lb.Listener", "web", { protocol: "https", sslPolicy: "ELBSecurityPolicy-2016-08" })],
    ],
    [
      "secret-cmk",
      "an empty text for a key",
      [draft("secretsmanager.Secret", "db", { kmsKeyId: "" })],
    ],
    [
      "rotation-lambda-permission-scoped",
      "an empty text for the source's account",
      [
        draft("lambda.Permission", "rotate", {
          principal: "secretsmanager.amazonaws.com",
          sourceAccount: "",
        }),
      ],
    ],
    [
      "s3-access-logging",
      "an empty list of logs",
      [draft("s3.BucketV2", "data", { loggings: [] })],
    ],
    [
      "s3-lifecycle",
      "rules that are off",
      [draft("s3.Bucket", "data", { lifecycleRules: [{ enabled: false }] })],
    ],
    [
      "iam-no-service-wildcard",
      "every action of every service on one bucket",
      [policy({ Action: "*:*", Resource: "arn:aws:s3:::bucket" })],
    ],
    ["iam-no-admin", "every action of every service", [policy({ Action: ["*:*"], Resource: "*" })]],
    [
      "endpoint-policy-restricted",
      "every action of every service to everybody",
      [
        draft("ec2.VpcEndpoint", "s3", {
          policy: {
            Statement: { Effect: "Allow", Principal: "*", Action: "*:*", Resource: "*" },
          },
        }),
      ],
    ],
    [
      "iam-no-decrypt-all-keys",
      "a condition that leaves every key",
      [
        policy({
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "true" } },
        }),
      ],
    ],
    [
      "iam-no-decrypt-all-keys",
      "a service that holds only where one is named",
      [
        policy({
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: {
            StringLikeIfExists: { "kms:ViaService": "secretsmanager.*.amazonaws.com" },
          },
        }),
      ],
    ],
    [
      "kms-not-public",
      "the members of any organization",
      [key({ StringLike: { "aws:PrincipalOrgID": "o-*" } })],
    ],
    [
      "kms-not-public",
      "the accounts that begin alike",
      [key({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::1*:role/app" } })],
    ],
    [
      "dms-endpoint-uses-secret",
      "a password among the connection attributes",
      [endpoint({ extraConnectionAttributes: "useLogMinerReader=N; asmPassword=x" })],
    ],
    [
      "dms-endpoint-uses-secret",
      "a wallet's password among the connection attributes",
      [endpoint({ extraConnectionAttributes: "securityDbEncryption=x" })],
    ],
    [
      "sg-default-closed",
      "a rule on the default group that the VPC names",
      [
        vpc,
        draft("ec2.DefaultSecurityGroup", "default", {
          vpcId: ref("vpc"),
          ingress: [],
          egress: [],
        }),
        draft("vpc.SecurityGroupIngressRule", "in", { securityGroupId: ref("vpc") }),
      ],
    ],
    [
      "dms-private-placement",
      "the default group that the VPC names",
      [
        vpc,
        draft("dms.ReplicationInstance", "dms", {
          replicationSubnetGroupId: unknown,
          vpcSecurityGroupIds: [ref("vpc")],
        }),
      ],
    ],
    ...[
      { fromPort: 8, toPort: 0 },
      { fromPort: -1, toPort: -1 },
    ].map(
      (ports) =>
        [
          "egress-onprem-limited",
          `ICMP of type ${ports.fromPort}`,
          [icmp(ports)],
          { onPremisesCidrs: ["10.9.0.0/16"] },
        ] as const,
    ),
    [
      "rotation-failure-alarm",
      "a pattern for calls, which a failed rotation is none of",
      rotationRule({
        source: ["aws.secretsmanager"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventName: ["RotationFailed"] },
      }),
    ],
    [
      "rotation-failure-alarm",
      "a pattern that leaves out the failure",
      rotationRule({
        source: ["aws.secretsmanager"],
        detail: { eventName: [{ suffix: "Started" }] },
      }),
    ],
    [
      "no-static-iam-keys",
      "a policy for a user of elsewhere",
      [draft("iam.UserPolicyAttachment", "alice", { user: "alice" })],
    ],
    [
      "multi-az-network",
      "subnets of one zone, by its id",
      [
        draft("ec2.Subnet", "a", { availabilityZoneId: "euw1-az1" }),
        draft("ec2.Subnet", "b", { availabilityZoneId: "euw1-az1" }),
        draft("rds.SubnetGroup", "db", { subnetIds: [ref("a"), ref("b")] }),
      ],
    ],
    [
      "backup-plan-covers-db",
      "a selection of every cluster that meets a condition",
      [
        draft("rds.Cluster", "aurora"),
        draft("backup.Selection", "some", { resources: ["*"], conditions: [{}] }),
      ],
    ],
    [
      "waf-has-rules-and-metrics",
      "a rule group that only counts",
      [
        draft("wafv2.WebAcl", "edge"),
        draft("wafv2.WebAclRuleGroupAssociation", "common", {
          webAclArn: ref("edge"),
          overrideAction: "count",
          managedRuleGroup: { name: "AWSManagedRulesCommonRuleSet" },
        }),
      ],
      { managedRules: ["AWSManagedRulesCommonRuleSet"] },
    ],
    ...["kms.ReplicaKey", "sqs.Queue", "ec2.Route"].map(
      (path) =>
        [
          "region-allowlist",
          `a ${path} of another region`,
          [draft(path, "far", { region: "us-east-1" })],
          { regions: ["eu-*"] },
        ] as const,
    ),
    [
      "region-allowlist",
      "a secret's copy in another region",
      [
        draft("secretsmanager.Secret", "db", {
          region: "eu-west-1",
          replicas: [{ region: "eu-central-1" }, { region: "us-east-1" }],
        }),
      ],
      { regions: ["eu-*"] },
    ],
    ...["sqs.Queue", "kms.ReplicaKey", "backup.Vault", "rds.Snapshot"].map(
      (path) => ["required-tags", `a ${path} without tags`, [draft(path, "bare")]] as const,
    ),
  ]);
});
