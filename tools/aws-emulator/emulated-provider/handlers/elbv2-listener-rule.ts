import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { changedSettings } from "../changed-settings";
import { type Inputs, resource, type ResourceTable } from "../resource";
import { tagList } from "../tags";
import { apiAction, pulumiAction } from "./elbv2-actions";
import { elbTagging, tagsOf } from "./elbv2-common";

type RuleInputs = Inputs<aws.lb.ListenerRuleArgs>;
type Condition = RuleInputs["conditions"][number];

function apiCondition(condition: Condition): RuleCondition {
  const { hostHeader, httpHeader, httpRequestMethod, pathPattern, queryStrings, sourceIp } =
    condition;
  if (hostHeader) return { Field: "host-header", HostHeaderConfig: { Values: hostHeader.values } };
  if (pathPattern) {
    return { Field: "path-pattern", PathPatternConfig: { Values: pathPattern.values } };
  }
  if (httpHeader) {
    const { httpHeaderName: HttpHeaderName, values: Values } = httpHeader;
    return { Field: "http-header", HttpHeaderConfig: { HttpHeaderName, Values } };
  }
  if (httpRequestMethod) {
    const { values: Values } = httpRequestMethod;
    return { Field: "http-request-method", HttpRequestMethodConfig: { Values } };
  }
  if (queryStrings) {
    const Values = queryStrings.map(({ key: Key, value: Value }) => ({ Key, Value }));
    return { Field: "query-string", QueryStringConfig: { Values } };
  }
  return { Field: "source-ip", SourceIpConfig: { Values: sourceIp?.values } };
}

/** A condition in the form that a program states; an older form of ELB's has the values by themselves. */
function pulumiCondition(condition: RuleCondition): Condition {
  const { Field, Values = [], HttpHeaderConfig: header } = condition;
  switch (Field) {
    case "host-header":
      return { hostHeader: { values: condition.HostHeaderConfig?.Values ?? Values } };
    case "path-pattern":
      return { pathPattern: { values: condition.PathPatternConfig?.Values ?? Values } };
    case "http-header":
      return {
        httpHeader: {
          httpHeaderName: header?.HttpHeaderName ?? "",
          values: header?.Values ?? [],
        },
      };
    case "http-request-method":
      return { httpRequestMethod: { values: condition.HttpRequestMethodConfig?.Values ?? [] } };
    case "query-string":
      return {
        queryStrings: condition.QueryStringConfig?.Values?.map(({ Key, Value = "" }) => ({
          key: Key,
          value: Value,
        })),
      };
    default:
      return { sourceIp: { values: condition.SourceIpConfig?.Values ?? [] } };
  }
}

function ruleSettings(inputs: Partial<RuleInputs>) {
  return {
    Conditions: inputs.conditions?.map(apiCondition),
    Actions: inputs.actions?.map(apiAction),
  };
}

const listenerRule = resource<aws.lb.ListenerRuleArgs, aws.lb.ListenerRuleState>({
  async create(inputs, aws) {
    const made = await aws.elb.createRule({
      ListenerArn: inputs.listenerArn,
      Priority: required(inputs.priority, "a priority"),
      Conditions: inputs.conditions.map(apiCondition),
      Actions: inputs.actions.map(apiAction),
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.Rules?.[0]?.RuleArn, "the ARN of a rule");
  },
  async read({ id, state }, aws) {
    const found = (await aws.elb.describeRules({ RuleArns: [id] })).Rules?.[0];
    return (
      found && {
        arn: id,
        // The answer does not name the listener, which no rule leaves.
        listenerArn: state.listenerArn,
        priority: Number(found.Priority),
        conditions: found.Conditions?.map(pulumiCondition),
        actions: found.Actions?.map(pulumiAction),
        tagsAll: await tagsOf(id, aws),
      }
    );
  },
  async update({ id, state }, news, aws) {
    const changed = changedSettings(ruleSettings(state), ruleSettings(news));
    if (Object.keys(changed).length > 0) await aws.elb.modifyRule({ ...changed, RuleArn: id });
    if (state.priority === news.priority) return;
    const Priority = required(news.priority, "a priority");
    await aws.elb.setRulePriorities({ RulePriorities: [{ RuleArn: id, Priority }] });
  },
  async delete({ id }, aws) {
    await aws.elb.deleteRule({ RuleArn: id });
  },
  replaceOn: ["listenerArn"],
  tagging: elbTagging,
});

/** Rules of listeners. */
export const elbListenerRule: ResourceTable = {
  "aws:lb/listenerRule:ListenerRule": listenerRule,
};
