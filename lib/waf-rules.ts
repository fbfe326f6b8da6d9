import type { types } from "@pulumi/aws";

type WebAclRule = types.input.wafv2.WebAclRule;

/**
 * AWS's managed rule groups, in order of evaluation: what refuses most for the least work comes first.
 * Together with the rate limit they use 1,127 of a web ACL's 1,500 capacity units.
 */
const managedRuleGroups = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
];

/**
 * The rules of the web ACL: a limit of requests per client address, then {@link managedRuleGroups}.
 * Each has a metric and sampled requests under its own name.
 *
 * @param rateLimitPerFiveMinutes Requests that one address may send in five minutes before WAF
 *   blocks it; AWS allows 10 to 2,000,000,000.
 */
export function webAclRules(rateLimitPerFiveMinutes: number): WebAclRule[] {
  const rateLimit = {
    name: "RateLimitPerAddress",
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        evaluationWindowSec: 300,
        limit: rateLimitPerFiveMinutes,
      },
    },
  };
  const managed = managedRuleGroups.map((name) => ({
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  }));
  return [rateLimit, ...managed].map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: visibility(rule.name),
  }));
}

/** Metrics and sampled requests under a name, for a rule or a whole web ACL. */
export function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
