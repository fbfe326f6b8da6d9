import { isPublic, statements } from "../../lib/documents";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const snsPolicyNotPublic = defineRule({
  name: "sns-policy-not-public",
  title: "No topic is open to everybody",
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
  *resource({ props }) {
    const policy = statements(props, "policy");
    if (!policy && isGiven(props, "policy")) {
      yield "the policy is no IAM policy document";
    }
    if (policy?.some(isPublic)) {
      yield "the policy allows something to everybody";
    }
  },
});
