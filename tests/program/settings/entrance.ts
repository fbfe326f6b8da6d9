import { type Value } from "./enumerated-keys";
import { at, type Planned, type Row } from "./row";

const ofTargets = (property: string) => (plan: Planned) =>
  plan.one("lb/targetGroup:TargetGroup", "edge-load-balancer")?.[property];

/** A managed rule group, beside the one that the policy pack always requires. */
const withCommonRules = (group: Value | undefined) =>
  [...new Set(["AWSManagedRulesCommonRuleSet", String(group)])].sort();

const logging = (plan: Planned) =>
  plan.one("wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "edge-waf");

/** Effects of the keys of the load balancer and its firewall. */
export const entranceRows: Readonly<Record<string, Row>> = {
  "edge.tlsPolicy": at(
    "edge.tlsPolicy",
    (plan) => plan.one("lb/listener:Listener", "edge-load-balancer-https")?.["sslPolicy"],
  ),
  "edge.internal": at(
    "edge.internal",
    (plan) => plan.one("lb/loadBalancer:LoadBalancer", "edge-load-balancer")?.["internal"],
  ),
  "edge.desyncMitigation": at(
    "edge.desyncMitigation",
    (plan) =>
      plan.one("lb/loadBalancer:LoadBalancer", "edge-load-balancer")?.["desyncMitigationMode"],
  ),
  "edge.balancing.algorithm": at(
    "edge.balancing.algorithm",
    ofTargets("loadBalancingAlgorithmType"),
  ),
  "edge.balancing.slowStartSeconds": at("edge.balancing.slowStartSeconds", ofTargets("slowStart"), {
    also: [60],
    choose: (others, turn) =>
      others("edge.balancing.algorithm") === "round_robin" && turn % 2 === 0 ? 60 : 0,
  }),
  "edge.waf.managedRuleGroups[]": {
    configure: (group) => ({ "edge.waf.managedRuleGroups": withCommonRules(group) }),
    read: (plan) => {
      const { rules } = plan.one("wafv2/webAcl:WebAcl", "edge-waf") as {
        rules: { name: string }[];
      };
      return rules
        .map(({ name }) => name)
        .filter((name) => name.startsWith("AWSManagedRules"))
        .sort();
    },
    means: withCommonRules,
  },
  "edge.waf.redactQueryString": at("edge.waf.redactQueryString", (plan) =>
    (logging(plan)?.["redactedFields"] as object[]).some((field) => "queryString" in field),
  ),
  "edge.waf.loggedRequests": at(
    "edge.waf.loggedRequests",
    (plan) => logging(plan)?.["loggingFilter"] === undefined,
    { means: (requests) => requests === "all" },
  ),
  "edge.waf.logRetentionDays": at("edge.waf.logRetentionDays", (plan) =>
    plan.retention("edge-waf"),
  ),
};
