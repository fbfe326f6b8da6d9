import type { PlannedResource } from "@landing-zone/plan/plan";
import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import { listOf, mapOf, textOf } from "./values";

/** Connection of the VPC to the data centre. */
export interface OnPremises {
  /** Site-to-site VPN connections, one for each customer gateway device. */
  readonly connections: readonly VpnConnection[];
  /** Id of the transit gateway that the VPC is attached to; undefined without one. */
  readonly transitGateway: string | undefined;
  /** Forwarding of DNS queries to the data centre; undefined if there is none. */
  readonly dns: OnPremisesDns | undefined;
}

export interface VpnConnection {
  /** Public address of the customer gateway device. */
  readonly gatewayAddress: string | undefined;
  /** Autonomous system number of the device. */
  readonly bgpAsn: string | undefined;
  readonly routing: "static" | "BGP";
  /** Networks inside the two tunnels; undefined where AWS chooses. */
  readonly tunnels: readonly (string | undefined)[];
}

/** Names that the VPC asks the data centre for. */
export interface OnPremisesDns {
  readonly domains: readonly string[];
  /** Addresses of the data centre's DNS servers. */
  readonly servers: readonly string[];
}

/** The ways to the data centre of a plan. */
export function onPremisesOf(graph: PlanGraph): OnPremises {
  return {
    connections: graph.all("vpnConnection").map((connection) => connectionOf(graph, connection)),
    transitGateway: textOf(graph.one("transitGatewayAttachment")?.inputs["transitGatewayId"]),
    dns: dnsOf(graph),
  };
}

function connectionOf(graph: PlanGraph, connection: PlannedResource): VpnConnection {
  const { inputs } = connection;
  const [gateway] = graph.references(connection, "customerGatewayId", "customerGateway");
  return {
    gatewayAddress: textOf(gateway?.inputs["ipAddress"]),
    bgpAsn: textOf(gateway?.inputs["bgpAsn"]),
    routing: inputs["staticRoutesOnly"] === true ? "static" : "BGP",
    tunnels: [textOf(inputs["tunnel1InsideCidr"]), textOf(inputs["tunnel2InsideCidr"])],
  };
}

function dnsOf(graph: PlanGraph): OnPremisesDns | undefined {
  const rules = graph.all("resolverRule").filter(({ inputs }) => inputs["ruleType"] === "FORWARD");
  const servers = rules
    .flatMap(({ inputs }) => listOf(inputs["targetIps"]))
    .flatMap((target) => textOf(mapOf(target)["ip"]) ?? []);
  return rules.length === 0
    ? undefined
    : {
        domains: rules.flatMap(({ inputs }) => textOf(inputs["domainName"]) ?? []),
        servers: [...new Set(servers)],
      };
}
