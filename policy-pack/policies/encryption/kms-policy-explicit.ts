import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const kmsPolicyExplicit = defineRule({
  name: "kms-policy-explicit",
  title: "Keys have an explicit policy",
  description: "A KMS key must have an explicit policy.",
  severity: "low",
  level: "mandatory",
  controls: { checkov: ["CKV2_AWS_64"] },
  remediation: "Set policy, or add an aws.kms.KeyPolicy for the key.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  types: [...types.key, ...types.keyCopy],
  *companions(key, graph) {
    const hasPolicy =
      isGiven(key.props, "policy") || graph.companions(key, "keyId", types.keyPolicy).length > 0;
    if (!hasPolicy) {
      yield "the key has the default policy, which leaves everything to IAM";
    }
  },
});
