import { type Draft, draft, ref } from "./plan";

/** Region and switches of a module's deployment. */
export interface Setting {
  readonly partition: string;
  readonly region: string;
  /** 0, 1, 2 …: each shape makes of it what varies in it. */
  readonly variation: number;
}

const account = "111122223333";
const tags = { Owner: "platform", Environment: "test", CostCenter: "4711" };
const letters = ["a", "b", "c"];

function arn({ partition, region }: Setting, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

function key(setting: Setting): Draft {
  const root = `arn:${setting.partition}:iam::${account}:root`;
  return draft("kms.Key", "key", {
    enableKeyRotation: true,
    tags,
    policy: JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
          Condition: {
            StringEquals: {
              "kms:CallerAccount": account,
              "kms:ViaService": `secretsmanager.${setting.region}.amazonaws.com`,
            },
          },
        },
      ],
    }),
  });
}

/** Subnets of two or three zones with their own table, in a VPC as public modules make it. */
function vpc(setting: Setting): Draft[] {
  const zones = letters.slice(0, 2 + (setting.variation % 2));
  return [
    draft("ec2.Vpc", "vpc", { cidrBlock: "10.0.0.0/16", tags }),
    draft("ec2.DefaultSecurityGroup", "default", { vpcId: ref("vpc"), ingress: [], egress: [] }),
    draft("ec2.FlowLog", "flow", { vpcId: ref("vpc"), trafficType: "ALL" }),
    draft("ec2.RouteTable", "intra", { vpcId: ref("vpc"), tags }),
    ...zones.flatMap((zone, index) => [
      draft("ec2.Subnet", `intra-${zone}`, {
        vpcId: ref("vpc"),
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZone: `${setting.region}${zone}`,
        tags,
      }),
      draft("ec2.RouteTableAssociation", `intra-${zone}-link`, {
        subnetId: ref(`intra-${zone}`),
        routeTableId: ref("intra"),
      }),
    ]),
  ];
}

function publicVpc(setting: Setting): Draft[] {
  const isShared = setting.variation % 3 === 0;
  return [
    ...vpc(setting),
    draft("ec2.InternetGateway", "igw", { vpcId: ref("vpc") }),
    draft("ec2.Subnet", "public-a", {
      vpcId: ref("vpc"),
      cidrBlock: "10.0.100.0/24",
      availabilityZone: `${setting.region}a`,
      tags,
    }),
    draft("ec2.RouteTable", "public", { vpcId: ref("vpc") }),
    draft("ec2.Route", "out", {
      routeTableId: ref("public"),
      destinationCidrBlock: isShared ? "0.0.0.0/0" : "203.0.113.0/24",
      gatewayId: ref("igw"),
    }),
    draft("ec2.VpcEndpoint", "s3", {
      vpcId: ref("vpc"),
      serviceName: `com.amazonaws.${setting.region}.s3`,
      vpcEndpointType: "Gateway",
      tags,
    }),
  ];
}

/** A secret of its own key, rotated by a function that AWS publishes. */
function secret(setting: Setting): Draft[] {
  const rules = [
    { automaticallyAfterDays: 30 },
    { automaticallyAfterDays: 7, scheduleExpression: "" },
    { scheduleExpression: "rate(10 days)", duration: "2h" },
    { scheduleExpression: "cron(0 4 ? * SUN *)" },
  ];
  const reader = `arn:${setting.partition}:iam::${account}:role/app`;
  return [
    key(setting),
    draft("secretsmanager.Secret", "db", { kmsKeyId: ref("key"), tags }),
    draft("secretsmanager.SecretPolicy", "db-policy", {
      secretArn: ref("db"),
      policy: JSON.stringify({
        Statement: {
          Effect: "Allow",
          Principal: { AWS: reader },
          Action: "secretsmanager:GetSecretValue",
          Resource: "*",
        },
      }),
    }),
    draft("secretsmanager.SecretRotation", "rotation", {
      secretId: ref("db"),
      rotationRules: rules[setting.variation % rules.length],
      rotationLambdaArn: arn(setting, "lambda", "function:rotate"),
    }),
    draft("cloudwatch.EventRule", "failed", {
      eventPattern: JSON.stringify({
        source: ["aws.secretsmanager"],
        detail: { eventName: [setting.variation % 2 ? { prefix: "RotationF" } : "RotationFailed"] },
      }),
    }),
    draft("cloudwatch.EventTarget", "failed-mail", {
      rule: ref("failed"),
      arn: arn(setting, "sns", "alerts"),
    }),
  ];
}

/** A single instance as the public module for RDS makes it. */
function database(setting: Setting): Draft[] {
  const engines = ["mysql", "mariadb", "postgres"] as const;
  const engine = engines[setting.variation % engines.length]!;
  return [
    ...vpc(setting),
    key(setting),
    draft("rds.SubnetGroup", "db-subnets", { subnetIds: [ref("intra-a"), ref("intra-b")] }),
    draft("rds.ParameterGroup", "db-parameters", {
      parameters: [{ name: "require_secure_transport", value: setting.variation % 2 ? "1" : "ON" }],
    }),
    draft("rds.Instance", "db", {
      engine,
      username: "orders_owner",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: ref("key"),
      dbSubnetGroupName: ref("db-subnets"),
      parameterGroupName: ref("db-parameters"),
      storageEncrypted: true,
      kmsKeyId: ref("key"),
      multiAz: true,
      backupRetentionPeriod: 7 + setting.variation,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      iamDatabaseAuthenticationEnabled: true,
      enabledCloudwatchLogsExports: engine === "postgres" ? ["postgresql"] : ["error", "slowquery"],
      monitoringInterval: 60,
      monitoringRoleArn: arn(setting, "iam", "role/monitoring"),
      backupWindow: "03:00-04:00",
      maintenanceWindow: "sun:05:00-sun:06:00",
      tags,
    }),
    ...["CPUUtilization", "FreeableMemory", "FreeStorageSpace", "DatabaseConnections"].map(
      (metricName) =>
        draft("cloudwatch.MetricAlarm", metricName, {
          namespace: "AWS/RDS",
          metricName,
          dimensions: { DBInstanceIdentifier: ref("db") },
          alarmActions: [arn(setting, "sns", "alerts")],
        }),
    ),
  ];
}

/** A load balancer inside the network, as the public module for ALB makes it. */
function balancer(setting: Setting): Draft[] {
  const isTls13 = setting.variation % 2 === 0;
  return [
    ...vpc(setting),
    draft("ec2.SecurityGroup", "alb", { vpcId: ref("vpc"), description: "Web", egress: [], tags }),
    draft("vpc.SecurityGroupIngressRule", "https", {
      securityGroupId: ref("alb"),
      description: "From the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.0.0.0/16",
    }),
    draft("lb.LoadBalancer", "alb", {
      internal: true,
      subnets: [ref("intra-a"), ref("intra-b")],
      securityGroups: [ref("alb")],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: true,
      accessLogs: { enabled: true, bucket: "corp-logs" },
      tags,
    }),
    draft("lb.Listener", "https", {
      loadBalancerArn: ref("alb"),
      port: 443,
      protocol: "HTTPS",
      sslPolicy: `ELBSecurityPolicy-TLS13-1-${isTls13 ? "3" : "2-Res"}-2021-06`,
      certificateArn: arn(setting, "acm", "certificate/5f0d2c1e"),
    }),
    ...["HTTPCode_ELB_5XX_Count", "UnHealthyHostCount"].map((metricName) =>
      draft("cloudwatch.MetricAlarm", metricName, {
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions: { LoadBalancer: ref("alb") },
        alarmActions: [arn(setting, "sns", "alerts")],
      }),
    ),
  ];
}

/** The ends of a replication, each with a secret of its own that is rotated. */
function endpoints(setting: Setting): Draft[] {
  const suffix = setting.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return [
    ...secret(setting),
    draft("iam.Role", "dms", {
      tags,
      assumeRolePolicy: JSON.stringify({
        Statement: {
          Effect: "Allow",
          Principal: { Service: `dms.${setting.region}.${suffix}` },
          Action: "sts:AssumeRole",
          Condition:
            setting.variation % 2
              ? { StringEquals: { "aws:SourceAccount": account } }
              : { ArnLike: { "aws:SourceArn": `arn:${setting.partition}:dms:*:${account}:*` } },
        },
      }),
    }),
    ...(["source", "target"] as const).map((endpointType) =>
      draft("dms.Endpoint", endpointType, {
        endpointType,
        engineName: endpointType === "source" ? "mysql" : "aurora",
        secretsManagerArn: ref("db"),
        secretsManagerAccessRoleArn: ref("dms"),
        kmsKeyArn: ref("key"),
        sslMode: setting.variation % 3 ? "verify-full" : "verify-ca",
        certificateArn: arn(setting, "dms", "cert:ca"),
        tags,
      }),
    ),
  ];
}

/** Well-formed stacks, in the shapes that public modules make. */
export const shapes: Readonly<Record<string, (setting: Setting) => Draft[]>> = {
  "a network without a way out": vpc,
  "a network with a public tier": publicVpc,
  "a rotated secret": secret,
  "a database instance": database,
  "an internal load balancer": balancer,
  "the ends of a replication": endpoints,
};
