/** Nothing of one type can be created before something of another exists. */
export interface ForcedOrder {
  readonly type: string;
  readonly after: string;
  /** Why it cannot be otherwise, in any program. */
  readonly because: string;
}

const forced = (type: string, after: string, because: string): ForcedOrder => ({
  type,
  after,
  because,
});

const key = "aws:kms/key:Key";
const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const internetGateway = "aws:ec2/internetGateway:InternetGateway";
const routeTable = "aws:ec2/routeTable:RouteTable";
const natGateway = "aws:ec2/natGateway:NatGateway";
const vpnGateway = "aws:ec2/vpnGateway:VpnGateway";
const cluster = "aws:rds/cluster:Cluster";
const replicationInstance = "aws:dms/replicationInstance:ReplicationInstance";
const endpoint = "aws:dms/endpoint:Endpoint";
const secret = "aws:secretsmanager/secret:Secret";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
const role = "aws:iam/role:Role";
const roleAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const bucket = "aws:s3/bucket:Bucket";
const certificate = "aws:acm/certificate:Certificate";
const record = "aws:route53/record:Record";
const validation = "aws:acm/certificateValidation:CertificateValidation";
const topic = "aws:sns/topic:Topic";

const lies = "it lies in one, which is named by the id that AWS gives it";
const encrypts =
  "its content is encrypted with the key, which is named by the id that AWS gives it";

/**
 * The order that AWS forces between types, whatever the resources of our plan: no program can be
 * faster than the longest chain of these.
 */
export const forcedOrder: readonly ForcedOrder[] = [
  forced(subnet, vpc, lies),
  forced(securityGroup, vpc, lies),
  forced(internetGateway, vpc, lies),
  forced(routeTable, vpc, lies),
  forced("aws:ec2/vpcEndpoint:VpcEndpoint", subnet, lies),
  forced("aws:ec2/vpcEndpoint:VpcEndpoint", securityGroup, "its network interfaces have one"),
  forced(natGateway, subnet, lies),
  forced(natGateway, "aws:ec2/eip:Eip", "its address is given when it is made"),
  forced(natGateway, internetGateway, "a VPC without one refuses public NAT gateways"),
  forced("aws:ec2/route:Route", natGateway, "it leads there"),
  forced("aws:ec2/route:Route", routeTable, "it is part of one"),
  forced(vpnGateway, vpc, "it is attached to one"),
  forced("aws:ec2/vpnConnection:VpnConnection", vpnGateway, "it is one end of the connection"),
  forced(
    "aws:ec2/vpnConnection:VpnConnection",
    "aws:ec2/customerGateway:CustomerGateway",
    "it is the other end of the connection",
  ),
  forced(
    "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
    vpnGateway,
    "the routes come from there",
  ),
  forced("aws:rds/subnetGroup:SubnetGroup", subnet, "it lists them"),
  forced(cluster, "aws:rds/subnetGroup:SubnetGroup", "it is created in one"),
  forced(cluster, "aws:rds/clusterParameterGroup:ClusterParameterGroup", "it is created with one"),
  forced(cluster, securityGroup, "it is created with one"),
  forced(cluster, key, encrypts),
  forced("aws:rds/clusterInstance:ClusterInstance", cluster, "it is part of one"),
  forced(
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:rds/parameterGroup:ParameterGroup",
    "it is created with one",
  ),
  forced(roleAttachment, role, "it is attached to one"),
  forced(
    "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
    roleAttachment,
    "DMS looks at the subnets with the rights of dms-vpc-role",
  ),
  forced("aws:dms/replicationSubnetGroup:ReplicationSubnetGroup", subnet, "it lists them"),
  forced(
    replicationInstance,
    "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
    "it is created in one",
  ),
  forced(replicationInstance, securityGroup, "it is created with one"),
  forced(replicationInstance, key, encrypts),
  forced(secret, key, encrypts),
  forced(secretVersion, secret, "it is a value of one"),
  forced(secretVersion, cluster, "the secret of the target says the address that AWS gives it"),
  forced(endpoint, secretVersion, "DMS reads the secret when the endpoint is made"),
  forced(endpoint, "aws:iam/rolePolicy:RolePolicy", "DMS reads the secret with its rights"),
  forced(endpoint, "aws:dms/certificate:Certificate", "it is created with one"),
  forced("aws:iam/rolePolicy:RolePolicy", role, "it is part of one"),
  forced("aws:iam/rolePolicy:RolePolicy", secret, "it names the ARN that AWS gives the secret"),
  forced("aws:dms/replicationTask:ReplicationTask", replicationInstance, "it runs on one"),
  forced("aws:dms/replicationTask:ReplicationTask", endpoint, "it connects two of them"),
  forced(
    "aws:dms/eventSubscription:EventSubscription",
    "aws:dms/replicationTask:ReplicationTask",
    "DMS refuses sources that do not exist",
  ),
  forced(
    "aws:rds/eventSubscription:EventSubscription",
    "aws:rds/clusterInstance:ClusterInstance",
    "RDS refuses sources that do not exist",
  ),
  forced("aws:dms/eventSubscription:EventSubscription", topic, "it tells one"),
  forced("aws:rds/eventSubscription:EventSubscription", topic, "it tells one"),
  forced(topic, key, encrypts),
  forced(
    "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
    subnet,
    "its function runs in one",
  ),
  forced(
    "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
    securityGroup,
    "its function is created with one",
  ),
  forced(
    "aws:secretsmanager/secretRotation:SecretRotation",
    "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
    "it names the ARN of the function",
  ),
  forced("aws:secretsmanager/secretRotation:SecretRotation", secretVersion, "it rotates the value"),
  forced(loadBalancer, subnet, lies),
  forced(loadBalancer, securityGroup, "it is created with one"),
  forced(loadBalancer, internetGateway, "a VPC without one refuses internet-facing load balancers"),
  forced("aws:s3/bucketPolicy:BucketPolicy", bucket, "it is part of one"),
  forced(
    loadBalancer,
    "aws:s3/bucketPolicy:BucketPolicy",
    "access logs are refused where the load balancer may not write",
  ),
  forced(record, certificate, "it holds what ACM asks for"),
  forced(validation, record, "ACM looks for it"),
  forced("aws:lb/listener:Listener", loadBalancer, "it is part of one"),
  forced("aws:lb/listener:Listener", validation, "certificates that are not issued are refused"),
  forced(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    loadBalancer,
    "it names the ARN that AWS gives it",
  ),
  forced("aws:cloudwatch/metricAlarm:MetricAlarm", topic, "it names the ARN of the topic"),
];
