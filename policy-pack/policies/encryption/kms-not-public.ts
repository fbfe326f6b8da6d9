import { judgeResourcePolicy } from "../../lib/iam/resource-policies";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const kmsNotPublic = defineRule({
  name: "kms-not-public",
  title: "Keys are not open to everybody",
  description: "A KMS key's policy must not allow anything to everybody.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["KMS.5"],
    prowler: ["kms_key_not_publicly_accessible"],
    checkov: ["CKV_AWS_33"],
  },
  remediation: "Name the principals, or add a condition on the account.",
  types: [...types.key, ...types.keyCopy, ...types.keyPolicy],
  resource: ({ props }) => judgeResourcePolicy(props),
});
