import { hasCustomerKey } from "../../lib/keys";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown } from "../../lib/unknowns";

export const snsEncrypted = defineRule({
  name: "sns-encrypted",
  title: "Notifications are encrypted",
  description: "An SNS topic must be encrypted with a KMS key.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["SNS.1"],
    prowler: ["sns_topics_kms_encryption_at_rest_enabled"],
    checkov: ["CKV_AWS_26"],
  },
  remediation:
    "Set kmsMasterKeyId to a customer-managed key that CloudWatch and EventBridge may use.",
  types: types.topic,
  *resource({ props }) {
    if (!isGiven(props, "kmsMasterKeyId")) {
      yield "the topic has no kmsMasterKeyId";
    }
  },
  *companions(topic, graph) {
    if (isUnknown(topic.props, "kmsMasterKeyId") || hasCustomerKey(topic.props, "kmsMasterKeyId")) {
      return;
    }
    const publishes = publishers.some(
      ([property, kinds]) => graph.companions(topic, property, kinds).length > 0,
    );
    if (isGiven(topic.props, "kmsMasterKeyId") && publishes) {
      yield "AWS services that publish to the topic may not use alias/aws/sns, and their messages are lost";
    }
  },
});

/**
 * Resources that publish to a topic through an AWS service, by the property that names the topic.
 */
const publishers: readonly (readonly [property: string, kinds: readonly string[]])[] = [
  ["alarmActions", [...types.alarm, ...types.compositeAlarm]],
  ["okActions", [...types.alarm, ...types.compositeAlarm]],
  ["insufficientDataActions", types.alarm],
  ["arn", types.eventTarget],
  ["snsTopic", types.rdsEvents],
  ["snsTopicArn", types.dmsEvents],
];
