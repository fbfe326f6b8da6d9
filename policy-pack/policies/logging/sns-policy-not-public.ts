import { judgeResourcePolicy } from "../../lib/iam/resource-policies";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const snsPolicyNotPublic = defineRule({
  name: "sns-policy-not-public",
  title: "Topics are not open to everybody",
  description: "An SNS topic's policy must not allow anything to everybody.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["SNS.4"],
    prowler: ["sns_topics_not_publicly_accessible"],
    checkov: ["CKV_AWS_169"],
  },
  remediation: "Name the principals, or add a condition on aws:SourceAccount.",
  types: [...types.topic, ...types.topicPolicy],
  resource: ({ props }) => judgeResourcePolicy(props),
});
