import { openStatements } from "../../lib/iam/access";
import { trustsAnyIdentity } from "../../lib/iam/identity-providers";
import { isUnreadable, statements } from "../../lib/iam/statements";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const roleTrustNotPublic = defineRule({
  name: "role-trust-not-public",
  title: "Roles cannot be assumed by everybody",
  description:
    "A role must name the principals that may assume it and, for a shared identity provider, the identities.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: { checkov: ["CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_358"] },
  remediation:
    "Name the accounts or roles in Principal, or add a condition on the account, the organization or the provider's sub claim. An external id is not enough, because it does not identify the caller.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
  types: types.role,
  *resource({ props }) {
    if (isUnreadable(props, "assumeRolePolicy")) {
      yield "the trust policy is not an IAM policy document";
    }
    const trust = statements(props, "assumeRolePolicy") ?? [];
    if (openStatements(trust).length > 0) {
      yield "everybody may assume the role";
    }
    if (trustsAnyIdentity(trust)) {
      yield "every identity of a provider that others use too may assume the role";
    }
  },
});
