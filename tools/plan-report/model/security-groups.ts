import type { PlannedResource } from "@landing-zone/plan/plan";
import { serviceOf } from "./network";
import { types, type PlanGraph } from "@landing-zone/plan/plan-graph";
import { listOf, numberOf, textOf } from "./values";

/** Role of a security group's members, by the resources that use it. */
export type Role =
  | "loadBalancer"
  | "replication"
  | "rotation"
  | "database"
  | "endpoints"
  | "resolver"
  | "host"
  | "unassigned";

export interface SecurityGroup {
  readonly urn: string;
  /** The group's physical name. */
  readonly name: string;
  /** Its name within the component that makes it, such as `application`. */
  readonly shortName: string;
  readonly description: string;
  readonly role: Role;
  /**
   * Egress of the group: `rules` that are resources of their own or inline, `none` with an empty
   * rule list on purpose, `unstated` without any statement.
   */
  readonly egress: "rules" | "none" | "unstated";
}

/** One end of a connection. */
export type Peer =
  | { readonly kind: "group"; readonly group: SecurityGroup }
  | { readonly kind: "range"; readonly cidr: string }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "unknown" };

/** A port that one end may open on the other. */
export interface Connection {
  readonly from: Peer;
  readonly to: Peer;
  /** Such as `3306`, `1024–65535` or `all`. */
  readonly port: string;
  /** Such as `TCP`. */
  readonly protocol: string;
  /** Why the rule exists. */
  readonly description: string;
}

export interface SecurityGroups {
  readonly groups: readonly SecurityGroup[];
  /** Connections that the groups' egress rules allow. */
  readonly egress: readonly Connection[];
  /** Connections from outside the groups that their ingress rules allow. */
  readonly ingressFromRanges: readonly Connection[];
  /** Connections from other groups that the groups' ingress rules allow. */
  readonly ingressFromGroups: readonly Connection[];
}

/** The security groups of a plan and who may talk to whom. */
export function securityGroupsOf(graph: PlanGraph): SecurityGroups {
  const resources = [...graph.all("securityGroup"), ...graph.all("defaultSecurityGroup")];
  const groups = new Map(resources.map((group) => [group.urn, groupOf(graph, group)]));
  const peerOf = peerFinder(graph, groups);
  const ingress = graph
    .all("ingressRule")
    .map((rule) => connection(rule, peerOf.other(rule), peerOf.owner(rule)));
  return {
    groups: [...groups.values()],
    egress: [
      ...graph
        .all("egressRule")
        .map((rule) => connection(rule, peerOf.owner(rule), peerOf.other(rule))),
      ...resources.flatMap((group) => inlineEgress(group, peerOf.group(group))),
    ],
    ingressFromRanges: ingress.filter(({ from }) => from.kind === "range"),
    ingressFromGroups: ingress.filter(({ from }) => from.kind === "group"),
  };
}

function groupOf(graph: PlanGraph, group: PlannedResource): SecurityGroup {
  const { inputs, urn, type } = group;
  const isDefault = type === types.defaultSecurityGroup;
  return {
    urn,
    shortName: graph.shortName(group),
    name: isDefault ? "default" : (textOf(inputs["name"]) ?? group.name),
    description: isDefault
      ? "The VPC's default group, closed"
      : (textOf(inputs["description"]) ?? ""),
    role: roleOf(graph, group),
    egress: egressOf(graph, group),
  };
}

function roleOf(graph: PlanGraph, group: PlannedResource): Role {
  const uses = (type: Parameters<PlanGraph["users"]>[1], property: string) =>
    graph.users(group, type, property).length > 0;
  if (uses("loadBalancer", "securityGroups")) return "loadBalancer";
  if (uses("dmsInstance", "vpcSecurityGroupIds")) return "replication";
  if (uses("dmsConfig", "computeConfig")) return "replication";
  if (uses("rotationFunction", "parameters")) return "rotation";
  if (uses("cluster", "vpcSecurityGroupIds")) return "database";
  if (uses("instance", "vpcSecurityGroupIds")) return "host";
  if (uses("resolverEndpoint", "securityGroupIds")) return "resolver";
  return uses("vpcEndpoint", "securityGroupIds") ? "endpoints" : "unassigned";
}

function egressOf(graph: PlanGraph, group: PlannedResource): SecurityGroup["egress"] {
  const inline = group.inputs["egress"];
  const hasRules = graph.users(group, "egressRule", "securityGroupId").length > 0;
  if (hasRules || listOf(inline).length > 0) {
    return "rules";
  }
  return Array.isArray(inline) ? "none" : "unstated";
}

/** Finds the two ends of a rule: the group that it belongs to, and the other. */
function peerFinder(graph: PlanGraph, groups: ReadonlyMap<string, SecurityGroup>) {
  const group = (resource: PlannedResource | undefined): Peer => {
    const found = resource && groups.get(resource.urn);
    return found ? { kind: "group", group: found } : { kind: "unknown" };
  };
  return {
    group,
    owner: (rule: PlannedResource) =>
      group(graph.references(rule, "securityGroupId", "securityGroup")[0]),
    other: (rule: PlannedResource): Peer => {
      const cidr = textOf(rule.inputs["cidrIpv4"]) ?? textOf(rule.inputs["cidrIpv6"]);
      if (cidr !== undefined) {
        return { kind: "range", cidr };
      }
      const [endpoint] = graph.references(rule, "prefixListId", "vpcEndpoint");
      return endpoint
        ? { kind: "service", service: serviceOf(endpoint) }
        : group(graph.references(rule, "referencedSecurityGroupId", "securityGroup")[0]);
    },
  };
}

function connection({ inputs }: PlannedResource, from: Peer, to: Peer): Connection {
  return { from, to, ...portOf(inputs["ipProtocol"], inputs), ...reasonOf(inputs) };
}

function inlineEgress(group: PlannedResource, from: Peer): Connection[] {
  return listOf(group.inputs["egress"]).flatMap((item) => {
    const rule = item as Readonly<Record<string, unknown>>;
    const ranges = [...listOf(rule["cidrBlocks"]), ...listOf(rule["ipv6CidrBlocks"])].map(textOf);
    const peers: Peer[] = ranges.map((cidr) =>
      cidr === undefined ? { kind: "unknown" } : { kind: "range", cidr },
    );
    return (peers.length > 0 ? peers : [{ kind: "unknown" } as const]).map((to) => ({
      from,
      to,
      ...portOf(rule["protocol"], rule),
      ...reasonOf(rule),
    }));
  });
}

function portOf(protocol: unknown, range: Readonly<Record<string, unknown>>) {
  const name = textOf(protocol) ?? "all";
  if (name === "-1" || name === "all") {
    return { protocol: "all", port: "all" };
  }
  const from = numberOf(range["fromPort"]) ?? "?";
  const to = numberOf(range["toPort"]) ?? from;
  return { protocol: name.toUpperCase(), port: from === to ? String(from) : `${from}–${to}` };
}

function reasonOf(rule: Readonly<Record<string, unknown>>) {
  return { description: textOf(rule["description"]) ?? "" };
}
