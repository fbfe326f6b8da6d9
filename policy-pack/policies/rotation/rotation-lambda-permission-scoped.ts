import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const rotationLambdaPermissionScoped = defineRule({
  name: "rotation-lambda-permission-scoped",
  title: "Functions are invoked by the account's own services only",
  description:
    "A permission to invoke a function must name a principal, and an AWS service with the source's account or ARN.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["Lambda.1"],
    prowler: ["awslambda_function_not_publicly_accessible"],
    checkov: ["CKV_AWS_364"],
  },
  remediation: "Set sourceAccount (or sourceArn) beside the service's principal.",
  types: types.functionPermission,
  *resource({ props }) {
    const principal = text(props, "principal") ?? "";
    const isScoped = ["sourceAccount", "sourceArn", "principalOrgId"].some((key) =>
      isGiven(props, key),
    );
    if (!isScoped && (principal === "*" || principal === "")) {
      yield "everybody may invoke the function";
    }
    if (!isScoped && /\.amazonaws\.com(\.cn)?$/.test(principal)) {
      yield "the service may invoke the function on behalf of any account";
    }
  },
});
