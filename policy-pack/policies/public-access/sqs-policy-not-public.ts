import { judgeResourcePolicy } from "../../lib/iam/resource-policies";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const sqsPolicyNotPublic = defineRule({
  name: "sqs-policy-not-public",
  title: "Queues are not open to everybody",
  description: "A queue's policy must not allow anything to everybody.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["SQS.3"], prowler: ["sqs_queues_not_publicly_accessible"] },
  remediation: "Name the principals, or add a condition on aws:SourceArn.",
  types: [...types.queue, ...types.queuePolicy],
  resource: ({ props }) => judgeResourcePolicy(props),
});
