import { type Graph, type Node } from "../../lib/graph";
import { integer, words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { flag, number, record, records, text } from "../../lib/props";
import { advice, defineRule, type Verdict } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven, NotEvaluated, type Props } from "../../lib/unknowns";
import { countsOnly, ownRules, priorityOf, rulesOf } from "../../lib/waf-rules";
import { isWide, matchesAll } from "../../lib/waf-statements";

/** Managed rules that legitimate uploads and clients are known to trip, and that people let count. */
const oftenCounted =
  /^(SizeRestrictions_\w+|NoUserAgent_HEADER|GenericRFI_\w+|CrossSiteScripting_BODY|EC2MetaDataSSRF_BODY)$/;
const mostCounted = 4;

export const wafHasRulesAndMetrics = defineRule({
  name: "waf-has-rules-and-metrics",
  title: "Web ACLs filter and count",
  description:
    "A web ACL must block with AWS's common and known-bad-input rules and with a rate limit. They must apply to all requests and have metrics.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["WAF.10", "WAF.12"],
    prowler: ["wafv2_webacl_with_rules"],
    checkov: ["CKV_AWS_175", "CKV_AWS_192", "CKV2_AWS_76"],
  },
  remediation:
    "Add managed rule groups and a rateBasedStatement that block. Set cloudwatchMetricsEnabled on each rule. Do not put a rule that allows everything before them.",
  options: {
    managedRules: words(
      "Required managed rule groups.",
      ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"],
      like("a managed rule group of AWS, AWSManagedRules…", /^AWSManagedRules[A-Za-z0-9]+$/),
      {
        minItems: 1,
        including: ["AWSManagedRulesCommonRuleSet"],
      },
    ),
    maxRate: integer("The highest accepted rate limit, in requests per window.", 100_000, {
      minimum: 10,
      maximum: 1_000_000,
    }),
  },
  types: types.webAcl,
  *companions(acl, graph, { managedRules, maxRate }) {
    const rules = rulesOf(acl, graph);
    if (rules.length === 0) {
      yield "the web ACL has no rules";
      return;
    }
    yield* independently(
      () => bypasses(rules),
      () => missingGroups(rules, managedRules),
      () => overrides(rules, managedRules),
      () => missingLimit(acl, rules, graph, maxRate),
      () => silentRules(rules),
    );
  },
});

/** A rule that allows everything ends the web ACL: no rule after it is asked. */
function* bypasses(rules: readonly Props[]): Generator<Verdict> {
  const allowing = rules.filter(
    (rule) => isGiven(record(rule, "action"), "allow") && matchesAll(record(rule, "statement")),
  );
  const first = allowing.map(priorityOf).reduce((one, other) => Math.min(one, other), Infinity);
  if (rules.some((rule) => priorityOf(rule) > first)) {
    yield "a rule allows every request, so the rules after it never apply";
  }
}

function managedGroup(rule: Props): Props {
  return record(record(rule, "statement"), "managedRuleGroupStatement");
}

function* missingGroups(
  rules: readonly Props[],
  managedRules: readonly string[],
): Generator<Verdict> {
  const groups = rules.filter((rule) => !countsOnly(rule)).map(managedGroup);
  const present = groups.filter(isWide).map((group) => text(group, "name"));
  const missing = managedRules.filter((name) => !present.includes(name));
  if (missing.length > 0) {
    yield `the web ACL lacks ${missing.join(", ")}, or has it for a part of the requests only`;
  }
}

/** Rules of a managed group that are made to count or to allow. */
function* overrides(rules: readonly Props[], managedRules: readonly string[]): Generator<Verdict> {
  for (const group of rules.map(managedGroup)) {
    const name = text(group, "name") ?? "";
    if (!managedRules.includes(name)) continue;
    const weakened = [
      ...records(group, "ruleActionOverrides").filter((override) =>
        ["count", "allow"].some((action) => isGiven(record(override, "actionToUse"), action)),
      ),
      ...records(group, "excludedRules"),
    ].map((override) => text(override, "name") ?? "");
    const isBounded =
      weakened.length <= mostCounted && weakened.every((rule) => oftenCounted.test(rule));
    if (!isBounded) {
      yield `rules of ${name} count or allow instead of blocking`;
    } else if (weakened.length > 0) {
      yield advice(`${weakened.length} rule(s) of ${name} count instead of blocking`);
    }
  }
}

function* missingLimit(
  acl: Node,
  rules: readonly Props[],
  graph: Graph,
  maxRate: number,
): Generator<Verdict> {
  const references = rules.filter(
    (rule) =>
      isGiven(record(rule, "statement"), "ruleGroupReferenceStatement") && !countsOnly(rule),
  );
  const groups = graph
    .all(types.webAclRuleGroup)
    .filter((node) => graph.refersTo(node, "webAclArn", types.webAcl).nodes.includes(acl));
  const referred = [
    ...graph.refersTo(acl, "rules", types.wafRuleGroup).nodes,
    ...groups.flatMap(
      (node) => graph.refersTo(node, "ruleGroupReference", types.wafRuleGroup).nodes,
    ),
  ];
  const inGroups = references.length > 0 ? referred.flatMap(ownRules) : [];
  if ([...rules, ...inGroups].some((rule) => limits(rule, maxRate))) {
    return;
  }
  if (references.length > referred.length) {
    throw new NotEvaluated("a rule group that the web ACL refers to is not part of this stack");
  }
  yield `the web ACL has no rate limit of ${maxRate} requests or fewer that blocks`;
}

/** Whether the rule limits the rate of every caller, by a limit that means something. */
function limits(rule: Props, maxRate: number): boolean {
  const statement = record(rule, "statement");
  const limit = record(statement, "rateBasedStatement");
  const action = record(rule, "action");
  const isBlocking = ["block", "captcha", "challenge"].some((name) => isGiven(action, name));
  const isSilent = isGiven(action, "allow") || countsOnly(rule);
  const rate = number(limit, "limit") ?? Infinity;
  return (
    isGiven(statement, "rateBasedStatement") &&
    (isBlocking || !isSilent) &&
    rate <= maxRate &&
    isWide(limit)
  );
}

function* silentRules(rules: readonly Props[]): Generator<Verdict> {
  const silent = rules.filter(
    (rule) => flag(record(rule, "visibilityConfig"), "cloudwatchMetricsEnabled") !== true,
  );
  if (silent.length > 0) {
    yield `${silent.length} rule(s) have no metrics`;
  }
}
