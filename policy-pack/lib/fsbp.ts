/** The framework that most rules name. */
export const frameworkName = "AWS FSBP";
export const frameworkVersion = "1.0.0";

/** A control of the AWS Foundational Security Best Practices standard. */
export interface Control {
  readonly title: string;
  /** Why no rule of the pack holds it; left out where a rule does. */
  readonly notHeld?: { readonly kind: "run time" | "not applicable"; readonly why: string };
}

const atRunTime = (title: string, why: string): Control => ({
  title,
  notHeld: { kind: "run time", why },
});
const outside = (title: string, why: string): Control => ({
  title,
  notHeld: { kind: "not applicable", why },
});

const otherEngine = "the pack is about Aurora MySQL";
const noCompute =
  "of EC2 a landing zone has one small instance at most, made without snapshots and launch templates";
const account = "a setting of the account, made once outside of the stack";
const classic = "the rule no-classic refuses these resources altogether";

/**
 * The controls of the services that a migration landing zone uses, from the Security Hub user
 * guide. Some are not members of the standard (any more) but belong to the same catalogue.
 */
export const controls: Readonly<Record<string, Control>> = {
  "ACM.1": {
    title: "Imported and ACM-issued certificates should be renewed after a specified time period",
  },
  "ACM.2": {
    title: "RSA certificates managed by ACM should use a key length of at least 2,048 bits",
  },
  "Backup.1": { title: "AWS Backup recovery points should be encrypted at rest" },
  "CloudTrail.1": outside("CloudTrail should be enabled with a multi-Region trail", account),
  "CloudTrail.2": outside("CloudTrail should have encryption at rest enabled", account),
  "CloudTrail.4": outside("CloudTrail log file validation should be enabled", account),
  "CloudTrail.5": outside("CloudTrail trails should be integrated with CloudWatch Logs", account),
  "CloudWatch.15": { title: "CloudWatch alarms should have specified actions configured" },
  "CloudWatch.16": {
    title: "CloudWatch log groups should be retained for a specified time period",
  },
  "CloudWatch.17": { title: "CloudWatch alarm actions should be enabled" },
  "Config.1": outside("AWS Config should be enabled", account),
  "DMS.1": { title: "Database Migration Service replication instances should not be public" },
  "DMS.2": { title: "DMS certificates should be tagged" },
  "DMS.3": { title: "DMS event subscriptions should be tagged" },
  "DMS.4": { title: "DMS replication instances should be tagged" },
  "DMS.5": { title: "DMS replication subnet groups should be tagged" },
  "DMS.6": {
    title: "DMS replication instances should have automatic minor version upgrade enabled",
  },
  "DMS.7": { title: "DMS replication tasks for the target database should have logging enabled" },
  "DMS.8": { title: "DMS replication tasks for the source database should have logging enabled" },
  "DMS.9": { title: "DMS endpoints should use SSL" },
  "DMS.10": outside(
    "DMS endpoints for Neptune databases should have IAM authorization enabled",
    "the provider has no settings for Neptune endpoints",
  ),
  "DMS.11": { title: "DMS endpoints for MongoDB should have an authentication mechanism enabled" },
  "DMS.12": { title: "DMS endpoints for Redis OSS should have TLS enabled" },
  "DMS.13": {
    title: "DMS replication instances should be configured to use multiple Availability Zones",
  },
  "EC2.1": outside("EBS snapshots should not be publicly restorable", noCompute),
  "EC2.2": { title: "VPC default security groups should not allow inbound or outbound traffic" },
  "EC2.3": { title: "Attached EBS volumes should be encrypted at rest" },
  "EC2.4": outside(
    "Stopped EC2 instances should be removed after a specified time period",
    noCompute,
  ),
  "EC2.6": { title: "VPC flow logging should be enabled in all VPCs" },
  "EC2.7": outside("EBS default encryption should be enabled", account),
  "EC2.8": { title: "EC2 instances should use IMDSv2" },
  "EC2.9": { title: "EC2 instances should not have a public IPv4 address" },
  "EC2.10": outside(
    "EC2 should be configured to use VPC endpoints that are created for the EC2 service",
    "nothing in a landing zone calls the EC2 API; required-endpoints takes `ec2` where something does",
  ),
  "EC2.13": { title: "Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22" },
  "EC2.14": {
    title: "Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 3389",
  },
  "EC2.15": { title: "EC2 subnets should not automatically assign public IP addresses" },
  "EC2.16": atRunTime(
    "Unused network access control lists should be removed",
    "use is not known before deployment",
  ),
  "EC2.17": outside("EC2 instances should not use multiple ENIs", noCompute),
  "EC2.18": {
    title: "Security groups should only allow unrestricted incoming traffic for authorized ports",
  },
  "EC2.19": {
    title: "Security groups should not allow unrestricted access to ports with high risk",
  },
  "EC2.20": { title: "Both VPN tunnels for an AWS Site-to-Site VPN connection should be up" },
  "EC2.21": {
    title: "Network ACLs should not allow ingress from 0.0.0.0/0 to port 22 or port 3389",
  },
  "EC2.23": outside(
    "EC2 transit gateways should not automatically accept VPC attachment requests",
    "the landing zone ends its VPN on a virtual private gateway",
  ),
  "EC2.24": outside("EC2 paravirtual instance types should not be used", noCompute),
  "EC2.25": outside(
    "EC2 launch templates should not assign public IPs to network interfaces",
    noCompute,
  ),
  "EC2.51": outside(
    "EC2 Client VPN endpoints should have client connection logging enabled",
    "no Client VPN",
  ),
  "EC2.55": outside(
    "VPCs should be configured with an interface endpoint for ECR API",
    "no containers",
  ),
  "EC2.56": outside(
    "VPCs should be configured with an interface endpoint for Docker Registry",
    "no containers",
  ),
  "EC2.57": outside(
    "VPCs should be configured with an interface endpoint for Systems Manager",
    "only with the operators' host, and the stack makes it then; required-endpoints takes `ssm`",
  ),
  "EC2.58": outside(
    "VPCs should be configured with an interface endpoint for Systems Manager Incident Manager Contacts",
    "not used",
  ),
  "EC2.60": outside(
    "VPCs should be configured with an interface endpoint for Systems Manager Incident Manager",
    "not used",
  ),
  "EC2.170": outside("EC2 launch templates should use IMDSv2", noCompute),
  "EC2.171": { title: "EC2 VPN connections should have logging enabled" },
  "EC2.172": outside(
    "EC2 VPC Block Public Access settings should block internet gateway traffic",
    account,
  ),
  "EC2.180": outside(
    "EC2 network interfaces should have source/destination checking enabled",
    noCompute,
  ),
  "ELB.1": {
    title: "Application Load Balancer should be configured to redirect all HTTP requests to HTTPS",
  },
  "ELB.2": outside("Classic Load Balancers should use a certificate provided by ACM", classic),
  "ELB.3": outside(
    "Classic Load Balancer listeners should be configured with HTTPS or TLS termination",
    classic,
  ),
  "ELB.4": { title: "Application Load Balancer should be configured to drop invalid http headers" },
  "ELB.5": { title: "Application and Classic Load Balancers logging should be enabled" },
  "ELB.6": {
    title:
      "Application, Gateway, and Network Load Balancers should have deletion protection enabled",
  },
  "ELB.7": outside("Classic Load Balancers should have connection draining enabled", classic),
  "ELB.8": outside(
    "Classic Load Balancers with SSL listeners should use a strong predefined security policy",
    classic,
  ),
  "ELB.9": outside("Classic Load Balancers should have cross-zone load balancing enabled", classic),
  "ELB.10": outside("Classic Load Balancer should span multiple Availability Zones", classic),
  "ELB.12": {
    title:
      "Application Load Balancer should be configured with defensive or strictest desync mitigation mode",
  },
  "ELB.13": {
    title:
      "Application, Network and Gateway Load Balancers should span multiple Availability Zones",
  },
  "ELB.14": outside(
    "Classic Load Balancer should be configured with defensive or strictest desync mitigation mode",
    classic,
  ),
  "ELB.16": { title: "Application Load Balancers should be associated with an AWS WAF web ACL" },
  "ELB.17": {
    title:
      "Application and Network Load Balancers with listeners should use recommended security policies",
  },
  "ELB.18": {
    title:
      "Application and Network Load Balancer listeners should use secure protocols to encrypt data in transit",
  },
  "ELB.21": {
    title:
      "Application and Network Load Balancer target groups should use encrypted health check protocols",
  },
  "ELB.22": { title: "ELB target groups should use encrypted transport protocols" },
  "GuardDuty.1": outside("GuardDuty should be enabled", account),
  "IAM.1": { title: 'IAM policies should not allow full "*" administrative privileges' },
  "IAM.2": { title: "IAM users should not have IAM policies attached" },
  "IAM.3": { title: "IAM users' access keys should be rotated every 90 days or less" },
  "IAM.4": outside("IAM root user access key should not exist", account),
  "IAM.5": outside("MFA should be enabled for all IAM users that have a console password", account),
  "IAM.6": outside("Hardware MFA should be enabled for the root user", account),
  "IAM.7": outside("Password policies for IAM users should have strong configurations", account),
  "IAM.8": outside("Unused IAM user credentials should be removed", account),
  "IAM.21": {
    title:
      "IAM customer managed policies that you create should not allow wildcard actions for services",
  },
  "KMS.1": {
    title: "IAM customer managed policies should not allow decryption actions on all KMS keys",
  },
  "KMS.2": {
    title:
      "IAM principals should not have IAM inline policies that allow decryption actions on all KMS keys",
  },
  "KMS.3": { title: "AWS KMS keys should not be deleted unintentionally" },
  "KMS.4": { title: "AWS KMS key rotation should be enabled" },
  "KMS.5": { title: "KMS keys should not be publicly accessible" },
  "Lambda.1": { title: "Lambda function policies should prohibit public access" },
  "Lambda.2": { title: "Lambda functions should use supported runtimes" },
  "Lambda.3": { title: "Lambda functions should be in a VPC" },
  "Lambda.5": { title: "VPC Lambda functions should operate in multiple Availability Zones" },
  "RDS.1": { title: "RDS snapshot should be private" },
  "RDS.2": { title: "RDS DB Instances should prohibit public access" },
  "RDS.3": { title: "RDS DB instances should have encryption at-rest enabled" },
  "RDS.4": { title: "RDS cluster snapshots and database snapshots should be encrypted at rest" },
  "RDS.5": { title: "RDS DB instances should be configured with multiple Availability Zones" },
  "RDS.6": { title: "Enhanced monitoring should be configured for RDS DB instances" },
  "RDS.7": { title: "RDS clusters should have deletion protection enabled" },
  "RDS.8": { title: "RDS DB instances should have deletion protection enabled" },
  "RDS.9": { title: "RDS DB instances should publish logs to CloudWatch Logs" },
  "RDS.10": { title: "IAM authentication should be configured for RDS instances" },
  "RDS.11": { title: "RDS instances should have automatic backups enabled" },
  "RDS.12": { title: "IAM authentication should be configured for RDS clusters" },
  "RDS.13": { title: "RDS automatic minor version upgrades should be enabled" },
  "RDS.14": { title: "Amazon Aurora clusters should have backtracking enabled" },
  "RDS.15": { title: "RDS DB clusters should be configured for multiple Availability Zones" },
  "RDS.16": { title: "Aurora DB clusters should be configured to copy tags to DB snapshots" },
  "RDS.17": { title: "RDS DB instances should be configured to copy tags to snapshots" },
  "RDS.19": {
    title:
      "Existing RDS event notification subscriptions should be configured for critical cluster events",
  },
  "RDS.20": {
    title:
      "Existing RDS event notification subscriptions should be configured for critical database instance events",
  },
  "RDS.21": {
    title:
      "An RDS event notifications subscription should be configured for critical database parameter group events",
  },
  "RDS.22": {
    title:
      "An RDS event notifications subscription should be configured for critical database security group events",
  },
  "RDS.23": { title: "RDS instances should not use a database engine default port" },
  "RDS.24": { title: "RDS database clusters should use a custom administrator username" },
  "RDS.25": { title: "RDS database instances should use a custom administrator username" },
  "RDS.26": { title: "RDS DB instances should be protected by a backup plan" },
  "RDS.27": { title: "RDS DB clusters should be encrypted at rest" },
  "RDS.34": { title: "Aurora MySQL DB clusters should publish audit logs to CloudWatch Logs" },
  "RDS.35": { title: "RDS DB clusters should have automatic minor version upgrade enabled" },
  "RDS.36": outside(
    "RDS for PostgreSQL DB instances should publish logs to CloudWatch Logs",
    otherEngine,
  ),
  "RDS.37": outside(
    "Aurora PostgreSQL DB clusters should publish logs to CloudWatch Logs",
    otherEngine,
  ),
  "RDS.40": outside(
    "RDS for SQL Server DB instances should publish logs to CloudWatch Logs",
    otherEngine,
  ),
  "RDS.41": outside("RDS for SQL Server DB instances should be encrypted in transit", otherEngine),
  "RDS.42": outside(
    "RDS for MariaDB DB instances should publish logs to CloudWatch Logs",
    otherEngine,
  ),
  "RDS.43": { title: "RDS DB proxies should require TLS encryption for connections" },
  "RDS.44": outside("RDS for MariaDB DB instances should be encrypted in transit", otherEngine),
  "RDS.45": { title: "Aurora MySQL DB clusters should have audit logging enabled" },
  "RDS.46": {
    title:
      "RDS DB instances should not be deployed in public subnets with routes to internet gateways",
  },
  "RDS.47": outside(
    "RDS for PostgreSQL DB clusters should be configured to copy tags to DB snapshots",
    otherEngine,
  ),
  "RDS.48": outside(
    "RDS for MySQL DB clusters should be configured to copy tags to DB snapshots",
    otherEngine,
  ),
  "RDS.50": { title: "RDS DB clusters should have a sufficient backup retention period" },
  "RDS.51": { title: "RDS global clusters should run on supported Aurora MySQL versions" },
  "S3.1": outside(
    "S3 general purpose buckets should have block public access settings enabled",
    account,
  ),
  "S3.2": { title: "S3 general purpose buckets should block public read access" },
  "S3.3": { title: "S3 general purpose buckets should block public write access" },
  "S3.5": { title: "S3 general purpose buckets should require requests to use SSL" },
  "S3.6": {
    title: "S3 general purpose bucket policies should restrict access to other AWS accounts",
  },
  "S3.8": { title: "S3 general purpose buckets should block public access" },
  "S3.9": { title: "S3 general purpose buckets should have server access logging enabled" },
  "S3.12": { title: "ACLs should not be used to manage user access to S3 general purpose buckets" },
  "S3.13": { title: "S3 general purpose buckets should have Lifecycle configurations" },
  "S3.14": { title: "S3 general purpose buckets should have versioning enabled" },
  "S3.17": { title: "S3 general purpose buckets should be encrypted at rest with AWS KMS keys" },
  "S3.19": outside(
    "S3 access points should have block public access settings enabled",
    "no access points",
  ),
  "S3.24": outside(
    "S3 Multi-Region Access Points should have block public access settings enabled",
    "no access points",
  ),
  "S3.25": outside(
    "S3 directory buckets should have lifecycle configurations",
    "no directory buckets",
  ),
  "SecretsManager.1": { title: "Secrets Manager secrets should have automatic rotation enabled" },
  "SecretsManager.2": {
    title: "Secrets Manager secrets configured with automatic rotation should rotate successfully",
  },
  "SecretsManager.3": atRunTime(
    "Remove unused Secrets Manager secrets",
    "use is not known before deployment",
  ),
  "SecretsManager.4": {
    title: "Secrets Manager secrets should be rotated within a specified number of days",
  },
  "SecretsManager.5": { title: "Secrets Manager secrets should be tagged" },
  "SNS.1": { title: "SNS topics should be encrypted at-rest using AWS KMS" },
  "SNS.4": { title: "SNS topic access policies should not allow public access" },
  "SQS.1": { title: "Amazon SQS queues should be encrypted at rest" },
  "SQS.3": { title: "SQS queue access policies should not allow public access" },
  "WAF.1": outside("AWS WAF Classic Global Web ACL logging should be enabled", classic),
  "WAF.2": outside("AWS WAF Classic Regional rules should have at least one condition", classic),
  "WAF.3": outside("AWS WAF Classic Regional rule groups should have at least one rule", classic),
  "WAF.4": outside(
    "AWS WAF Classic Regional web ACLs should have at least one rule or rule group",
    classic,
  ),
  "WAF.6": outside("AWS WAF Classic global rules should have at least one condition", classic),
  "WAF.7": outside("AWS WAF Classic global rule groups should have at least one rule", classic),
  "WAF.8": outside(
    "AWS WAF Classic global web ACLs should have at least one rule or rule group",
    classic,
  ),
  "WAF.10": { title: "AWS WAF web ACLs should have at least one rule or rule group" },
  "WAF.11": { title: "AWS WAF web ACL logging should be enabled" },
  "WAF.12": { title: "AWS WAF rules should have CloudWatch metrics enabled" },
};

/** The control's title; the id itself where the catalogue lacks it, which a test forbids. */
export function controlTitle(id: string): string {
  return controls[id]?.title ?? id;
}

/** The control's place in the Security Hub user guide. */
export function controlUrl(id: string): string {
  const [service = "", number = ""] = id.toLowerCase().split(".");
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${number}`;
}
