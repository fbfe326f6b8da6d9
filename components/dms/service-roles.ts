import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { dmsServiceRoles } from "../../lib/dms-names";
import { partitionOf } from "../../lib/regions";
import type { DmsSettings } from "../../lib/settings/dms";
import type { CommonArgs } from "../common";
import { trustPolicy } from "../trust-policy";

/**
 * Creates the service roles of DMS. There is one of each in an account, for all its regions and
 * environments: so nothing pins them to a region, and destroying one environment leaves them to the
 * others.
 *
 * @returns The policy attachments. What needs a role waits for these: with the role alone DMS answers
 * that it "is not configured properly".
 */
export function createServiceRoles(
  name: string,
  args: CommonArgs,
  opts: pulumi.CustomResourceOptions,
): iam.RolePolicyAttachment[] {
  // Destroying the environment that made them leaves them in the account, for the others.
  const accountWide = { ...opts, ...args.protection.resourceOptions, retainOnDelete: true };
  return Object.entries(dmsServiceRoles).map(([roleName, policyName]) => {
    const role = new iam.Role(
      `${name}-${roleName}`,
      {
        name: roleName,
        description: "Service role of AWS DMS for the whole account",
        assumeRolePolicy: trustPolicy("dms.amazonaws.com", args.accountId),
        permissionsBoundary: args.permissionsBoundaryArn,
        tags: args.tags,
      },
      accountWide,
    );
    return new iam.RolePolicyAttachment(
      `${name}-${roleName}`,
      {
        role: role.name,
        policyArn: `arn:${partitionOf(args.region)}:iam::aws:policy/service-role/${policyName}`,
      },
      accountWide,
    );
  });
}

/**
 * The inputs of a component that say which roles of the account are meant when it makes none. Nothing
 * where the account is not known as plain text: an output would hold the component back.
 */
export function existingServiceRoles({
  serviceRoles: mode,
  accountId,
  region,
}: Pick<DmsSettings, "serviceRoles"> & CommonArgs): { readonly serviceRoleArns?: string[] } {
  if (mode === "create" || typeof accountId !== "string") return {};
  const arnOf = (role: string) => `arn:${partitionOf(region)}:iam::${accountId}:role/${role}`;
  return { serviceRoleArns: Object.keys(dmsServiceRoles).map(arnOf) };
}
