import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const noStaticIamKeys = defineRule({
  name: "no-static-iam-keys",
  title: "No long-lived AWS credentials",
  description: "A stack must not create IAM users or access keys, or attach policies to users.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["IAM.3", "IAM.2"] },
  remediation: "Use roles: of an instance, of a function, or assumed through OIDC.",
  types: [...types.accessKey, ...types.user, ...types.userPolicy],
  *resource({ type }) {
    if (types.userPolicy.includes(type)) {
      yield "a policy is attached to an IAM user";
    } else {
      yield types.user.includes(type)
        ? "an IAM user is made"
        : "an access key is made, which nobody rotates";
    }
  },
});
