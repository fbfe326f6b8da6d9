import { text, texts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

const refused = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];

export const iamNoManagedAdmin = defineRule({
  name: "iam-no-managed-admin",
  title: "No role has AWS's administrator policies",
  description: "A role must not have a managed policy that grants control of the account.",
  severity: "high",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_274"] },
  remediation: "Attach a policy that names the actions and resources that the role needs.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  types: [...types.permissionAttachment, ...types.role],
  *resource({ type, props }) {
    const list = types.role.includes(type) ? "managedPolicyArns" : "policyArns";
    const arns = [...texts(props, list), text(props, "policyArn") ?? ""];
    const found = refused.filter((name) => arns.some((arn) => arn.endsWith(`policy/${name}`)));
    if (found.length > 0) {
      yield `${found.join(", ")} attached`;
    }
  },
});
