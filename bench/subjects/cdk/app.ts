/**
 * The dev stack of the landing zone as a CDK program: the same components, as many resources as the
 * argument says, cdk-nag's AwsSolutions rules. Run by tsx alone, without the CDK CLI. Prints the
 * number of resources; findings of cdk-nag end it with 1.
 */
import { App, CfnResource, Duration, Stack, Validations } from "aws-cdk-lib";
import * as dms from "aws-cdk-lib/aws-dms";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as rds from "aws-cdk-lib/aws-rds";
import * as sam from "aws-cdk-lib/aws-sam";
import * as secrets from "aws-cdk-lib/aws-secretsmanager";
import { AwsSolutionsChecks } from "cdk-nag";
import { type Construct } from "constructs";
import { edge } from "./edge";
import { observability } from "./observability";
import { logGroup, privateBucket, securityGroup } from "./parts";

const dataCentre = "192.168.10.0/24";

function encryption(scope: Construct) {
  const key = (name: string) =>
    new kms.Key(scope, name, { alias: `migration-${name}-dev`, enableKeyRotation: true });
  return { dataKey: key("data"), logsKey: key("logs") };
}

function networking(scope: Construct, logsKey: kms.IKey) {
  const vpc = new ec2.Vpc(scope, "vpc", {
    ipAddresses: ec2.IpAddresses.cidr("10.20.0.0/16"),
    availabilityZones: ["us-east-1a", "us-east-1b"],
    natGateways: 1,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: "public", subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
      { name: "private", subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: "database", subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
    vpnGateway: true,
    vpnRoutePropagation: [{ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }],
  });
  vpc.addVpnConnection("data-centre", {
    ip: "203.0.113.10",
    asn: 65010,
    staticRoutes: [dataCentre],
  });
  const group = logGroup(scope, "flow-logs", logsKey);
  vpc.addFlowLog("flow-log", { destination: ec2.FlowLogDestination.toCloudWatchLogs(group) });
  const endpointGroup = securityGroup(scope, "endpoints", vpc, [
    [ec2.Peer.ipv4("10.20.0.0/16"), 443],
  ]);
  for (const [name, service] of Object.entries({
    secretsmanager: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    kms: ec2.InterfaceVpcEndpointAwsService.KMS,
    logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    sts: ec2.InterfaceVpcEndpointAwsService.STS,
    rds: ec2.InterfaceVpcEndpointAwsService.RDS,
  })) {
    vpc.addInterfaceEndpoint(name, { service, securityGroups: [endpointGroup], open: false });
  }
  vpc.addGatewayEndpoint("s3", { service: ec2.GatewayVpcEndpointAwsService.S3 });
  return vpc;
}

function database(scope: Construct, vpc: ec2.IVpc, dataKey: kms.IKey) {
  const inVpc: Rule[] = [
    [ec2.Peer.ipv4("10.20.32.0/20"), 3306],
    [ec2.Peer.ipv4("10.20.48.0/20"), 3306],
  ];
  const group = securityGroup(scope, "database", vpc, inVpc);
  const engine = rds.DatabaseClusterEngine.auroraMysql({
    version: rds.AuroraMysqlEngineVersion.of("8.0.mysql_aurora.3.10.0", "8.0"),
  });
  const instance = (name: string) =>
    rds.ClusterInstance.provisioned(name, {
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE),
      parameterGroup: new rds.ParameterGroup(scope, `${name}-parameters`, { engine }),
    });
  return new rds.DatabaseCluster(scope, "cluster", {
    engine,
    writer: instance("writer"),
    readers: [instance("reader")],
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    securityGroups: [group],
    storageEncryptionKey: dataKey,
    backup: { retention: Duration.days(7), preferredWindow: "03:00-04:00" },
    cloudwatchLogsExports: ["audit", "error", "slowquery"],
    parameterGroup: new rds.ParameterGroup(scope, "cluster-parameters", {
      engine,
      parameters: { binlog_format: "ROW", require_secure_transport: "ON" },
    }),
    iamAuthentication: true,
  });
}

function replication(
  scope: Construct,
  vpc: ec2.Vpc,
  cluster: rds.DatabaseCluster,
  keys: {
    readonly dataKey: kms.IKey;
    readonly logsKey: kms.IKey;
  },
) {
  const group = securityGroup(
    scope,
    "dms",
    vpc,
    [],
    [
      [ec2.Peer.ipv4(dataCentre), 3306],
      [ec2.Peer.ipv4("10.20.64.0/20"), 3306],
      [ec2.Peer.ipv4("10.20.0.0/16"), 443],
    ],
  );
  for (const [name, policy] of [
    ["dms-vpc-role", "service-role/AmazonDMSVPCManagementRole"],
    ["dms-cloudwatch-logs-role", "service-role/AmazonDMSCloudWatchLogsRole"],
  ] as const) {
    new iam.Role(scope, name, {
      roleName: name,
      assumedBy: new iam.ServicePrincipal("dms.amazonaws.com"),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(policy)],
    });
  }
  const subnets = new dms.CfnReplicationSubnetGroup(scope, "dms-subnets", {
    replicationSubnetGroupDescription: "private subnets",
    subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
  });
  const instance = new dms.CfnReplicationInstance(scope, "dms-instance", {
    replicationInstanceClass: "dms.t3.medium",
    allocatedStorage: 100,
    publiclyAccessible: false,
    replicationSubnetGroupIdentifier: subnets.ref,
    vpcSecurityGroupIds: [group.securityGroupId],
    kmsKeyId: keys.dataKey.keyArn,
  });
  const endpoint = (name: string, endpointType: "source" | "target") => {
    const secret = new secrets.Secret(scope, `${name}-secret`, {
      encryptionKey: keys.dataKey,
      generateSecretString: { secretStringTemplate: "{}", generateStringKey: "password" },
    });
    rotation(scope, name, secret);
    const role = new iam.Role(scope, `${name}-access`, {
      assumedBy: new iam.ServicePrincipal("dms.us-east-1.amazonaws.com"),
    });
    secret.grantRead(role);
    new dms.CfnCertificate(scope, `${name}-ca`, { certificatePem: "-----BEGIN CERTIFICATE-----" });
    return new dms.CfnEndpoint(scope, `${name}-endpoint`, {
      endpointType,
      engineName: endpointType === "source" ? "mysql" : "aurora",
      sslMode: "verify-full",
      mySqlSettings: {
        secretsManagerAccessRoleArn: role.roleArn,
        secretsManagerSecretId: secret.secretArn,
      },
    });
  };
  new dms.CfnReplicationTask(scope, "orders", {
    migrationType: "full-load-and-cdc",
    replicationInstanceArn: instance.ref,
    sourceEndpointArn: endpoint("source", "source").ref,
    targetEndpointArn: endpoint("target", "target").ref,
    tableMappings: JSON.stringify({ rules: [] }),
    replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true } }),
  });
  privateBucket(scope, "assessments");
  logGroup(scope, "tasks", keys.logsKey);
  cluster.connections.allowDefaultPortFrom(group);
}

function rotation(scope: Construct, name: string, secret: secrets.ISecret) {
  const application = new sam.CfnApplication(scope, `${name}-rotation`, {
    location: {
      applicationId:
        "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSMySQLRotationSingleUser",
      semanticVersion: "1.1.618",
    },
  });
  new secrets.CfnRotationSchedule(scope, `${name}-schedule`, {
    secretId: secret.secretArn,
    rotationLambdaArn: application.getAtt("Outputs.RotationLambdaARN").toString(),
    rotationRules: { automaticallyAfterDays: 30 },
  });
}

const app = new App();
const stack = new Stack(app, "landing-zone", {
  env: { account: "111122223333", region: "us-east-1" },
});
const keys = encryption(stack);
const vpc = networking(stack, keys.logsKey);
const cluster = database(stack, vpc, keys.dataKey);
replication(stack, vpc, cluster, keys);
edge(stack, vpc, keys.logsKey);
const addAlarm = observability(stack, keys.logsKey);

const count = () => stack.node.findAll().filter((it) => CfnResource.isCfnResource(it)).length;
// CDK combines some resources that the program has separately; further alarms make up for them.
for (let index = 72; count() < Number(process.argv[2]); index++) addAlarm(index);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
console.log(count());
app.synth();
