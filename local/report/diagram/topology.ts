import type { ReportModel } from "../model";
import type { Connection, Peer, Role, SecurityGroup } from "../model/security-groups";
import type { Database, DatabaseInstance } from "../model/database";
import type { OnPremisesApplication } from "../model/edge";
import { counted } from "../model/values";
import { sourceNetworkOf, type SourceNetwork } from "./source-network";

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
  /** Such as `3306, 3307`, or `8443 · 90 %` where requests are shared out. */
  readonly ports: string;
}

/** Ids of the nodes that a landing zone has at most once. */
export const nodeIds = {
  internet: "internet",
  sources: "sources",
  onPremisesApplication: "onPremisesApplication",
  loadBalancer: "loadBalancer",
  replication: "replication",
  rotation: "rotation",
  endpoints: "endpoints",
  database: "database",
} as const;

/** What the diagram shows, before it has a place. */
export interface Topology {
  /** Undefined without replication. */
  readonly sourceNetwork: SourceNetwork | undefined;
  /** Who stands before the load balancer. */
  readonly clients: TopologyNode | undefined;
  readonly loadBalancer: TopologyNode | undefined;
  /** What runs in the private subnets and opens connections: replication comes first. */
  readonly workloads: readonly TopologyNode[];
  readonly interfaceEndpoints: TopologyNode | undefined;
  readonly gatewayEndpoints: readonly TopologyNode[];
  readonly access: readonly Access[];
  /** What nodes are called where they are mentioned. */
  readonly names: ReadonlyMap<string, string>;
}

/** Works out the nodes of a landing zone and who may talk to whom. */
export function topologyOf(model: ReportModel): Topology {
  const nodeOf = nodeFinder(model);
  const access = accessOf(model, nodeOf);
  const clientRanges = model.securityGroups.ingressFromRanges.flatMap(({ from }) =>
    from.kind === "range" ? [from.cidr] : [],
  );
  return {
    sourceNetwork: sourceNetworkOf(model),
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
      title: `${service.toUpperCase()} endpoint`,
      lines: ["gateway"],
    })),
    access,
    names: namesOf(model),
  };
}

function namesOf({ securityGroups, network }: ReportModel): Map<string, string> {
  return new Map([
    [nodeIds.internet, "clients"],
    [nodeIds.sources, network.vpn ? "on premises" : "the source network"],
    [nodeIds.onPremisesApplication, "the application on premises"],
    [nodeIds.loadBalancer, "the load balancer"],
    [nodeIds.replication, "DMS"],
    [nodeIds.rotation, "secret rotation"],
    [nodeIds.endpoints, "interface endpoints"],
    [nodeIds.database, "Aurora"],
    ...securityGroups.groups.map(({ urn, shortName }) => [urn, shortName] as const),
    ...network.gatewayEndpoints.map(
      (service) => [serviceId(service), service.toUpperCase()] as const,
    ),
  ]);
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
  const outside = replication.instances.length > 0 ? nodeIds.sources : nodeIds.internet;
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
function accessOf({ securityGroups, edge }: ReportModel, nodeOf: NodeFinder): Access[] {
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
  return [...ports.values()].map(({ from, to, ports: text }) =>
    edge?.onPremises && from === nodeIds.loadBalancer
      ? shared({ from, to, ports: text }, edge.onPremises)
      : { from, to, ports: text },
  );
}

/** The load balancer's access to one of the two sides that share the requests. */
function shared(access: Access, { shares }: OnPremisesApplication): Access {
  const { to, ports } = access;
  return to === nodeIds.sources
    ? {
        ...access,
        to: nodeIds.onPremisesApplication,
        ports: `${ports} · ${shares.onPremises} %`,
      }
    : { ...access, ports: `${ports} · ${shares.cloud} %` };
}

function byNumber(left: string, right: string): number {
  return Number.parseInt(left, 10) - Number.parseInt(right, 10);
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
  const [instance, ...further] = model.replication.instances;
  const groups = model.securityGroups.groups.filter(({ egress }) => egress === "rules");
  const rotations = groups.filter(({ role }) => role === "rotation").length;
  const replication: TopologyNode[] = instance
    ? [
        {
          id: nodeIds.replication,
          title:
            further.length > 0 ? `${further.length + 1} DMS instances` : "DMS replication instance",
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
      title: group.shortName,
      lines: [group.description, "members join later"],
    }));
  return [...replication, ...rotation, ...others];
}

/** Every node with a place of its own, apart from the sources. */
export function nodesOf(topology: Topology): TopologyNode[] {
  const { clients, loadBalancer, interfaceEndpoints, gatewayEndpoints, workloads } = topology;
  return [
    clients,
    topology.sourceNetwork?.application,
    loadBalancer,
    interfaceEndpoints,
    ...gatewayEndpoints,
    ...workloads,
  ].filter((node) => node !== undefined);
}

/** The ports that one node may open on another, such as `3306`; empty without access. */
export function portsBetween({ access }: Topology, from: string, to: string): string {
  return access.find((one) => one.from === from && one.to === to)?.ports ?? "";
}

/** The way of the data in a sentence. */
export function dataPathInWords(topology: Topology): string {
  const { sourceNetwork } = topology;
  if (!sourceNetwork) {
    return "There is no replication.";
  }
  const port = (to: string) => `port ${portsBetween(topology, nodeIds.replication, to)}`;
  const sources = sourceNetwork.sources.map(({ title }) => title).join(" and ");
  return `Data goes from ${sources} ${sourceNetwork.way.inWords} to the DMS replication instance (${port(nodeIds.sources)}) and on to Aurora (${port(nodeIds.database)}).`;
}

/** The database instances of a zone as boxes; the last stands for those beyond `room`. */
export function instanceNodes(
  { capacity }: Database,
  instances: readonly DatabaseInstance[],
  room: number,
) {
  const beyond = instances.length - room;
  return instances.slice(0, room).map(({ writer, class: instanceClass }, index) => ({
    look: writer ? ("data" as const) : ("node" as const),
    title:
      beyond > 0 && index === room - 1 ? `${beyond + 1} readers` : writer ? "Writer" : "Reader",
    lines: [capacity ? `${capacity.min}–${capacity.max} ACU` : instanceClass],
  }));
}
