import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

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
});
