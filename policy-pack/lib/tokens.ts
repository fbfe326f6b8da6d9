/**
 * The resource types that rules look at, as type tokens. They are written out from the class path,
 * so that the pack needs no @pulumi/aws at run time; a test compares each with the class's own.
 */
function token(path: string): string {
  const [module, name = ""] = path.split(".");
  return `aws:${module ?? ""}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

/** A class and its deprecated twins, which are other types to the engine. */
function family(...paths: readonly string[]): readonly string[] {
  return paths.map(token);
}

/** The load balancing classes exist as `lb` and `alb`, and carried two older names before. */
function loadBalancing(name: string): readonly string[] {
  return family(
    `lb.${name}`,
    `alb.${name}`,
    `elasticloadbalancingv2.${name}`,
    `applicationloadbalancing.${name}`,
  );
}

/** A bucket resource and its deprecated V2 twin. */
function bucket(name: string): readonly string[] {
  return family(`s3.${name}`, `s3.${name}V2`);
}

export const types = {
  accessKey: family("iam.AccessKey"),
  alarm: family("cloudwatch.MetricAlarm"),
  backupSelection: family("backup.Selection"),
  backupVault: family("backup.Vault"),
  bucket: bucket("Bucket"),
  bucketAcl: bucket("BucketAcl"),
  bucketEncryption: bucket("BucketServerSideEncryptionConfiguration"),
  bucketLifecycle: bucket("BucketLifecycleConfiguration"),
  bucketLogging: bucket("BucketLogging"),
  bucketOwnership: family("s3.BucketOwnershipControls"),
  bucketPolicy: family("s3.BucketPolicy"),
  bucketPublicAccess: family("s3.BucketPublicAccessBlock"),
  bucketVersioning: bucket("BucketVersioning"),
  certificate: family("acm.Certificate"),
  cluster: family("rds.Cluster"),
  clusterInstance: family("rds.ClusterInstance"),
  clusterParameters: family("rds.ClusterParameterGroup"),
  clusterSnapshot: family("rds.ClusterSnapshot"),
  customerGateway: family("ec2.CustomerGateway"),
  databaseInstance: family("rds.Instance"),
  databaseProxy: family("rds.Proxy"),
  databaseSubnets: family("rds.SubnetGroup"),
  defaultSecurityGroup: family("ec2.DefaultSecurityGroup"),
  dmsEndpoint: family("dms.Endpoint"),
  dmsEvents: family("dms.EventSubscription"),
  dmsInstance: family("dms.ReplicationInstance"),
  dmsS3Endpoint: family("dms.S3Endpoint"),
  dmsServerless: family("dms.ReplicationConfig"),
  dmsSubnets: family("dms.ReplicationSubnetGroup"),
  dmsTask: family("dms.ReplicationTask"),
  eventRule: family("cloudwatch.EventRule"),
  eventTarget: family("cloudwatch.EventTarget"),
  flowLog: family("ec2.FlowLog"),
  function: family("lambda.Function"),
  functionFailure: family("lambda.FunctionEventInvokeConfig"),
  functionPermission: family("lambda.Permission"),
  functionUrl: family("lambda.FunctionUrl"),
  globalCluster: family("rds.GlobalCluster"),
  iamPolicy: family("iam.Policy"),
  internetGateway: family("ec2.InternetGateway"),
  key: family("kms.Key"),
  keyPolicy: family("kms.KeyPolicy"),
  listener: loadBalancing("Listener"),
  loadBalancer: loadBalancing("LoadBalancer"),
  logGroup: family("cloudwatch.LogGroup"),
  natGateway: family("ec2.NatGateway"),
  networkAcl: family("ec2.NetworkAcl"),
  networkAclRule: family("ec2.NetworkAclRule"),
  parameterGroup: family("rds.ParameterGroup"),
  permissionAttachment: family(
    "iam.RolePolicyAttachment",
    "iam.UserPolicyAttachment",
    "iam.GroupPolicyAttachment",
    "iam.PolicyAttachment",
  ),
  queue: family("sqs.Queue"),
  rdsEvents: family("rds.EventSubscription"),
  role: family("iam.Role"),
  roleAttachment: family("iam.RolePolicyAttachment"),
  rolePolicy: family("iam.RolePolicy"),
  route: family("ec2.Route"),
  routeTable: family("ec2.RouteTable"),
  routeTableAssociation: family("ec2.RouteTableAssociation"),
  secret: family("secretsmanager.Secret"),
  secretPolicy: family("secretsmanager.SecretPolicy"),
  secretRotation: family("secretsmanager.SecretRotation"),
  secretVersion: family("secretsmanager.SecretVersion"),
  securityGroup: family("ec2.SecurityGroup"),
  securityGroupEgress: family("vpc.SecurityGroupEgressRule"),
  securityGroupIngress: family("vpc.SecurityGroupIngressRule"),
  securityGroupRule: family("ec2.SecurityGroupRule"),
  subnet: family("ec2.Subnet"),
  targetGroup: loadBalancing("TargetGroup"),
  topic: family("sns.Topic"),
  topicPolicy: family("sns.TopicPolicy"),
  topicSubscription: family("sns.TopicSubscription"),
  user: family("iam.User"),
  vpc: family("ec2.Vpc"),
  vpcEndpoint: family("ec2.VpcEndpoint"),
  vpnConnection: family("ec2.VpnConnection"),
  vpnRoute: family("ec2.VpnConnectionRoute"),
  webAcl: family("wafv2.WebAcl"),
  webAclAssociation: family("wafv2.WebAclAssociation"),
  webAclLogging: family("wafv2.WebAclLoggingConfiguration"),
  webAclRule: family("wafv2.WebAclRule"),
} as const satisfies Record<string, readonly string[]>;
