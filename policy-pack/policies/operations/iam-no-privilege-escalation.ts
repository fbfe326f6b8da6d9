import { type Population, populations, reachesEvery } from "../../lib/iam/populations";
import { permissionTypes, policyDocuments } from "../../lib/policies-in";
import { defineRule } from "../../lib/rule";
import { forEach } from "../../lib/unknowns";

/** Ways to escalate: the actions, and the kind of resources of which none may be left unnamed. */
const ways: readonly (readonly [string, readonly string[], Population])[] = [
  ["passes every role to a service", ["iam:PassRole"], populations.roles],
  ["assumes every role", ["sts:AssumeRole"], populations.roles],
  [
    "changes the permissions of every role",
    [
      "iam:AttachRolePolicy",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:DeleteRolePermissionsBoundary",
      "iam:PutRolePermissionsBoundary",
    ],
    populations.roles,
  ],
  [
    "changes the permissions of every user",
    [
      "iam:AddUserToGroup",
      "iam:AttachUserPolicy",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:DeleteUserPermissionsBoundary",
      "iam:PutUserPermissionsBoundary",
      "iam:PutUserPolicy",
      "iam:UpdateLoginProfile",
    ],
    populations.users,
  ],
  [
    "changes the permissions of every group",
    ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:PutGroupPolicy"],
    populations.groups,
  ],
  [
    "writes every policy",
    ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
    populations.policies,
  ],
];

export const iamNoPrivilegeEscalation = defineRule({
  name: "iam-no-privilege-escalation",
  title: "No policy allows extending one's own permissions",
  description:
    "A policy must not allow passing or assuming every role, or changing the permissions of every principal.",
  severity: "high",
  level: "mandatory",
  controls: {
    prowler: ["iam_policy_allows_privilege_escalation"],
    checkov: ["CKV_AWS_286", "CKV_AWS_110"],
  },
  remediation: "Name the roles in Resource. Add iam:PassedToService to statements that pass roles.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  types: permissionTypes,
  resource: (resource) =>
    forEach(policyDocuments(resource), function* (document) {
      for (const [what, actions, population] of ways) {
        if (reachesEvery(document(), actions, population, "recipients")) {
          yield `a statement ${what}`;
        }
      }
    }),
});
