import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const lambdaUrlAuth = defineRule({
  name: "lambda-url-auth",
  title: "Function URLs authenticate",
  description: "A function's URL must authenticate its callers with IAM.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["Lambda.1"], checkov: ["CKV_AWS_258"] },
  remediation: "Set authorizationType to AWS_IAM.",
  types: types.functionUrl,
  *resource({ props }) {
    if (text(props, "authorizationType") !== "AWS_IAM") {
      yield "everybody may call the function's URL";
    }
  },
});
