import { BlockList } from "node:net";
import type { ReportModel } from "../model";
import type { VpnConnection } from "../model/on-premises";
import { counted } from "../model/values";
import { nodeIds, type TopologyNode } from "./nodes";

/** The network that the source databases are in, and the way to it. */
export interface SourceNetwork {
  readonly title: string;
  readonly sources: readonly TopologyNode[];
  /** Other nodes: the application while it still serves requests, DNS servers. */
  readonly others: readonly TopologyNode[];
  /** Notes below the sources: their address ranges. */
  readonly notes: readonly string[];
  readonly way: Way;
}

/** Way by which replication reaches the sources. */
export interface Way {
  /** The customer gateway devices of a VPN, each with two tunnels; none without a VPN. */
  readonly devices: readonly Device[];
  /** The transit gateway in between; undefined without one. */
  readonly transit: TopologyNode | undefined;
  /** Gateway at the border of the VPC, in two words. */
  readonly gateway: readonly [string, string];
  /** Notes above and below a way that is not a VPN. */
  readonly notes: readonly [string, string];
  /** Completes "Data goes from … to …". */
  readonly inWords: string;
}

/** A customer gateway device and what its tunnels are called. */
export interface Device extends TopologyNode {
  readonly tunnels: readonly string[];
}

/** Network of the source databases; undefined without replication. */
export function sourceNetworkOf(model: ReportModel): SourceNetwork | undefined {
  const { network, replication } = model;
  const sources = replication.endpoints.filter(({ type }) => type === "source");
  if (sources.length === 0) {
    return undefined;
  }
  const ranges = sourceRanges(model);
  const { connections, transitGateway } = network.onPremises;
  return {
    title: connections.length > 0 || transitGateway ? "On premises" : "Source network",
    sources: sources.map(({ shortName, sslMode }) => ({
      id: nodeIds.sources,
      title: shortName.replace(/^source-/, ""),
      lines: ["MySQL source", sslMode === undefined ? "no TLS stated" : `TLS ${sslMode}`],
    })),
    others: otherNodes(model),
    notes: ranges.length > 3 ? [...ranges.slice(0, 3), `and ${ranges.length - 3} more`] : ranges,
    way: wayOf(model, ranges),
  };
}

function otherNodes({ edge, network }: ReportModel): TopologyNode[] {
  const application = edge?.onPremises && {
    id: nodeIds.onPremisesApplication,
    title: "application",
    lines: [
      counted(edge.onPremises.servers.length, "server"),
      `${edge.onPremises.shares.onPremises} % of requests`,
    ],
  };
  const { dns } = network.onPremises;
  const servers = dns && { id: nodeIds.dnsServers, title: "DNS servers", lines: dns.servers };
  return [application, servers].filter((node) => node !== undefined);
}

function sourceRanges({ securityGroups }: ReportModel): string[] {
  const ranges = securityGroups.egress.flatMap(({ from, to }) =>
    from.kind === "group" && from.group.role === "replication" && to.kind === "range"
      ? [to.cidr]
      : [],
  );
  return [...new Set(ranges)];
}

const noWay = { devices: [], transit: undefined } as const;

function wayOf({ network }: ReportModel, ranges: readonly string[]): Way {
  const { connections, transitGateway } = network.onPremises;
  if (connections.length > 0) {
    return {
      devices: connections.map(deviceOf),
      transit: undefined,
      gateway: ["VPN", "gateway"],
      notes: ["", ""],
      inWords:
        connections.length === 1
          ? "over a VPN with two tunnels"
          : `over ${connections.length} VPN connections with two tunnels each`,
    };
  }
  if (transitGateway !== undefined) {
    return {
      devices: [],
      transit: { id: "transit", title: "Transit gateway", lines: [transitGateway] },
      gateway: ["VPC", "attachment"],
      notes: ["", ""],
      inWords: "over the transit gateway",
    };
  }
  // A NAT gateway leads to public addresses only.
  return network.natGateways > 0 && !ranges.some(isPrivate)
    ? {
        ...noWay,
        gateway: ["NAT", "gateway"],
        notes: ["no VPN", "internet"],
        inWords: "over the internet and the NAT gateway",
      }
    : {
        ...noWay,
        gateway: ["other", "route"],
        notes: ["no VPN here", "peering or other"],
        inWords: "over a route that this stack does not make",
      };
}

function deviceOf({ gatewayAddress, bgpAsn, routing, tunnels }: VpnConnection): Device {
  const asn = routing === "BGP" && bgpAsn !== undefined ? `, AS ${bgpAsn}` : "";
  return {
    id: "device",
    title: "Customer gateway",
    lines: [gatewayAddress ?? "address not known yet", `${routing} routes${asn}`],
    tunnels: tunnels.map((network, index) => network ?? `tunnel ${index + 1}`),
  };
}

/** RFC 1918. */
const privateRanges = new BlockList();
privateRanges.addSubnet("10.0.0.0", 8);
privateRanges.addSubnet("172.16.0.0", 12);
privateRanges.addSubnet("192.168.0.0", 16);

function isPrivate(cidr: string): boolean {
  return privateRanges.check(cidr.split("/")[0] ?? "");
}
