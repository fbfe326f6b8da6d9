import type { ReportModel } from "../model";
import { retentionOf } from "../model/backup-vault";
import type { Database, DatabaseInstance } from "../model/database";
import { availability } from "../model/facts";
import { serviceName } from "../model/network";
import type { ReplicationInstance, ServerlessReplication } from "../model/replication";
import { counted } from "../model/values";

/** Something on the diagram that connections begin or end at. */
export interface TopologyNode {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** The interface endpoints, each by the name of its service. */
export interface EndpointsNode extends TopologyNode {
  readonly services: readonly string[];
}

/** Ids of the nodes that a landing zone has at most once. */
export const nodeIds = {
  internet: "internet",
  alias: "alias",
  webAcl: "webAcl",
  sources: "sources",
  onPremisesApplication: "onPremisesApplication",
  dnsServers: "dnsServers",
  loadBalancer: "loadBalancer",
  replication: "replication",
  rotation: "rotation",
  resolver: "resolver",
  endpoints: "endpoints",
  database: "database",
  vault: "vault",
} as const;

export const serviceId = (service: string) => `service ${service}`;

export function clientsNode({ securityGroups }: ReportModel): TopologyNode | undefined {
  const ranges = securityGroups.ingressFromRanges.flatMap(({ from }) =>
    from.kind === "range" ? [from.cidr] : [],
  );
  return ranges.length === 0
    ? undefined
    : { id: nodeIds.internet, title: "Clients", lines: [[...new Set(ranges)].join(", ")] };
}

export function aliasNode({ edge }: ReportModel): TopologyNode | undefined {
  const [first, second, ...further] = edge?.aliases ?? [];
  if (!edge || !first) {
    return undefined;
  }
  const zones = [...new Set(edge.aliases.map(({ zone = "not known yet" }) => zone))];
  const more = further.length === 0 ? "" : ` and ${further.length} more`;
  return {
    id: nodeIds.alias,
    title: first.name,
    lines: [
      ...(second ? [`${second.name}${more}`] : []),
      zones.length === 1 ? "alias in the hosted zone" : "aliases in the hosted zones",
      zones.join(", "),
    ],
  };
}

export function webAclNode({ edge }: ReportModel): TopologyNode | undefined {
  return edge?.wafRules === undefined
    ? undefined
    : { id: nodeIds.webAcl, title: "WAF", lines: [counted(edge.wafRules, "rule")] };
}

export function loadBalancerNode({ edge }: ReportModel): TopologyNode | undefined {
  const missing = edge?.wafRules === undefined ? ["no WAF"] : [];
  return (
    edge && {
      id: nodeIds.loadBalancer,
      title: "Application Load Balancer",
      lines: [[edge.internetFacing ? "internet-facing" : "internal", ...missing].join(", ")],
    }
  );
}

export function interfaceEndpointsNode({ network }: ReportModel): EndpointsNode | undefined {
  const services = network.interfaceEndpoints.map(serviceName);
  return services.length === 0
    ? undefined
    : {
        id: nodeIds.endpoints,
        title: "Interface endpoints",
        lines: [services.join(" · ")],
        services,
      };
}

export function gatewayEndpointNodes({ network }: ReportModel): TopologyNode[] {
  return network.gatewayEndpoints.map((service) => ({
    id: serviceId(service),
    title: serviceName(service),
    lines: ["gateway endpoint"],
  }));
}

export function vaultNode({ vault }: ReportModel): TopologyNode | undefined {
  return (
    vault && {
      id: nodeIds.vault,
      title: "AWS Backup vault",
      lines: [
        `${vault.name}${vault.locked ? ", locked" : ""}`,
        `keeps ${vault.rules.map(retentionOf).join(" · ")}`,
      ],
    }
  );
}

/** The replication engines, each with the migrations that run on it. */
export function engineNodes({ replication }: ReportModel): TopologyNode[] {
  return [
    ...replication.instances.map(instanceNode),
    ...replication.serverless.map(serverlessNode),
  ];
}

function instanceNode(instance: ReplicationInstance): TopologyNode {
  const { name, shortName, storageGiB, engineVersion, migrations } = instance;
  return {
    id: `engine ${name}`,
    title: shortName === undefined ? "Instance" : `Instance ${shortName}`,
    lines: [
      instance.class,
      [availability(instance), storageGiB && `${storageGiB} GiB`].filter(Boolean).join(" · "),
      ...(engineVersion === undefined ? [] : [`engine ${engineVersion}`]),
      migrations.length === 0 ? "runs nothing yet" : `runs ${migrations.join(", ")}`,
    ],
  };
}

function serverlessNode(serverless: ServerlessReplication): TopologyNode {
  const { shortName, units } = serverless;
  const limits = [units.min, units.max].filter((limit) => limit !== undefined).join("–");
  return {
    id: `engine serverless ${shortName}`,
    title: "Serverless",
    lines: [
      `${units.min === undefined ? "up to " : ""}${limits} capacity units`,
      availability(serverless),
      `runs ${shortName}`,
    ],
  };
}

/** Other workloads in the private subnets that may open connections. */
export function workloadNodes({ securityGroups, network }: ReportModel): TopologyNode[] {
  const groups = securityGroups.groups.filter(({ egress }) => egress === "rules");
  const rotations = groups.filter(({ role }) => role === "rotation").length;
  const { dns } = network.onPremises;
  const resolver: TopologyNode[] = dns
    ? [
        {
          id: nodeIds.resolver,
          title: "Route 53 Resolver",
          lines: ["asks the data centre for", ...dns.domains],
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
  const hosts = groups
    .filter(({ role }) => role === "host")
    .map(({ urn }) => ({
      id: urn,
      title: "Access host",
      lines: ["forwards sessions of", "Session Manager"],
    }));
  const others = groups
    .filter(({ role }) => role === "unassigned")
    .map(({ urn, shortName, description }) => ({
      id: urn,
      title: shortName,
      lines: [description, "members join later"],
    }));
  return [...resolver, ...rotation, ...hosts, ...others];
}

/** The database instances of a zone as boxes; the last represents those beyond `room`. */
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

/** Notes on the cluster as a whole. */
export function clusterNotes({ name, engineVersion, readers }: Database): string {
  const engine = ["Aurora MySQL", engineVersion].filter(Boolean).join(" ");
  const scaling = readers ? `, ${readers.min} to ${readers.max} readers by load` : "";
  return `${engine}, cluster ${name}${scaling}`;
}
