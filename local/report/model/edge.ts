import type { PlanGraph } from "./plan-graph";
import { listOf, textOf } from "./values";

/** The load balancer and what stands before it. */
export interface Edge {
  readonly internetFacing: boolean;
  /** Number of rules of the web ACL; undefined without one. */
  readonly wafRules: number | undefined;
  /** DNS name of the certificate that the stack makes; undefined when one is given. */
  readonly domainName: string | undefined;
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
  };
}
