import type { PlannedResource } from "@landing-zone/plan/plan";
import { onPremisesOf, type OnPremises } from "./on-premises";
import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import { textOf } from "./values";

/** The kinds of subnets, from the internet inwards. */
export const tiers = ["public", "private", "database"] as const;
export type Tier = (typeof tiers)[number];

export interface Subnet {
  readonly tier: Tier;
  readonly zone: string;
  readonly cidr: string;
  /** Whether it has a NAT gateway. */
  readonly nat: boolean;
}

export interface Network {
  readonly cidr: string | undefined;
  /** Names of the availability zones, in alphabetical order. */
  readonly zones: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly internetGateway: boolean;
  readonly natGateways: number;
  /** Services with an interface endpoint, such as `kms`. */
  readonly interfaceEndpoints: readonly string[];
  /** Services with a gateway endpoint, such as `s3`. */
  readonly gatewayEndpoints: readonly string[];
  readonly onPremises: OnPremises;
}

/** The VPC of a plan, its subnets and its ways out. */
export function networkOf(graph: PlanGraph): Network {
  const subnets = graph.all("subnet").map((subnet) => subnetOf(graph, subnet));
  return {
    cidr: textOf(graph.one("vpc")?.inputs["cidrBlock"]),
    zones: [...new Set(subnets.map(({ zone }) => zone))].sort(),
    subnets,
    internetGateway: graph.one("internetGateway") !== undefined,
    natGateways: graph.all("natGateway").length,
    interfaceEndpoints: endpointServices(graph, "Interface"),
    gatewayEndpoints: endpointServices(graph, "Gateway"),
    onPremises: onPremisesOf(graph),
  };
}

function subnetOf(graph: PlanGraph, subnet: PlannedResource): Subnet {
  return {
    tier: tierOf(subnet),
    zone: textOf(subnet.inputs["availabilityZone"]) ?? "zone not known yet",
    cidr: textOf(subnet.inputs["cidrBlock"]) ?? "range not known yet",
    nat: graph.users(subnet, "natGateway", "subnetId").length > 0,
  };
}

/** awsx names a subnet `<vpc>-<subnet spec>-<number>`, and the specs are named after their tiers. */
function tierOf({ name }: PlannedResource): Tier {
  return tiers.find((tier) => name.includes(`-${tier}-`)) ?? "private";
}

function endpointServices(graph: PlanGraph, kind: "Interface" | "Gateway"): string[] {
  return graph
    .all("vpcEndpoint")
    .filter(({ inputs }) => inputs["vpcEndpointType"] === kind)
    .map(serviceOf);
}

/** The service of a VPC endpoint: `kms` for `com.amazonaws.us-east-1.kms`. */
export function serviceOf(endpoint: PlannedResource): string {
  return textOf(endpoint.inputs["serviceName"])?.split(".").at(-1) ?? endpoint.name;
}

const serviceNames: Readonly<Record<string, string>> = {
  logs: "CloudWatch\u00a0Logs",
  secretsmanager: "Secrets\u00a0Manager",
  ssm: "Systems\u00a0Manager",
  ssmmessages: "Session\u00a0Manager",
};

/** A service of AWS as people call it; it is not broken between words. */
export function serviceName(service: string): string {
  return serviceNames[service] ?? service.toUpperCase();
}
