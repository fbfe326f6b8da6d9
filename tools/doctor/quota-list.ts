import { z } from "zod";
import { capacityOf } from "../../lib/waf-rules";
import { zonesOf } from "../../lib/zones";
import { type Subject } from "./finding";
import { Inventory } from "./inventory";

/** A limit of the account in the region, and the stack's share of it. */
export interface Quota {
  /** The limited resource. */
  readonly name: string;
  /** Codes in Service Quotas; a quota without a code cannot be raised. */
  readonly service: string;
  readonly code?: string;
  /** Default of an account. Source: the endpoints and quotas of each service in AWS's reference. */
  readonly standard: number;
  /** The account's quota, where the service itself knows it. Default: Service Quotas is asked. */
  readonly limit?: () => Promise<number>;
  /** Where more is asked for. Default: the stack's region. */
  readonly region?: string;
  readonly needed: number;
  /** How many there are beside the stack's. */
  readonly used: () => Promise<number>;
  /** Alternative to raising the quota. */
  readonly alternative?: string;
}

/** The quotas that an environment uses. */
export function quotasOf(subject: Subject): readonly Quota[] {
  return [
    ...[ofNetwork, ofSecurityGroups, ofVpn, ofDatabase, ofDatabaseGroups, ofReplication],
    ...[ofEdge, ofFirewall, ofRoles, ofKeysAndSecrets],
  ]
    .flatMap((quotas) => quotas(subject))
    .filter(({ needed }) => needed > 0);
}

function ofNetwork({ aws, config }: Subject): readonly Quota[] {
  const inventory = new Inventory(aws, config);
  const { natGateways, existingVpc } = config.network;
  const zones = zonesOf(config.region, config.network);
  const gateways = existingVpc ? 0 : { none: 0, single: 1, perAz: zones.length }[natGateways];
  const alternative = "or set network.natGateways to single or none";
  return [
    {
      name: "VPCs",
      ...{ service: "vpc", code: "L-F678F1CE", standard: 5 },
      needed: existingVpc ? 0 : 1,
      used: async () => (await inventory.others("Vpcs", "ec2", "describe-vpcs")).length,
    },
    {
      name: "Elastic IP addresses",
      ...{ service: "ec2", code: "L-0263D0A3", standard: 5 },
      needed: gateways,
      used: async () => (await inventory.others("Addresses", "ec2", "describe-addresses")).length,
      alternative: `${alternative}, or release addresses that nothing uses`,
    },
    {
      name: "NAT gateways in a zone",
      ...{ service: "vpc", code: "L-FE5A380F", standard: 5 },
      needed: Math.min(1, gateways),
      used: () => fullestZone({ aws, config }, zones.slice(0, gateways)),
      alternative,
    },
    {
      name: "gateway endpoints",
      ...{ service: "vpc", code: "L-1B52E74A", standard: 20 },
      needed: existingVpc?.endpoints ? 0 : 1,
      used: async () =>
        (await inventory.others("VpcEndpoints", "ec2", "describe-vpc-endpoints")).filter(
          ({ VpcEndpointType }) => VpcEndpointType === "Gateway",
        ).length,
    },
  ];
}

/** More rules than a group needs for the stack's own groups. */
const ownRules = 8;

function ofSecurityGroups({ config }: Subject): readonly Quota[] {
  const { edge, network, operations } = config;
  // Clients may use two ports, and name servers two protocols.
  const lists = [
    2 * edge.allowedCidrs.length,
    2 * (network.onPremises?.dns?.servers.length ?? 0),
    ownRules + (edge.onPremises?.addresses.length ?? 0),
    ownRules + (operations.access.cidrs?.length ?? 0),
  ];
  return [
    {
      name: "rules of a security group in one direction",
      ...{ service: "vpc", code: "L-0EA8095F", standard: 60 },
      needed: Math.max(...lists),
      used: () => Promise.resolve(0),
      alternative: "or sum up the address ranges, such as those of edge.allowedCidrs",
    },
  ];
}

const subnets = z.object({
  Subnets: z.array(z.object({ SubnetId: z.string(), AvailabilityZone: z.string() })),
});

/** How many NAT gateways of others there are in that of the zones which has most. */
async function fullestZone(
  { aws, config }: Pick<Subject, "aws" | "config">,
  zones: readonly string[],
): Promise<number> {
  const { Subnets } = await aws.read(subnets, "ec2", "describe-subnets");
  const gateways = await new Inventory(aws, config).others(
    "NatGateways",
    "ec2",
    "describe-nat-gateways",
  );
  const zoneOf = new Map(Subnets.map((subnet) => [subnet.SubnetId, subnet.AvailabilityZone]));
  const inZone = (zone: string) =>
    gateways.filter(({ SubnetId }) => zoneOf.get(String(SubnetId)) === zone).length;
  return Math.max(0, ...zones.map(inZone));
}

function ofVpn({ aws, config }: Subject): readonly Quota[] {
  const { onPremises } = config.network;
  const inventory = new Inventory(aws, config);
  const count = async (key: string, operation: string) =>
    (await inventory.others(key, "ec2", operation)).length;
  const needed = onPremises?.gateways?.length ?? 0;
  return [
    {
      name: "customer gateways",
      ...{ service: "ec2", code: "L-4FB7FF5D", standard: 50 },
      needed,
      used: () => count("CustomerGateways", "describe-customer-gateways"),
    },
    {
      name: "VPN connections",
      ...{ service: "ec2", code: "L-3E6EC3A3", standard: 50 },
      needed,
      used: () => count("VpnConnections", "describe-vpn-connections"),
      alternative:
        "or let the network team's transit gateway carry it: network.onPremises.transitGatewayId",
    },
    {
      name: "virtual private gateways",
      ...{ service: "ec2", code: "L-7029FAB6", standard: 5 },
      needed: Math.min(1, needed),
      used: () => count("VpnGateways", "describe-vpn-gateways"),
    },
  ];
}

function ofDatabase({ aws, config }: Subject): readonly Quota[] {
  const inventory = new Inventory(aws, config);
  const count = async (key: string, operation: string) =>
    (await inventory.others(key, "rds", operation)).length;
  return [
    {
      name: "Aurora clusters",
      ...{ service: "rds", code: "L-952B80B8", standard: 40 },
      needed: 1,
      used: () => count("DBClusters", "describe-db-clusters"),
    },
    {
      name: "database instances",
      ...{ service: "rds", code: "L-7B6409FD", standard: 40 },
      needed: instancesOf(config.database),
      used: () => count("DBInstances", "describe-db-instances"),
    },
  ];
}

function ofDatabaseGroups({ aws, config }: Subject): readonly Quota[] {
  const inventory = new Inventory(aws, config);
  const count = async (key: string, operation: string) =>
    (await inventory.others(key, "rds", operation)).length;
  return [
    {
      name: "cluster parameter groups",
      ...{ service: "rds", code: "L-E4C808A8", standard: 50 },
      needed: 1,
      used: () => count("DBClusterParameterGroups", "describe-db-cluster-parameter-groups"),
    },
    {
      name: "parameter groups",
      ...{ service: "rds", code: "L-DE55804A", standard: 50 },
      needed: 1,
      used: () => count("DBParameterGroups", "describe-db-parameter-groups"),
    },
    {
      name: "DB subnet groups",
      ...{ service: "rds", code: "L-48C6BF61", standard: 50 },
      needed: 1,
      used: () => count("DBSubnetGroups", "describe-db-subnet-groups"),
    },
    {
      name: "event subscriptions of RDS",
      ...{ service: "rds", code: "L-A59F4C87", standard: 20 },
      needed: rdsSubscriptions,
      used: () => count("EventSubscriptionsList", "describe-event-subscriptions"),
    },
  ];
}

function ofReplication({ aws, config }: Subject): readonly Quota[] {
  const inventory = new Inventory(aws, config);
  const { migrations, replicationInstances, sources } = config.dms;
  const count = async (key: string, operation: string) =>
    (await inventory.others(key, "dms", operation)).length;
  return [
    {
      name: "replication instances",
      ...{ service: "dms", code: "L-C2341CDC", standard: 60 },
      needed: 1 + Object.keys(replicationInstances).length,
      used: () => count("ReplicationInstances", "describe-replication-instances"),
    },
    {
      name: "DMS endpoints",
      ...{ service: "dms", code: "L-E17328E9", standard: 1000 },
      needed: 1 + Object.keys(sources).length,
      used: () => count("Endpoints", "describe-endpoints"),
    },
    {
      name: "replication tasks",
      ...{ service: "dms", code: "L-7FD3593B", standard: 600 },
      needed: Object.values(migrations).filter(({ serverless }) => serverless === undefined).length,
      used: () => count("ReplicationTasks", "describe-replication-tasks"),
    },
  ];
}

/** The kinds of sources whose events the stack subscribes to. */
const rdsSubscriptions = 4;

function ofEdge({ aws, config }: Subject): readonly Quota[] {
  const inventory = new Inventory(aws, config);
  return [
    {
      name: "application load balancers",
      ...{ service: "elasticloadbalancing", code: "L-53DA6B97", standard: 50 },
      needed: 1,
      used: async () =>
        (await inventory.others("LoadBalancers", "elbv2", "describe-load-balancers")).filter(
          ({ Type }) => Type === "application",
        ).length,
    },
    {
      name: "target groups",
      ...{ service: "elasticloadbalancing", code: "L-B22855CB", standard: 3000 },
      needed: config.edge.onPremises === undefined ? 1 : 2,
      used: async () =>
        (await inventory.others("TargetGroups", "elbv2", "describe-target-groups")).length,
    },
    {
      name: "resource policies of CloudWatch Logs",
      ...{ service: "logs", standard: 10 },
      needed: 1,
      used: async () =>
        (await inventory.others("resourcePolicies", "logs", "describe-resource-policies")).length,
      alternative:
        "delete policies that nothing uses (aws logs describe-resource-policies), or let one policy serve several log groups",
    },
  ];
}

function ofFirewall({ aws, config }: Subject): readonly Quota[] {
  const inventory = new Inventory(aws, config);
  const scope = ["--scope", "REGIONAL"];
  return [
    {
      name: "regional web ACLs",
      ...{ service: "wafv2", code: "L-2EC3DE7B", standard: 100 },
      needed: 1,
      used: async () =>
        (await inventory.others("WebACLs", "wafv2", "list-web-acls", ...scope)).length,
    },
    {
      name: "capacity units of a regional web ACL",
      ...{ service: "wafv2", code: "L-D9F31E8A", standard: 1500 },
      needed: capacityOf(config.edge.waf),
      used: () => Promise.resolve(0),
      alternative: "or leave groups out of edge.waf.managedRuleGroups",
    },
  ];
}

const accountSummary = z.object({ SummaryMap: z.record(z.string(), z.number()) });

/** Roles beside those of sources: for RDS, flow logs, backups, assessments and the target. */
const commonRoles = 6;

/** The stack has inline policies only, which count towards no quota of the account. */
function ofRoles({ aws, config }: Subject): readonly Quota[] {
  const { serviceRoles, sources } = config.dms;
  const summary = async () =>
    (await aws.read(accountSummary, "iam", "get-account-summary")).SummaryMap;
  const standard = 1000;
  return [
    {
      name: "roles",
      // The quotas of IAM are those of the whole account.
      ...{ service: "iam", code: "L-FE177D64", standard, region: "us-east-1" },
      limit: async () => (await summary())["RolesQuota"] ?? standard,
      needed:
        commonRoles +
        (serviceRoles === "create" ? 2 : 0) +
        // Each secret has a role that reads it, and a function that rotates it.
        2 * Object.keys(sources).length,
      used: async () => (await summary())["Roles"] ?? 0,
    },
  ];
}

function ofKeysAndSecrets({ aws, config }: Subject): readonly Quota[] {
  const inventory = new Inventory(aws, config);
  const sources = Object.values(config.dms.sources);
  return [
    {
      name: "KMS keys",
      ...{ service: "kms", code: "L-C2F1777E", standard: 100_000 },
      needed: 2,
      used: async () => (await inventory.others("Keys", "kms", "list-keys")).length,
    },
    {
      name: "secrets",
      ...{ service: "secretsmanager", code: "L-2F66C23C", standard: 500_000 },
      // Aurora's administrator, the target's user, and the users of sources that give no secret.
      needed: 2 + sources.filter(({ secretArn }) => secretArn === undefined).length,
      used: async () =>
        (await inventory.others("SecretList", "secretsmanager", "list-secrets")).length,
    },
  ];
}

/** The instances of the cluster at most, with the readers that are added under load. */
function instancesOf({ instances, serverless }: Subject["config"]["database"]): number {
  const { count = 0 } = instances ?? serverless ?? {};
  return Math.max(count, 1 + (instances?.readerScaling?.maxReaders ?? 0));
}
