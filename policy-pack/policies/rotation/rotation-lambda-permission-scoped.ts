import { isForEverybody } from "../../lib/iam/access";
import { narrows } from "../../lib/iam/conditions";
import { statementsIn } from "../../lib/iam/statements";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown, NotEvaluated, type Props } from "../../lib/unknowns";

/** The conditions that AWS makes of a permission's properties. */
const conditions = [
  ["sourceAccount", "StringEquals", "aws:SourceAccount"],
  ["sourceArn", "ArnLike", "aws:SourceArn"],
  ["principalOrgId", "StringEquals", "aws:PrincipalOrgID"],
] as const;

export const rotationLambdaPermissionScoped = defineRule({
  name: "rotation-lambda-permission-scoped",
  title: "Only services of this account may invoke functions",
  description:
    "A permission to invoke a function must name a principal. For an AWS service it must also name the source account or ARN.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["Lambda.1"],
    prowler: ["awslambda_function_not_publicly_accessible"],
    checkov: ["CKV_AWS_364"],
  },
  remediation: "Set sourceAccount or sourceArn for a service principal.",
  types: types.functionPermission,
  *resource({ props }) {
    const [statement] = statementsIn(documentOf(props)) ?? [];
    // Skills of Alexa show a token of their own.
    if (!statement || isGiven(props, "eventSourceToken")) {
      return;
    }
    if (narrows(statement.conditions, "callers")) {
      return;
    }
    const isForService = statement.principals.some(({ kind }) => kind === "service");
    if (!isForEverybody(statement) && !isForService) {
      return;
    }
    if (conditions.some(([property]) => isUnknown(props, property))) {
      throw new NotEvaluated("the source that it is limited to can't be known during preview");
    }
    yield isForService
      ? "the service may invoke the function on behalf of any account"
      : "everybody may invoke the function";
  },
});

/** The permission as the statement that AWS adds to the function's policy. */
function documentOf(props: Props): Props {
  const name = text(props, "principal") ?? "*";
  const type = /^[a-z][\w-]*(\.[\w-]+)+$/i.test(name) ? "Service" : "AWS";
  const known = conditions.filter(
    ([property]) => isGiven(props, property) && !isUnknown(props, property),
  );
  const under = (wanted: string) =>
    Object.fromEntries(
      known
        .filter(([, operator]) => operator === wanted)
        .map(([property, , key]) => [key, props[property]]),
    );
  return {
    Statement: {
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Principal: { [type]: name },
      Condition: { StringEquals: under("StringEquals"), ArnLike: under("ArnLike") },
    },
  };
}
