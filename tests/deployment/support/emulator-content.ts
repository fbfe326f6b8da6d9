import { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";

/** Ids of what one kind of list call shows. */
type Listing = (aws: Aws) => Promise<readonly (string | undefined)[]>;

/** Every kind of object that the landing zone makes. What each account has by itself is left out. */
const listings: Readonly<Record<string, Listing>> = {
  vpcs: async ({ ec2 }) =>
    (await ec2.describeVpcs()).Vpcs!.filter((vpc) => !vpc.IsDefault).map((vpc) => vpc.VpcId),
  subnets: async ({ ec2 }) =>
    (await ec2.describeSubnets())
      .Subnets!.filter((it) => !it.DefaultForAz)
      .map((it) => it.SubnetId),
  securityGroups: async ({ ec2 }) =>
    (await ec2.describeSecurityGroups())
      .SecurityGroups!.filter((group) => group.GroupName !== "default")
      .map((group) => group.GroupId),
  securityGroupRules: async ({ ec2 }) => {
    const groups = (await ec2.describeSecurityGroups()).SecurityGroups!;
    const own = groups.filter((group) => group.GroupName !== "default").map((it) => it.GroupId);
    return (await ec2.describeSecurityGroupRules())
      .SecurityGroupRules!.filter((rule) => own.includes(rule.GroupId))
      .map((rule) => rule.SecurityGroupRuleId);
  },
  // Routes to gateway endpoints belong to the endpoints.
  routes: async ({ ec2 }) =>
    (await ec2.describeRouteTables()).RouteTables!.flatMap(({ RouteTableId, Routes }) =>
      Routes!
        .filter(({ GatewayId = "" }) => !/^(local$|vpce-)/.test(GatewayId))
        .map((route) => `${RouteTableId} ${route.DestinationCidrBlock ?? ""}`),
    ),
  routeTableAssociations: async ({ ec2 }) =>
    (await ec2.describeRouteTables()).RouteTables!.flatMap(({ Associations }) =>
      Associations!.filter(({ Main }) => !Main).map((it) => it.RouteTableAssociationId),
    ),
  internetGateways: async ({ ec2 }) =>
    (await ec2.describeInternetGateways()).InternetGateways!.map((it) => it.InternetGatewayId),
  natGateways: async ({ ec2 }) =>
    (await ec2.describeNatGateways())
      .NatGateways!.filter(({ State }) => State?.toLowerCase() !== "deleted")
      .map((it) => it.NatGatewayId),
  addresses: async ({ ec2 }) =>
    (await ec2.describeAddresses()).Addresses!.map((it) => it.AllocationId),
  vpcEndpoints: async ({ ec2 }) =>
    (await ec2.describeVpcEndpoints())
      .VpcEndpoints!.filter(({ State }) => State?.toLowerCase() !== "deleted")
      .map((it) => it.VpcEndpointId),
  flowLogs: async ({ ec2 }) => (await ec2.describeFlowLogs()).FlowLogs!.map((it) => it.FlowLogId),
  customerGateways: async ({ ec2 }) =>
    (await ec2.describeCustomerGateways())
      .CustomerGateways!.filter(({ State }) => State?.toLowerCase() !== "deleted")
      .map((it) => it.CustomerGatewayId),
  vpnGateways: async ({ ec2 }) =>
    (await ec2.describeVpnGateways())
      .VpnGateways!.filter(({ State }) => State?.toLowerCase() !== "deleted")
      .map((it) => it.VpnGatewayId),
  vpnConnections: async ({ ec2 }) =>
    (await ec2.describeVpnConnections())
      .VpnConnections!.filter(({ State }) => State?.toLowerCase() !== "deleted")
      .map((it) => it.VpnConnectionId),
  clusters: async ({ rds }) =>
    (await rds.describeDBClusters()).DBClusters!.map((it) => it.DBClusterIdentifier),
  instances: async ({ rds }) =>
    (await rds.describeDBInstances()).DBInstances!.map((it) => it.DBInstanceIdentifier),
  clusterSnapshots: async ({ rds }) =>
    (await rds.describeDBClusterSnapshots())
      .DBClusterSnapshots!.filter(({ SnapshotType }) => SnapshotType === "manual")
      .map((it) => it.DBClusterSnapshotIdentifier),
  subnetGroups: async ({ rds }) =>
    (await rds.describeDBSubnetGroups()).DBSubnetGroups!.map((it) => it.DBSubnetGroupName),
  clusterParameterGroups: async ({ rds }) =>
    (await rds.describeDBClusterParameterGroups()).DBClusterParameterGroups!.map(
      (it) => it.DBClusterParameterGroupName,
    ),
  parameterGroups: async ({ rds }) =>
    (await rds.describeDBParameterGroups()).DBParameterGroups!.map((it) => it.DBParameterGroupName),
  rdsSubscriptions: async ({ rds }) =>
    (await rds.describeEventSubscriptions()).EventSubscriptionsList!.map(
      (it) => it.CustSubscriptionId,
    ),
  replicationInstances: async ({ dms }) =>
    (await dms.describeReplicationInstances()).ReplicationInstances!.map(
      (it) => it.ReplicationInstanceArn,
    ),
  replicationSubnetGroups: async ({ dms }) =>
    (await dms.describeReplicationSubnetGroups()).ReplicationSubnetGroups!.map(
      (it) => it.ReplicationSubnetGroupIdentifier,
    ),
  dmsEndpoints: async ({ dms }) =>
    (await dms.describeEndpoints()).Endpoints!.map((it) => it.EndpointArn),
  tasks: async ({ dms }) =>
    (await dms.describeReplicationTasks()).ReplicationTasks!.map((it) => it.ReplicationTaskArn),
  secrets: async ({ secrets }) =>
    (await secrets.listSecrets({ IncludePlannedDeletion: true })).SecretList!.map((it) => it.Name),
  keyAliases: async ({ kms }) =>
    (await kms.listAliases())
      .Aliases!.map((it) => it.AliasName)
      .filter((name) => !name!.startsWith("alias/aws/")),
  // A key goes only after days; until then it can be used for nothing.
  keys: async ({ kms }) => {
    const keys = await Promise.all(
      (await kms.listKeys()).Keys!.map(({ KeyId }) => kms.describeKey({ KeyId })),
    );
    return keys
      .filter(({ KeyMetadata }) => KeyMetadata!.KeyState !== "PendingDeletion")
      .map(({ KeyMetadata }) => KeyMetadata!.KeyId);
  },
  buckets: async ({ s3 }) => ((await s3.listBuckets()).Buckets ?? []).map((it) => it.Name),
  logGroups: async ({ logs }) =>
    (await logs.describeLogGroups()).logGroups!.map((it) => it.logGroupName),
  metricFilters: async ({ logs }) =>
    ((await logs.describeMetricFilters({})).metricFilters ?? []).map((it) => it.filterName),
  loadBalancers: async ({ elb }) =>
    (await elb.describeLoadBalancers()).LoadBalancers!.map((it) => it.LoadBalancerName),
  listeners: async ({ elb }) => {
    const balancers = (await elb.describeLoadBalancers()).LoadBalancers!;
    const listeners = await Promise.all(
      balancers.map(({ LoadBalancerArn }) => elb.describeListeners({ LoadBalancerArn })),
    );
    return listeners.flatMap(({ Listeners }) => Listeners!.map((it) => it.ListenerArn));
  },
  targetGroups: async ({ elb }) =>
    (await elb.describeTargetGroups()).TargetGroups!.map((it) => it.TargetGroupName),
  webAcls: async ({ waf }) =>
    (await waf.listWebACLs({ Scope: "REGIONAL" })).WebACLs!.map((it) => it.Name),
  topics: async ({ sns }) => ((await sns.listTopics()).Topics ?? []).map((it) => it.TopicArn),
  subscriptions: async ({ sns }) =>
    ((await sns.listSubscriptions()).Subscriptions ?? []).map((it) => it.SubscriptionArn),
  alarms: async ({ cloudwatch }) =>
    ((await cloudwatch.describeAlarms()).MetricAlarms ?? []).map((it) => it.AlarmName),
  dashboards: async ({ cloudwatch }) =>
    ((await cloudwatch.listDashboards({})).DashboardEntries ?? []).map((it) => it.DashboardName),
  scalableTargets: async ({ autoscaling }) =>
    (await autoscaling.describeScalableTargets({ ServiceNamespace: "rds" })).ScalableTargets!.map(
      (it) => it.ResourceId,
    ),
  backupVaults: async ({ backup }) =>
    (await backup.listBackupVaults()).BackupVaultList!.map((it) => it.BackupVaultName),
  backupPlans: async ({ backup }) =>
    (await backup.listBackupPlans()).BackupPlansList!.map((it) => it.BackupPlanId),
  budgets: async ({ budgets, accountId }) =>
    ((await budgets.describeBudgets({ AccountId: accountId })).Budgets ?? []).map(
      (it) => it.BudgetName,
    ),
  eventRules: async ({ events }) => (await events.listRules()).Rules!.map((it) => it.Name),
  hosts: async ({ ec2 }) =>
    (await ec2.describeInstances())
      .Reservations!.flatMap(({ Instances }) => Instances!)
      .filter(({ State }) => State?.Name !== "terminated")
      .map((it) => it.InstanceId),
  volumes: async ({ ec2 }) => (await ec2.describeVolumes()).Volumes!.map((it) => it.VolumeId),
  instanceProfiles: async ({ iam }) =>
    (await iam.listInstanceProfiles()).InstanceProfiles!.map((it) => it.InstanceProfileName),
  roles: async ({ iam }) => (await iam.listRoles()).Roles!.map((it) => it.RoleName),
  functions: async ({ lambda }) =>
    (await lambda.listFunctions()).Functions!.map((it) => it.FunctionName),
};

/**
 * The contents of an emulator: the ids of all objects, by kind. Kinds without objects are absent.
 */
export async function emulatorContent(
  endpoint: string,
): Promise<Readonly<Record<string, readonly (string | undefined)[]>>> {
  const aws = await Aws.connect({ endpoint, region: "us-east-1" });
  const found = await Promise.all(
    Object.entries(listings).map(async ([kind, list]) => [kind, await list(aws)] as const),
  );
  return Object.fromEntries(found.filter(([, ids]) => ids.length > 0));
}

/** How many objects of each kind there are. */
export async function emulatorCounts(endpoint: string): Promise<Readonly<Record<string, number>>> {
  const content = await emulatorContent(endpoint);
  return Object.fromEntries(Object.entries(content).map(([kind, ids]) => [kind, ids.length]));
}
