import { type Graph, type Node } from "./graph";
import { json } from "./json";
import { asRecord, number, record, records, text } from "./props";
import { types } from "./tokens";
import { isGiven, type Props } from "./unknowns";

/** The rules of a web ACL in every form: inline, as JSON, beside it, and rule groups beside it. */
export function rulesOf(acl: Node, graph: Graph): Props[] {
  const separate = graph.companions(acl, "webAclArn", types.webAclRule);
  const groups = graph.companions(acl, "webAclArn", types.webAclRuleGroup);
  return [...ownRules(acl), ...separate.map(({ props }) => props), ...groups.map(asRule)];
}

/** The rules that a web ACL or a rule group holds itself. */
export function ownRules({ props }: Node): Props[] {
  return [
    ...records(props, "rules"),
    ...records({ rules: asDeclared(json(props, "ruleJson"), deepest) }, "rules"),
    ...records({ rules: asDeclared(json(props, "rulesJson"), deepest) }, "rules"),
  ];
}

/** The order in which a rule is asked: the lower number first. */
export function priorityOf(rule: Props): number {
  return number(rule, "priority") ?? 0;
}

/** Whether the rule only counts its matches and lets them pass. */
export function countsOnly(rule: Props): boolean {
  return ["action", "overrideAction"].some((key) => isGiven(record(rule, key), "count"));
}

/**
 * A rule group's association as the rule that AWS creates from it, with metrics unless disabled.
 */
function asRule({ props }: Node): Props {
  const isCounting = text(props, "overrideAction") === "count";
  const saysWhether = isGiven(props, "visibilityConfig");
  return {
    priority: props.priority,
    statement: isGiven(props, "ruleGroupReference")
      ? { ruleGroupReferenceStatement: record(props, "ruleGroupReference") }
      : { managedRuleGroupStatement: record(props, "managedRuleGroup") },
    visibilityConfig: saysWhether
      ? record(props, "visibilityConfig")
      : { cloudwatchMetricsEnabled: true },
    overrideAction: isCounting ? { count: {} } : {},
  };
}

/** Maximum depth of JSON rules that is read. */
const deepest = 24;

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
  const plain = /^[A-Z]+$/.test(key) ? key.toLowerCase() : key;
  return `${plain.charAt(0).toLowerCase()}${plain.slice(1)}`.replace("cloudWatch", "cloudwatch");
}
