import { json } from "../../lib/json";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { asRecord, flag, record, records, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven, type Props } from "../../lib/unknowns";

export const wafHasRulesAndMetrics = defineRule({
  name: "waf-has-rules-and-metrics",
  title: "Web ACLs filter and count",
  description:
    "A web ACL must have AWS's common and known-bad-input rules and a rate limit, all with metrics.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["WAF.10", "WAF.12"],
    prowler: ["wafv2_webacl_with_rules"],
    checkov: ["CKV_AWS_175", "CKV_AWS_192", "CKV2_AWS_76"],
  },
  remediation:
    "Add managed rule groups and a rateBasedStatement; set cloudwatchMetricsEnabled on each rule.",
  options: {
    managedRules: words(
      "Managed rule groups that must be there.",
      ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"],
      like("a managed rule group of AWS, AWSManagedRules…", /^AWSManagedRules[A-Za-z0-9]+$/),
      {
        minItems: 1,
        including: ["AWSManagedRulesCommonRuleSet"],
      },
    ),
  },
  types: types.webAcl,
  *companions(acl, graph, { managedRules }) {
    const separate = graph.companions(acl, "webAclArn", types.webAclRule);
    const groups = graph.companions(acl, "webAclArn", types.webAclRuleGroup);
    const rules = [
      ...records(acl.props, "rules"),
      ...records({ rules: asDeclared(json(acl.props, "ruleJson"), depth) }, "rules"),
      ...separate.map(({ props }) => props),
      ...groups.map(({ props }) => asRule(props)),
    ];
    if (rules.length === 0) {
      yield "the web ACL has no rules";
      return;
    }
    yield* independently(
      () => missingRules(rules, managedRules),
      function* () {
        const silent = rules.filter(
          (rule) => flag(record(rule, "visibilityConfig"), "cloudwatchMetricsEnabled") !== true,
        );
        if (silent.length > 0) {
          yield `${silent.length} rule(s) have no metrics`;
        }
      },
    );
  },
});

function* missingRules(
  rules: readonly Props[],
  managedRules: readonly string[],
): Generator<string> {
  const bodies = rules.filter((rule) => !countsOnly(rule)).map((rule) => record(rule, "statement"));
  const present = bodies.map((body) => text(record(body, "managedRuleGroupStatement"), "name"));
  const missing = managedRules.filter((name) => !present.includes(name));
  if (missing.length > 0) {
    yield `the web ACL lacks ${missing.join(", ")}`;
  }
  if (!bodies.some((body) => isGiven(body, "rateBasedStatement"))) {
    yield "the web ACL has no rate limit";
  }
}

/** A rule group's association as the rule that AWS makes of it, which has metrics unless it says not. */
function asRule(props: Props): Props {
  const isCounting = text(props, "overrideAction") === "count";
  const saysWhether = isGiven(props, "visibilityConfig");
  return {
    statement: { managedRuleGroupStatement: record(props, "managedRuleGroup") },
    visibilityConfig: saysWhether
      ? record(props, "visibilityConfig")
      : { cloudwatchMetricsEnabled: true },
    overrideAction: isCounting ? { count: {} } : {},
  };
}

/** Whether the rule counts what it finds and lets it pass. */
function countsOnly(rule: Props): boolean {
  return ["action", "overrideAction"].some((key) => isGiven(record(rule, key), "count"));
}

/** How deep in the rules the names lie that are looked at: rules, rule, statement, managed group. */
const depth = 4;

/** Rules in JSON have the API's names for their parts: `CloudWatchMetricsEnabled`, with a capital. */
function asDeclared(value: unknown, levels: number): unknown {
  const part = asRecord(value);
  if (levels > 0 && Array.isArray(value)) {
    return value.map((item) => asDeclared(item, levels - 1));
  }
  return levels > 0 && part
    ? Object.fromEntries(
        Object.entries(part).map(([key, item]) => [named(key), asDeclared(item, levels - 1)]),
      )
    : value;
}

function named(key: string): string {
  return `${key.charAt(0).toLowerCase()}${key.slice(1)}`.replace("cloudWatch", "cloudwatch");
}
