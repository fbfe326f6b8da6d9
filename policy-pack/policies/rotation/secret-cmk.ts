import { hasCustomerKey } from "../../lib/keys";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const secretCmk = defineRule({
  name: "secret-cmk",
  title: "Secrets use a customer-managed key",
  description: "A secret must be encrypted with a customer-managed KMS key.",
  severity: "medium",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_149"] },
  remediation: "Set kmsKeyId.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  types: types.secret,
  *resource({ props }) {
    if (!hasCustomerKey(props, "kmsKeyId")) {
      yield "the secret has no kmsKeyId";
    }
  },
});
