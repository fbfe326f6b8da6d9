/**
 * An order that AWS requires: it refuses something, or creates it wrong, before something else
 * exists.
 */
export interface RequiredOrder {
  /** Type token, and a pattern of the logical name, of what must wait. */
  readonly resource: readonly [type: string, name?: RegExp];
  /** Resources that must exist first: all of them in the plan, or those that belong to it. */
  readonly after: readonly [type: string, name?: RegExp];
  /** How they belong to it: the same parent, or a logical name that starts with its own. */
  readonly by?: "parent" | "name";
  /** AWS's behaviour otherwise. */
  readonly because: string;
}

const s3 = (name: string): string => `aws:s3/bucket${name}:Bucket${name}`;
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
const endpoint = "aws:dms/endpoint:Endpoint";
const replicationInstance = "aws:dms/replicationInstance:ReplicationInstance";
const replicationConfig = "aws:dms/replicationConfig:ReplicationConfig";
const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
const serviceRoles = /^dms-dms-/;

/** Every order that no reference from one resource to the other would give by itself. */
export const requiredOrder: readonly RequiredOrder[] = [
  {
    resource: ["aws:ec2/natGateway:NatGateway"],
    after: ["aws:ec2/internetGateway:InternetGateway"],
    because: "a VPC without an internet gateway refuses public NAT gateways",
  },
  {
    resource: [s3("LifecycleConfiguration")],
    after: [s3("Versioning")],
    by: "parent",
    because: "rules for noncurrent versions have none before versioning is on",
  },
  {
    resource: [loadBalancer],
    after: [s3("Policy"), /^edge-logs$/],
    because: "the load balancer writes a test object when its logs are turned on",
  },
  {
    resource: [loadBalancer],
    after: [s3("ServerSideEncryptionConfiguration"), /^edge-logs$/],
    because: "load balancers write to no bucket that is encrypted with another kind of key",
  },
  {
    resource: [s3("Logging")],
    after: [s3("Policy"), /^edge-logs$/],
    because: "S3 refuses a target bucket that its logging service may not write to",
  },
  {
    resource: ["aws:ec2/flowLog:FlowLog"],
    after: [rolePolicy, /^network-flow-logs$/],
    because: "a flow log whose role may not write has the status Access error",
  },
  {
    resource: ["aws:dms/replicationSubnetGroup:ReplicationSubnetGroup"],
    after: [attachment, serviceRoles],
    because: "DMS answers that dms-vpc-role is not configured properly",
  },
  {
    resource: [replicationInstance],
    after: [attachment, serviceRoles],
    because: "an instance that starts without dms-cloudwatch-logs-role logs nothing",
  },
  {
    resource: [replicationConfig],
    after: [attachment, serviceRoles],
    because: "DMS answers that dms-vpc-role is not configured properly",
  },
  {
    resource: [replicationInstance],
    after: [logGroup, /^dms$|^dms-(?!source|target)/],
    by: "parent",
    because: "DMS creates a group of that name without key and retention",
  },
  {
    resource: [endpoint],
    after: [secretVersion],
    by: "name",
    because: "DMS reads the secret when the endpoint is created",
  },
  {
    resource: [endpoint],
    after: [rolePolicy],
    by: "name",
    because: "DMS reads the secret with the rights of the role",
  },
  {
    resource: ["aws:secretsmanager/secretRotation:SecretRotation"],
    after: [secretVersion],
    by: "parent",
    because: "the first rotation needs a value to start from",
  },
  {
    resource: ["aws:rds/cluster:Cluster"],
    after: [logGroup, /^database-/],
    because: "RDS creates groups of those names without key and retention",
  },
  {
    resource: [clusterInstance],
    after: [attachment, /^database-monitoring$/],
    because: "RDS refuses a monitoring role that may not write",
  },
  {
    resource: ["aws:appautoscaling/target:Target"],
    after: [clusterInstance],
    because: "a cluster without an instance cannot be scaled",
  },
  {
    resource: ["aws:backup/selection:Selection"],
    after: [rolePolicy, /^database-backup$/],
    because: "a backup that starts before the role may snapshot fails",
  },
  {
    resource: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
    after: ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy"],
    because: "WAF refuses a log group that its delivery may not write to",
  },
  {
    resource: ["aws:cloudwatch/eventTarget:EventTarget"],
    after: [topicPolicy],
    because: "events that come before EventBridge may publish are lost",
  },
  {
    resource: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    after: [topicPolicy],
    because: "alarms that go off before CloudWatch may publish are lost",
  },
  {
    resource: ["aws:rds/eventSubscription:EventSubscription"],
    after: [topicPolicy],
    because: "RDS refuses a topic that it may not publish to",
  },
  {
    resource: ["aws:dms/eventSubscription:EventSubscription"],
    after: [topicPolicy],
    because: "DMS refuses a topic that it may not publish to",
  },
  {
    resource: ["aws:rds/eventSubscription:EventSubscription", /-instance-events$/],
    after: [clusterInstance],
    because: "RDS refuses sources that do not exist",
  },
  {
    resource: ["aws:dms/eventSubscription:EventSubscription", /-instance-events$/],
    after: [replicationInstance],
    because: "DMS refuses sources that do not exist",
  },
  {
    resource: ["aws:dms/eventSubscription:EventSubscription", /-task-events$/],
    after: ["aws:dms/replicationTask:ReplicationTask"],
    because: "DMS refuses sources that do not exist",
  },
  {
    resource: ["aws:budgets/budget:Budget"],
    after: [topicPolicy],
    because: "Budgets refuses a topic that it may not publish to",
  },
  {
    resource: ["aws:lb/listener:Listener", /https$/],
    after: ["aws:acm/certificateValidation:CertificateValidation"],
    because: "listeners refuse a certificate that is not issued",
  },
  {
    resource: [s3("Policy")],
    after: [s3("PublicAccessBlock")],
    by: "parent",
    because: "S3 refuses two changes of a bucket's access at a time",
  },
  {
    resource: ["aws:serverlessrepository/cloudFormationStack:CloudFormationStack"],
    after: [logGroup],
    by: "parent",
    because: "Lambda creates a group of that name without key and retention",
  },
  {
    resource: [replicationConfig],
    after: [logGroup, /^dms-archive$/],
    because: "DMS creates a group of that name without key and retention",
  },
  {
    resource: ["aws:ec2/route:Route", /transit/],
    after: ["aws:ec2transitgateway/vpcAttachment:VpcAttachment"],
    because: "EC2 refuses a route to a transit gateway that the VPC is not attached to",
  },
];
