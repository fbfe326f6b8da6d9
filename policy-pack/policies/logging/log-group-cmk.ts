import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const logGroupCmk = defineRule({
  name: "log-group-cmk",
  title: "Log groups use a customer-managed key",
  description: "A log group must be encrypted with a customer-managed KMS key.",
  severity: "medium",
  level: "advisory",
  controls: {
    prowler: ["cloudwatch_log_group_kms_encryption_enabled"],
    checkov: ["CKV_AWS_158"],
  },
  remediation: "Set kmsKeyId, and let logs.<region>.amazonaws.com use the key.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  types: types.logGroup,
  *resource({ props }) {
    if (!isGiven(props, "kmsKeyId")) {
      yield "the log group has no kmsKeyId";
    }
  },
});
