import type { types } from "@pulumi/aws";
import type { Input } from "@pulumi/pulumi";
import type { WafSettings } from "./settings/waf";
import {
  type ManagedRuleGroup,
  managedRuleGroupCapacity,
  managedRuleGroups,
} from "./waf-managed-rules";

type WebAclRule = types.input.wafv2.WebAclRule;
type Statement = types.input.wafv2.WebAclRuleStatement;

/** Capacity units of a web ACL that cost nothing more, and the most that AWS gives unasked. */
export const maxCapacity = 1500;

/** The settings of the firewall that its rules follow from. */
export type WafRules = Pick<
  WafSettings,
  | "allowedCidrs"
  | "blockedCidrs"
  | "allowedCountries"
  | "blockedCountries"
  | "rateLimitPerFiveMinutes"
  | "managedRuleGroups"
  | "countOnly"
>;

/** ARNs of the IP sets with the ranges of {@link WafRules}; undefined when a list is empty. */
export interface IpSets {
  readonly allowed?: Input<string>;
  readonly blocked?: Input<string>;
}

interface OwnRule {
  readonly name: string;
  readonly action: "allow" | "block";
  readonly capacity: number;
  readonly statement: Statement;
}

/** The rules that are not AWS's, in order of evaluation. */
function ownRules(waf: WafRules, { allowed, blocked }: IpSets): OwnRule[] {
  const { allowedCountries, blockedCountries, rateLimitPerFiveMinutes } = waf;
  const block = (name: string, capacity: number, statement: Statement): OwnRule => ({
    name,
    action: "block",
    capacity,
    statement,
  });
  return [
    ...(allowed === undefined
      ? []
      : [{ ...block("AllowedAddresses", 1, inSet(allowed)), action: "allow" as const }]),
    ...(blocked === undefined ? [] : [block("BlockedAddresses", 1, inSet(blocked))]),
    ...(allowedCountries.length === 0
      ? []
      : [block("Countries", 1, { notStatement: { statement: from(allowedCountries) } })]),
    ...(blockedCountries.length === 0 ? [] : [block("Countries", 1, from(blockedCountries))]),
    block("RateLimitPerAddress", 2, {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        evaluationWindowSec: 300,
        limit: rateLimitPerFiveMinutes,
      },
    }),
  ];
}

const inSet = (arn: Input<string>): Statement => ({ ipSetReferenceStatement: { arn } });
const from = (countryCodes: string[]): Statement => ({ geoMatchStatement: { countryCodes } });

/**
 * The rules of the web ACL: who is let through, who is refused, by address, then by country; a limit
 * of requests per client address; AWS's managed rule groups. Each has a metric and sampled requests
 * under its own name.
 */
export function webAclRules(waf: WafRules, sets: IpSets): WebAclRule[] {
  const own = ownRules(waf, sets).map(({ name, action, statement }) => ({
    name,
    action: waf.countOnly.includes(name) ? { count: {} } : { [action]: {} },
    statement,
  }));
  const managed = managedRuleGroups
    .filter((name) => waf.managedRuleGroups.includes(name))
    .map((name) => ({
      name,
      overrideAction: waf.countOnly.includes(name) ? { count: {} } : { none: {} },
      statement: {
        managedRuleGroupStatement: { vendorName: "AWS", name, ...overrides(waf, name) },
      },
    }));
  return [...own, ...managed].map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: visibility(rule.name),
  }));
}

function overrides({ countOnly }: WafRules, group: ManagedRuleGroup) {
  const prefix = `${group}:`;
  const names = countOnly
    .filter((rule) => rule.startsWith(prefix))
    .map((rule) => rule.slice(prefix.length));
  if (names.length === 0) return {};
  return { ruleActionOverrides: names.map((name) => ({ name, actionToUse: { count: {} } })) };
}

/** The names of the rules that can be set to count only, of a web ACL with these settings. */
export function countableRules(waf: WafRules): string[] {
  const own = ownRules(waf, setsFor(waf)).filter(({ action }) => action === "block");
  return [...own.map(({ name }) => name), ...waf.managedRuleGroups];
}

/** The capacity units that the rules use, of which a web ACL has {@link maxCapacity}. */
export function capacityOf(waf: WafRules): number {
  const own = ownRules(waf, setsFor(waf)).map(({ capacity }) => capacity);
  const managed = waf.managedRuleGroups.map((name) => managedRuleGroupCapacity[name]);
  return [...own, ...managed].reduce((sum, units) => sum + units, 0);
}

/** Sets that stand for those that these settings will have. */
function setsFor({ allowedCidrs, blockedCidrs }: WafRules): IpSets {
  return {
    allowed: allowedCidrs.length > 0 ? "allowed" : undefined,
    blocked: blockedCidrs.length > 0 ? "blocked" : undefined,
  };
}

/** Metrics and sampled requests under a name, for a rule or a whole web ACL. */
export function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
