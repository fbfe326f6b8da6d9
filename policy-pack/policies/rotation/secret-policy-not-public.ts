import { judgeResourcePolicy } from "../../lib/iam/resource-policies";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const secretPolicyNotPublic = defineRule({
  name: "secret-policy-not-public",
  title: "Secrets are not open to everybody",
  description: "A secret's resource policy must not allow anything to everybody.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    prowler: [
      "secretsmanager_not_publicly_accessible",
      "secretsmanager_has_restrictive_resource_policy",
    ],
  },
  remediation: "Name the principals, or add a condition on the account or organization.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  types: [...types.secret, ...types.secretPolicy],
  resource: ({ props }) => judgeResourcePolicy(props),
});
