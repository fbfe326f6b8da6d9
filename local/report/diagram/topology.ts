import type { ReportModel } from "../model";
import type { Connection, Peer, Role, SecurityGroup } from "../model/security-groups";
import { counted } from "../model/values";

/** Something on the diagram that connections begin or end at. */
export interface TopologyNode {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Ports that the members of one node may open on another. */
export interface Access {
  readonly from: string;
  readonly to: string;
  /** Such as `3306, 3307`. */
  readonly ports: string;
}

/** Ids of the nodes that a landing zone has at most once. */
export const nodeIds = {
  internet: "internet",
  sources: "sources",
  loadBalancer: "loadBalancer",
  replication: "replication",
  rotation: "rotation",
  endpoints: "endpoints",
  database: "database",
} as const;

/** What the diagram shows, before it has a place. */
export interface Topology {
  readonly sources: readonly TopologyNode[];
  /** Address ranges that the sources answer from. */
  readonly sourceRanges: readonly string[];
  /** Who stands before the load balancer. */
  readonly clients: TopologyNode | undefined;
  readonly loadBalancer: TopologyNode | undefined;
  /** What runs in the private subnets and opens connections: replication comes first. */
  readonly workloads: readonly TopologyNode[];
  readonly interfaceEndpoints: TopologyNode | undefined;
  readonly gatewayEndpoints: readonly TopologyNode[];
  readonly access: readonly Access[];
}

/** Works out the nodes of a landing zone and who may talk to whom. */
export function topologyOf(model: ReportModel): Topology {
  const nodeOf = nodeFinder(model);
  const access = accessOf(model, nodeOf);
  const clientRanges = model.securityGroups.ingressFromRanges.flatMap(({ from }) =>
    from.kind === "range" ? [from.cidr] : [],
  );
  return {
    sources: sourceNodes(model),
    sourceRanges: sourceRanges(model),
    clients:
      clientRanges.length === 0
        ? undefined
        : {
            id: nodeIds.internet,
            title: "Clients",
            lines: [[...new Set(clientRanges)].join(", ")],
          },
    loadBalancer: loadBalancerNode(model),
    workloads: workloadNodes(model, nodeOf),
    interfaceEndpoints: interfaceEndpointNode(model),
    gatewayEndpoints: model.network.gatewayEndpoints.map((service) => ({
      id: serviceId(service),
      title: `${service.toUpperCase()} gateway`,
      lines: ["gateway endpoint"],
    })),
    access,
  };
}

type NodeFinder = (peer: Peer) => string | undefined;

const serviceId = (service: string) => `service ${service}`;

/** Says which node a security group or another end of a connection belongs to. */
function nodeFinder({ replication }: ReportModel): NodeFinder {
  const ofRole: Readonly<Record<Role, (group: SecurityGroup) => string>> = {
    loadBalancer: () => nodeIds.loadBalancer,
    replication: () => nodeIds.replication,
    rotation: () => nodeIds.rotation,
    database: () => nodeIds.database,
    endpoints: () => nodeIds.endpoints,
    unassigned: ({ urn }) => urn,
  };
  const outside = replication.instance ? nodeIds.sources : nodeIds.internet;
  return (peer) => {
    switch (peer.kind) {
      case "group":
        return ofRole[peer.group.role](peer.group);
      case "service":
        return serviceId(peer.service);
      case "range":
        return peer.cidr.endsWith("/0") ? nodeIds.internet : outside;
      case "unknown":
        return undefined;
    }
  };
}

/** Connections between nodes, those with the same ends taken together. */
function accessOf({ securityGroups }: ReportModel, nodeOf: NodeFinder): Access[] {
  const ports = new Map<string, Access & { readonly all: Set<string> }>();
  const add = ({ port }: Connection, from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined) {
      const key = `${from} ${to}`;
      const all = (ports.get(key)?.all ?? new Set()).add(port);
      ports.set(key, { from, to, all, ports: [...all].sort(byNumber).join(", ") });
    }
  };
  for (const connection of securityGroups.ingressFromRanges) {
    add(connection, nodeIds.internet, nodeOf(connection.to));
  }
  for (const connection of securityGroups.egress) {
    add(connection, nodeOf(connection.from), nodeOf(connection.to));
  }
  return [...ports.values()].map(({ from, to, ports: text }) => ({ from, to, ports: text }));
}

function byNumber(left: string, right: string): number {
  return Number.parseInt(left, 10) - Number.parseInt(right, 10);
}

function sourceNodes({ replication }: ReportModel): TopologyNode[] {
  return replication.endpoints
    .filter(({ type }) => type === "source")
    .map(({ shortName, sslMode }) => ({
      id: nodeIds.sources,
      title: shortName,
      lines: [sslMode === undefined ? "MySQL" : `MySQL, TLS ${sslMode}`],
    }));
}

function sourceRanges({ securityGroups }: ReportModel): string[] {
  const ranges = securityGroups.egress.flatMap(({ from, to }) =>
    from.kind === "group" && from.group.role === "replication" && to.kind === "range"
      ? [to.cidr]
      : [],
  );
  return [...new Set(ranges)];
}

function loadBalancerNode({ edge }: ReportModel): TopologyNode | undefined {
  return (
    edge && {
      id: nodeIds.loadBalancer,
      title: "Application Load Balancer",
      lines: [edge.wafRules === undefined ? "no WAF" : `WAF, ${counted(edge.wafRules, "rule")}`],
    }
  );
}

function interfaceEndpointNode({ network }: ReportModel): TopologyNode | undefined {
  const services = network.interfaceEndpoints;
  return services.length === 0
    ? undefined
    : { id: nodeIds.endpoints, title: "Interface endpoints", lines: [services.join(" · ")] };
}

function workloadNodes(model: ReportModel, nodeOf: NodeFinder): TopologyNode[] {
  const { instance } = model.replication;
  const groups = model.securityGroups.groups.filter(({ egress }) => egress === "rules");
  const rotations = groups.filter(({ role }) => role === "rotation").length;
  const replication: TopologyNode[] = instance
    ? [
        {
          id: nodeIds.replication,
          title: "DMS replication instance",
          lines: [
            [instance.class, instance.storageGiB && `${instance.storageGiB} GiB`]
              .filter(Boolean)
              .join(" · "),
            [instance.multiAz ? "Multi-AZ" : "Single-AZ", instance.engineVersion]
              .filter(Boolean)
              .join(" · engine "),
          ],
        },
      ]
    : [];
  const rotation: TopologyNode[] =
    rotations === 0
      ? []
      : [
          {
            id: nodeIds.rotation,
            title: "Secret rotation",
            lines: [counted(rotations, "Lambda function"), "change MySQL passwords"],
          },
        ];
  const others = groups
    .filter(({ role }) => role === "unassigned")
    .map((group) => ({
      id: nodeOf({ kind: "group", group }) ?? group.urn,
      title: group.description === "" ? group.name : group.description,
      lines: [group.name, "security group for members to come"],
    }));
  return [...replication, ...rotation, ...others];
}
