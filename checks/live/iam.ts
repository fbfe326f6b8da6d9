import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { policyDocument, type Statement } from "./documents";

/** The name of a role, from its ARN. */
export function roleNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The statements of a role's trust policy. */
export async function trustOf(aws: AwsCli, roleName: string): Promise<Statement[]> {
  const schema = z.object({ Role: z.object({ AssumeRolePolicyDocument: policyDocument }) });
  const answer = await aws.read(schema, "iam", "get-role", "--role-name", roleName);
  return answer.Role.AssumeRolePolicyDocument.Statement;
}

/** The managed policies that are attached to a role, as the names after the last `/` of their ARNs. */
export async function attachedPoliciesOf(aws: AwsCli, roleName: string): Promise<string[]> {
  const schema = z.object({ AttachedPolicies: z.array(z.object({ PolicyArn: z.string() })) });
  const answer = await aws.read(
    schema,
    "iam",
    "list-attached-role-policies",
    "--role-name",
    roleName,
  );
  return answer.AttachedPolicies.map(({ PolicyArn }) => roleNameOf(PolicyArn));
}

/** The statements of all inline policies of a role. */
export async function inlineStatementsOf(aws: AwsCli, roleName: string): Promise<Statement[]> {
  const names = await aws.read(
    z.object({ PolicyNames: z.array(z.string()) }),
    "iam",
    "list-role-policies",
    "--role-name",
    roleName,
  );
  const policies = await Promise.all(
    names.PolicyNames.map((policyName) =>
      aws.read(
        z.object({ PolicyDocument: policyDocument }),
        "iam",
        "get-role-policy",
        "--role-name",
        roleName,
        "--policy-name",
        policyName,
      ),
    ),
  );
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
