import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { CommonArgs } from "./common";
import { trustPolicy } from "./trust-policy";

/** Arguments of a role that depend on the stack. */
type RoleArgs = Pick<CommonArgs, "accountId" | "permissionsBoundaryArn" | "tags">;

/** Settings of {@link createServiceRole}. */
export interface ServiceRoleSettings {
  readonly roleName: string;
  readonly description: string;
  /** The service that assumes the role, such as `backup.amazonaws.com`. */
  readonly service: string;
  /** The role's only policy, an inline one. Default name: one that Pulumi generates. */
  readonly policy: { readonly name?: string; readonly document: pulumi.Input<string> };
}

/**
 * Creates a role that an AWS service assumes for this account, with one inline policy.
 *
 * @returns The role's ARN, known once the policy is attached.
 */
export function createServiceRole(
  name: string,
  { accountId, permissionsBoundaryArn, tags }: RoleArgs,
  { roleName, description, service, policy }: ServiceRoleSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const assumeRolePolicy = trustPolicy(service, accountId);
  const role = new iam.Role(
    name,
    {
      name: roleName,
      description,
      assumeRolePolicy,
      permissionsBoundary: permissionsBoundaryArn,
      tags,
    },
    opts,
  );
  const attached = new iam.RolePolicy(
    name,
    { name: policy.name, role: role.name, policy: policy.document },
    opts,
  );
  return pulumi.all([role.arn, attached.id]).apply(([arn]) => arn);
}
