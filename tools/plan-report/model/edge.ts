import type { PlannedResource } from "@landing-zone/plan/plan";
import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import { listOf, mapOf, numberOf, textOf } from "./values";

/** The load balancer and the components in front of it. */
export interface Edge {
  readonly internetFacing: boolean;
  /** Number of rules of the web ACL; undefined without one. */
  readonly wafRules: number | undefined;
  /** DNS name of the certificate that the stack makes; undefined when one is given. */
  readonly domainName: string | undefined;
  /** The names that the stack makes for the load balancer, the first one first. */
  readonly aliases: readonly Alias[];
  /** The application in the data centre; undefined when the cloud serves everything. */
  readonly onPremises: OnPremisesApplication | undefined;
}

/** A record of a hosted zone that points to the load balancer. */
export interface Alias {
  readonly name: string;
  /** Id of the hosted zone. */
  readonly zone: string | undefined;
}

/** The application in the data centre, and how the requests are shared. */
export interface OnPremisesApplication {
  readonly servers: readonly string[];
  /** Percent of the requests of each side. */
  readonly shares: { readonly cloud: number; readonly onPremises: number };
}

/** The load balancer of a plan; undefined without one. */
export function edgeOf(graph: PlanGraph): Edge | undefined {
  const loadBalancer = graph.one("loadBalancer");
  if (!loadBalancer) {
    return undefined;
  }
  const webAcl = graph.one("webAcl");
  return {
    internetFacing: loadBalancer.inputs["internal"] !== true,
    wafRules: webAcl && listOf(webAcl.inputs["rules"]).length,
    domainName: textOf(graph.one("certificate")?.inputs["domainName"]),
    aliases: aliasesOf(graph, loadBalancer),
    onPremises: onPremisesOf(graph),
  };
}

function aliasesOf(graph: PlanGraph, loadBalancer: PlannedResource): Alias[] {
  return graph.users(loadBalancer, "record", "aliases").map(({ name, inputs }) => ({
    name: textOf(inputs["name"]) ?? name,
    zone: textOf(inputs["zoneId"]),
  }));
}

/** The program names the group of the cloud first, and that of the data centre after it. */
function onPremisesOf(graph: PlanGraph): OnPremisesApplication | undefined {
  const servers = graph.all("target").flatMap(({ inputs }) => textOf(inputs["targetId"]) ?? []);
  const weights = graph.all("listener").flatMap(({ inputs }) =>
    listOf(inputs["defaultActions"])
      .flatMap((action) => listOf(mapOf(mapOf(action)["forward"])["targetGroups"]))
      .map((group) => numberOf(mapOf(group)["weight"])),
  );
  const [cloud, onPremises] = weights;
  return cloud === undefined || onPremises === undefined
    ? undefined
    : { servers, shares: { cloud, onPremises } };
}
