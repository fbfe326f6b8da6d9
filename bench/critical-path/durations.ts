/** Typical time that AWS takes to create a resource, with its source. */
export interface Duration {
  readonly seconds: number;
  /** `log`: a published log of a creation. `rule of thumb`: an estimate, with its reasoning. */
  readonly basis: "log" | "rule of thumb";
  readonly source: string;
}

/** The day on which the sources were last looked at. */
export const lookedUpOn = "2026-11-24";

/** Logs of integration tests, which create one resource of a type in a real account. */
const steampipe = (pull: number): string => `github.com/turbot/steampipe-plugin-aws/pull/${pull}`;
const terraform = (what: string): string => `github.com/hashicorp/terraform-provider-aws/${what}`;

const log = (seconds: number, source: string): Duration => ({ seconds, basis: "log", source });
const estimate = (seconds: number, source: string): Duration => ({
  seconds,
  basis: "rule of thumb",
  source,
});

/**
 * Typical creation times by resource type. They vary by day, size and region; the benchmark only
 * needs their order.
 */
export const durations: Readonly<Record<string, Duration>> = {
  "aws:ec2/vpc:Vpc": log(12, steampipe(540)),
  "aws:ec2/subnet:Subnet": log(4, steampipe(540)),
  "aws:ec2/internetGateway:InternetGateway": log(6, steampipe(540)),
  "aws:ec2/eip:Eip": log(2, steampipe(540)),
  "aws:ec2/natGateway:NatGateway": estimate(
    105,
    `${terraform("pull/38363")}: 190 to 210 s to create and delete one`,
  ),
  "aws:ec2/customerGateway:CustomerGateway": log(19, steampipe(486)),
  "aws:ec2/vpnGateway:VpnGateway": log(27, steampipe(486)),
  "aws:ec2/vpnConnection:VpnConnection": estimate(
    300,
    "github.com/hashicorp/terraform/pull/1772: a long limit, because VPN connections are notoriously slow; some minutes are common",
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": estimate(75, "interface endpoints take one to two minutes"),
  "aws:ec2/flowLog:FlowLog": log(3, steampipe(233)),
  "aws:cloudwatch/logGroup:LogGroup": log(3, steampipe(233)),
  "aws:iam/role:Role": log(4, steampipe(233)),
  "aws:iam/rolePolicy:RolePolicy": log(2, steampipe(233)),
  "aws:sns/topic:Topic": log(4, steampipe(609)),
  "aws:kms/key:Key": estimate(15, "the provider waits until the key policy is in force"),
  "aws:rds/subnetGroup:SubnetGroup": log(2, steampipe(906)),
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": log(10, steampipe(534)),
  "aws:rds/cluster:Cluster": estimate(
    60,
    `${terraform("pull/48948")}: 111 s to create and delete one without instances`,
  ),
  "aws:rds/clusterInstance:ClusterInstance": estimate(
    600,
    "instances take some five to fifteen minutes",
  ),
  "aws:rds/eventSubscription:EventSubscription": estimate(60, "creation is followed by a wait"),
  "aws:dms/replicationInstance:ReplicationInstance": estimate(
    600,
    `between ${steampipe(906)}, 256 s for a small one, and ${terraform("pull/29905")}, where they outlast the provider's limit`,
  ),
  "aws:dms/replicationTask:ReplicationTask": log(
    148,
    `${terraform("pull/37136")}, the fastest of a log`,
  ),
  "aws:dms/endpoint:Endpoint": estimate(20, "some seconds until it is active"),
  "aws:dms/eventSubscription:EventSubscription": estimate(20, "some seconds until it is active"),
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": estimate(
    120,
    "a change set, a role and a function in a VPC",
  ),
  "aws:lb/loadBalancer:LoadBalancer": estimate(150, "two to three minutes until it is active"),
  "aws:acm/certificateValidation:CertificateValidation": estimate(
    180,
    "github.com/aws/aws-cdk/issues/2914: five minutes do not always do",
  ),
};

/** One request that answers when it is done, as most types need. */
const oneRequestS = 3;

/** Typical seconds that AWS takes to create a resource of a type; components take none. */
export function typicalSeconds(type: string): number {
  return durations[type]?.seconds ?? oneRequestS;
}
