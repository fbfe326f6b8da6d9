import { BlockList } from "node:net";
import type { ReportModel } from "../model";
import { counted } from "../model/values";
import { nodeIds, type TopologyNode } from "./topology";

/** The network that the source databases are in, and the way to it. */
export interface SourceNetwork {
  readonly title: string;
  readonly sources: readonly TopologyNode[];
  /** The application there, while it still serves requests. */
  readonly application: TopologyNode | undefined;
  /** Notes below the sources: their address ranges, the device at their end of a VPN. */
  readonly notes: readonly string[];
  readonly way: Way;
}

/** How replication reaches the sources. */
export interface Way {
  /** Whether VPN tunnels lead there. */
  readonly tunnels: boolean;
  /** What stands at the border of the VPC, in two words. */
  readonly gateway: readonly [string, string];
  /** What is written beside the way, above and below. */
  readonly notes: readonly [string, string];
  /** Completes "Data goes from … to …". */
  readonly inWords: string;
}

/** Where the source databases are; undefined without replication. */
export function sourceNetworkOf(model: ReportModel): SourceNetwork | undefined {
  const { network, replication, edge } = model;
  const sources = replication.endpoints.filter(({ type }) => type === "source");
  if (sources.length === 0) {
    return undefined;
  }
  const ranges = sourceRanges(model);
  const address = network.vpn?.gatewayAddress;
  return {
    title: network.vpn ? "On premises" : "Source network",
    sources: sources.map(({ shortName, sslMode }) => ({
      id: nodeIds.sources,
      title: shortName,
      lines: [sslMode === undefined ? "no TLS stated" : `TLS ${sslMode}`],
    })),
    application: edge?.onPremises && {
      id: nodeIds.onPremisesApplication,
      title: "application",
      lines: [
        counted(edge.onPremises.servers.length, "server"),
        `${edge.onPremises.shares.onPremises} % of requests`,
      ],
    },
    notes: [...ranges.slice(0, 3), ...(address === undefined ? [] : [`gateway ${address}`])],
    way: wayOf(model, ranges),
  };
}

function sourceRanges({ securityGroups }: ReportModel): string[] {
  const ranges = securityGroups.egress.flatMap(({ from, to }) =>
    from.kind === "group" && from.group.role === "replication" && to.kind === "range"
      ? [to.cidr]
      : [],
  );
  return [...new Set(ranges)];
}

function wayOf({ network }: ReportModel, ranges: readonly string[]): Way {
  if (network.vpn) {
    return {
      tunnels: true,
      gateway: ["VPN", "gateway"],
      notes: ["2 tunnels", `${network.vpn.routing} routes`],
      inWords: "over a VPN with two tunnels",
    };
  }
  // A NAT gateway leads to public addresses only.
  return network.natGateways > 0 && !ranges.some(isPrivate)
    ? {
        tunnels: false,
        gateway: ["NAT", "gateway"],
        notes: ["no VPN", "internet"],
        inWords: "over the internet and the NAT gateway",
      }
    : {
        tunnels: false,
        gateway: ["other", "route"],
        notes: ["no VPN here", "peering or other"],
        inWords: "over a route that this stack does not make",
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
