import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules } from "../../lib/security-groups";
import { types } from "../../lib/tokens";
import { forEach, independently } from "../../lib/unknowns";

/** Pulumi's description for rules without one. */
const placeholder = "Managed by Pulumi";

export const sgRuleDescription = defineRule({
  name: "sg-rule-description",
  title: "Security groups and their rules have descriptions",
  description: "A security group and each of its rules must have a description.",
  severity: "low",
  level: "advisory",
  controls: { checkov: ["CKV_AWS_23"] },
  remediation: "Describe in `description` the traffic that the rule allows.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: [...new Set([...formsOf("egress"), ...formsOf("ingress")])],
  resource: (resource) =>
    independently(
      function* () {
        const description = text(resource.props, "description") ?? "";
        if (resource.type === types.securityGroup[0] && ["", placeholder].includes(description)) {
          yield "the group has no description";
        }
      },
      () =>
        forEach(
          (["ingress", "egress"] as const).flatMap((way) => trafficRules(resource, way)),
          function* (rule) {
            if ((text(rule.props, "description") ?? "") === "") {
              yield `${rule.label} has no description`;
            }
          },
        ),
    ),
});
