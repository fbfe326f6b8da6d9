import type { ReportModel } from "../model";
import type { OnPremisesApplication } from "../model/edge";
import { serviceName } from "../model/network";
import type { Replication } from "../model/replication";
import type { Connection, Peer, Role, SecurityGroup } from "../model/security-groups";
import { counted } from "../model/values";
import {
  aliasNode,
  clientsNode,
  engineNodes,
  gatewayEndpointNodes,
  interfaceEndpointsNode,
  loadBalancerNode,
  nodeIds,
  serviceId,
  vaultNode,
  webAclNode,
  workloadNodes,
  type EndpointsNode,
  type TopologyNode,
} from "./nodes";
import { sourceNetworkOf, type SourceNetwork } from "./source-network";

/** Ports that the members of one node may open on another. */
export interface Access {
  readonly from: string;
  readonly to: string;
  /** Such as `3306, 3307`, or `8443 · 90 %` where requests are shared out. */
  readonly ports: string;
}

/** Contents of the diagram, before layout. */
export interface Topology {
  /** Undefined without replication. */
  readonly sourceNetwork: SourceNetwork | undefined;
  /** Clients of the load balancer. */
  readonly clients: TopologyNode | undefined;
  /** The name that clients know the load balancer by. */
  readonly alias: TopologyNode | undefined;
  readonly webAcl: TopologyNode | undefined;
  readonly loadBalancer: TopologyNode | undefined;
  /** Replication engines: instances and serverless replications. */
  readonly engines: readonly TopologyNode[];
  /** The same in words, such as `2 instances`. */
  readonly enginesInWords: string;
  /** Other workloads in the private subnets that open connections; the application comes last. */
  readonly workloads: readonly TopologyNode[];
  readonly interfaceEndpoints: EndpointsNode | undefined;
  readonly gatewayEndpoints: readonly TopologyNode[];
  /** Backup vault of the cluster. */
  readonly vault: TopologyNode | undefined;
  readonly access: readonly Access[];
  /** Names of nodes in texts. */
  readonly names: ReadonlyMap<string, string>;
}

/** Works out the nodes of a landing zone and who may talk to whom. */
export function topologyOf(model: ReportModel): Topology {
  const nodeOf = nodeFinder(model);
  const access = accessOf(model, nodeOf);
  const served = access.flatMap(({ from, to }) => (from === nodeIds.loadBalancer ? [to] : []));
  return {
    sourceNetwork: sourceNetworkOf(model),
    clients: clientsNode(model),
    alias: aliasNode(model),
    webAcl: webAclNode(model),
    loadBalancer: loadBalancerNode(model),
    engines: engineNodes(model),
    enginesInWords: enginesInWords(model.replication),
    workloads: workloadNodes(model).toSorted(
      (left, right) => Number(served.includes(left.id)) - Number(served.includes(right.id)),
    ),
    interfaceEndpoints: interfaceEndpointsNode(model),
    gatewayEndpoints: gatewayEndpointNodes(model),
    vault: vaultNode(model),
    access,
    names: namesOf(model),
  };
}

function enginesInWords({ instances, serverless }: Replication): string {
  const parts = [
    ...(instances.length > 0 ? [counted(instances.length, "DMS replication instance")] : []),
    ...(serverless.length > 0 ? [counted(serverless.length, "serverless DMS replication")] : []),
  ];
  return listed(parts);
}

function namesOf({ securityGroups, network }: ReportModel): Map<string, string> {
  const { connections, transitGateway } = network.onPremises;
  const isDataCentre = connections.length > 0 || transitGateway !== undefined;
  return new Map([
    [nodeIds.internet, "clients"],
    [nodeIds.sources, isDataCentre ? "on premises" : "the source network"],
    [nodeIds.onPremisesApplication, "the application on premises"],
    [nodeIds.dnsServers, "DNS servers on premises"],
    [nodeIds.loadBalancer, "the load balancer"],
    [nodeIds.replication, "DMS"],
    [nodeIds.rotation, "secret rotation"],
    [nodeIds.resolver, "the resolver"],
    [nodeIds.endpoints, "interface endpoints"],
    [nodeIds.database, "Aurora"],
    ...securityGroups.groups.map(({ urn, shortName }) => [urn, shortName] as const),
    ...network.gatewayEndpoints.map(
      (service) => [serviceId(service), serviceName(service)] as const,
    ),
  ]);
}

type NodeFinder = (peer: Peer, from?: Peer) => string | undefined;

/** Says which node a security group, or another end of a connection from it, belongs to. */
function nodeFinder(model: ReportModel): NodeFinder {
  const ofRole: Readonly<Record<Role, (group: SecurityGroup) => string>> = {
    loadBalancer: () => nodeIds.loadBalancer,
    replication: () => nodeIds.replication,
    rotation: () => nodeIds.rotation,
    database: () => nodeIds.database,
    endpoints: () => nodeIds.endpoints,
    resolver: () => nodeIds.resolver,
    host: ({ urn }) => urn,
    unassigned: ({ urn }) => urn,
  };
  const hasSources = model.replication.endpoints.length > 0;
  const outside = hasSources ? nodeIds.sources : nodeIds.internet;
  const rangeFrom = (from: Peer | undefined) => {
    const role = from?.kind === "group" ? from.group.role : undefined;
    if (role === "resolver") return nodeIds.dnsServers;
    return role === "loadBalancer" && model.edge?.onPremises
      ? nodeIds.onPremisesApplication
      : outside;
  };
  return (peer, from) => {
    switch (peer.kind) {
      case "group":
        return ofRole[peer.group.role](peer.group);
      case "service":
        return serviceId(peer.service);
      case "range":
        return peer.cidr.endsWith("/0") ? nodeIds.internet : rangeFrom(from);
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
    add(connection, nodeOf(connection.from), nodeOf(connection.to, connection.from));
  }
  return [...ports.values()].map(({ from, to, ports: text }) =>
    edge?.onPremises && from === nodeIds.loadBalancer
      ? shared({ from, to, ports: text }, edge.onPremises)
      : { from, to, ports: text },
  );
}

/** The load balancer's access to one of the two sides that share the requests. */
function shared(access: Access, { shares }: OnPremisesApplication): Access {
  const isOnPremises = access.to === nodeIds.onPremisesApplication;
  const share = isOnPremises ? shares.onPremises : shares.cloud;
  return { ...access, ports: `${access.ports} · ${share} %` };
}

function byNumber(left: string, right: string): number {
  return Number.parseInt(left, 10) - Number.parseInt(right, 10);
}

/** The ports that one node may open on another, such as `3306`; empty without access. */
export function portsBetween({ access }: Topology, from: string, to: string): string {
  return access.find((one) => one.from === from && one.to === to)?.ports ?? "";
}

/** The way of the data in a sentence. */
export function dataPathInWords(topology: Topology): string {
  const { sourceNetwork, enginesInWords } = topology;
  if (!sourceNetwork) {
    return "There is no replication.";
  }
  const ports = (to: string) => {
    const text = portsBetween(topology, nodeIds.replication, to);
    return `${text.includes(",") ? "ports" : "port"} ${text}`;
  };
  const sources = sourceNetwork.sources.map(({ title }) => title);
  return `Data goes from ${listed(sources)} ${sourceNetwork.way.inWords} to ${enginesInWords} (${ports(nodeIds.sources)}) and on to Aurora (${ports(nodeIds.database)}).`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");
}
