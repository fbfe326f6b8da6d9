import { draft, ref, unknown } from "./support/plan";
import { accept, leaveOpen } from "./support/verdicts";

const tcp = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
const egress = (props: object) => draft("vpc.SecurityGroupEgressRule", "out", props);
const role = (name: string, props: object = {}) => draft("iam.Role", name, { name, ...props });
const arnOf = (policy: string) => `arn:aws:iam::aws:policy/service-role/${policy}`;
const attachment = (name: string, policy: string) =>
  draft("iam.RolePolicyAttachment", `${name}-policy`, {
    role: ref(name),
    policyArn: arnOf(policy),
  });
const serviceRoles = [role("dms-vpc-role"), role("dms-cloudwatch-logs-role")];
const bucket = (props: object, version = "Bucket") => draft(`s3.${version}`, "data", props);
const rotation = draft("secretsmanager.SecretRotation", "rotation");
const rotationRule = (pattern: object) => [
  rotation,
  draft("cloudwatch.EventRule", "failed", { eventPattern: JSON.stringify(pattern) }),
  draft("cloudwatch.EventTarget", "mail", { rule: ref("failed") }),
];
const subnets = (one: object, other: object) => [
  draft("ec2.Subnet", "a", one),
  draft("ec2.Subnet", "b", other),
];
const redirect = { type: "redirect", redirect: { protocol: "HTTPS" } };

describe("Other forms of compliant resources", () => {
  accept([
    [
      "alb-https-only",
      "a protocol in small letters",
      [draft("lb.Listener", "web", { protocol: "https" })],
    ],
    [
      "alb-https-only",
      "a redirect of a protocol in small letters",
      [draft("lb.Listener", "web", { protocol: "http", defaultActions: [redirect] })],
    ],
    [
      "alb-target-tls",
      "protocols in small letters",
      [draft("lb.TargetGroup", "app", { protocol: "https", healthCheck: { protocol: "https" } })],
    ],
    [
      "alb-target-tls",
      "another load balancer, which takes TCP only",
      [
        draft("lb.TargetGroup", "app", {
          targetType: "alb",
          protocol: "TCP",
          healthCheck: { protocol: "HTTPS" },
        }),
      ],
    ],
    [
      "alarm-coverage",
      "a network load balancer, which has no such metrics",
      [draft("lb.LoadBalancer", "tcp", { loadBalancerType: "network" })],
    ],
    [
      "vpc-flow-log",
      "a flow log of a transit gateway, which has no types of traffic",
      [draft("ec2.FlowLog", "transit", { transitGatewayId: unknown, maxAggregationInterval: 60 })],
    ],
    [
      "log-retention",
      "a log group for deliveries, whose days cannot be set",
      [draft("cloudwatch.LogGroup", "out", { logGroupClass: "DELIVERY" })],
    ],
    [
      "s3-access-logging",
      "a bucket for the logs of health checks",
      [bucket({}), draft("lb.LoadBalancer", "web", { healthCheckLogs: { bucket: ref("data") } })],
    ],
    [
      "s3-access-logging",
      "a bucket that an ARN names with a prefix",
      [
        bucket({ bucket: "flows" }),
        draft("ec2.FlowLog", "vpc", { logDestination: "arn:aws-cn:s3:::flows/vpc/" }),
      ],
    ],
    [
      "s3-no-acl",
      "the ACL that the provider itself fills in",
      [
        bucket({ acl: "private", __defaults: ["acl", "forceDestroy"] }),
        draft("s3.BucketOwnershipControls", "owner", {
          bucket: ref("data"),
          rule: { objectOwnership: "BucketOwnerEnforced" },
        }),
      ],
    ],
    [
      "s3-versioning",
      "versions of the V2 type",
      [bucket({ versionings: [{ enabled: true }] }, "BucketV2")],
    ],
    [
      "s3-encrypted",
      "encryption of the V2 type",
      [
        bucket(
          {
            serverSideEncryptionConfigurations: [
              { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }] }] },
            ],
          },
          "BucketV2",
        ),
      ],
    ],
    [
      "dms-service-roles",
      "attachments that the instance awaits by way of its subnet group",
      [
        ...serviceRoles,
        attachment("dms-vpc-role", "AmazonDMSVPCManagementRole"),
        attachment("dms-cloudwatch-logs-role", "AmazonDMSCloudWatchLogsRole"),
        {
          ...draft("dms.ReplicationSubnetGroup", "subnets"),
          dependsOn: ["dms-vpc-role-policy", "dms-cloudwatch-logs-role-policy"],
        },
        draft("dms.ReplicationInstance", "dms", { replicationSubnetGroupId: ref("subnets") }),
      ],
    ],
    [
      "dms-service-roles",
      "policies that the roles themselves name",
      [
        role("dms-vpc-role", { managedPolicyArns: [arnOf("AmazonDMSVPCManagementRole")] }),
        role("dms-cloudwatch-logs-role", {
          managedPolicyArns: [arnOf("AmazonDMSCloudWatchLogsRole")],
        }),
        {
          ...draft("dms.ReplicationInstance", "dms"),
          dependsOn: ["dms-vpc-role", "dms-cloudwatch-logs-role"],
        },
      ],
    ],
    [
      "dms-endpoint-uses-secret",
      "the user of a login by IAM",
      [
        draft("dms.Endpoint", "target", {
          engineName: "mysql",
          username: "migration",
          mysqlSettings: { authenticationMethod: "iam", serviceAccessRoleArn: unknown },
        }),
      ],
    ],
    [
      "egress-port-range-bounded",
      "a protocol without ports",
      [egress({ ipProtocol: "50", cidrIpv4: "10.0.0.0/24" })],
    ],
    [
      "required-endpoints",
      "services whose names have a dot, or FIPS modules",
      [
        draft("dms.ReplicationInstance", "dms"),
        draft("ec2.Vpc", "vpc"),
        draft("ec2.VpcEndpoint", "images", { serviceName: "com.amazonaws.eu-west-1.ecr.api" }),
        draft("ec2.VpcEndpoint", "keys", { serviceName: "com.amazonaws.us-gov-west-1.kms-fips" }),
      ],
      { services: ["ecr.api", "kms"] },
    ],
    [
      "required-endpoints",
      "an endpoint to somebody's own service, which has no private name",
      [
        draft("ec2.VpcEndpoint", "partner", {
          vpcEndpointType: "Interface",
          serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
        }),
      ],
    ],
    [
      "rotation-failure-alarm",
      "a pattern by a prefix",
      rotationRule({
        source: ["aws.secretsmanager"],
        detail: { eventName: [{ prefix: "Rotation" }] },
      }),
    ],
    [
      "rotation-failure-alarm",
      "a pattern with wildcards, of the service's own events",
      rotationRule({
        source: [{ suffix: ".secretsmanager" }],
        "detail-type": ["AWS Service Event via CloudTrail"],
        detail: { eventName: [{ wildcard: "*Failed" }] },
      }),
    ],
    [
      "backup-plan-covers-db",
      "a selection of every cluster",
      [
        draft("rds.Cluster", "aurora"),
        draft("backup.Selection", "all", { resources: ["arn:aws:rds:*:*:cluster:*"] }),
      ],
    ],
    [
      "multi-az-network",
      "a NAT gateway in every zone by itself",
      [
        ...subnets({ availabilityZone: "a" }, { availabilityZone: "b" }),
        draft("ec2.NatGateway", "nat", { availabilityMode: "regional" }),
      ],
      { natPerZone: true },
    ],
    [
      "windows-no-overlap",
      "two clusters with one backup window",
      ["one", "two"].map((name) =>
        draft("rds.Cluster", name, { preferredBackupWindow: "03:00-04:00" }),
      ),
    ],
    [
      "kms-rotation",
      "a key in a store of the customer, which AWS cannot rotate",
      [draft("kms.Key", "hsm", { customKeyStoreId: "cks-1234567890abcdef0" })],
    ],
    [
      "waf-has-rules-and-metrics",
      "rule groups that are associated with the web ACL",
      [
        draft("wafv2.WebAcl", "edge", {
          rules: [
            {
              statement: { rateBasedStatement: { limit: 1000 } },
              visibilityConfig: { cloudwatchMetricsEnabled: true },
            },
          ],
        }),
        ...["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"].map((name) =>
          draft("wafv2.WebAclRuleGroupAssociation", name, {
            webAclArn: ref("edge"),
            managedRuleGroup: { name, vendorName: "AWS" },
          }),
        ),
      ],
    ],
    [
      "aurora-backtrack",
      "PostgreSQL, which cannot go back",
      [draft("rds.Cluster", "other", { engine: "aurora-postgresql" })],
    ],
    [
      "sg-default-closed",
      "a rule on a group among the outputs of a component that holds the VPC too",
      [
        draft("ec2.Vpc", "vpc"),
        draft("ec2.DefaultSecurityGroup", "default", {
          vpcId: ref("vpc"),
          ingress: [],
          egress: [],
        }),
        draft("ec2.SecurityGroup", "app", { vpcId: ref("vpc") }),
        egress({ ...tcp, securityGroupId: ref("vpc", "app") }),
      ],
    ],
  ]);

  leaveOpen([
    [
      "multi-az-network",
      "subnets whose zones AWS chooses",
      [...subnets({}, {}), draft("rds.SubnetGroup", "db", { subnetIds: [ref("a"), ref("b")] })],
    ],
  ]);
});
