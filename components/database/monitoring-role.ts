import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { partitionOf } from "../../lib/regions";
import type { CommonArgs } from "../common";
import { trustPolicy } from "../trust-policy";

/**
 * The role through which RDS writes enhanced monitoring metrics.
 *
 * @returns The role's ARN, known once its policy is attached: RDS refuses a role that cannot write.
 */
export function createMonitoringRole(
  name: string,
  args: CommonArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const role = new iam.Role(
    `${name}-monitoring`,
    {
      name: physicalName(args.environment, "rds-monitoring"),
      description: "Lets RDS write enhanced monitoring metrics",
      assumeRolePolicy: trustPolicy("monitoring.rds.amazonaws.com", args.accountId),
      permissionsBoundary: args.permissionsBoundaryArn,
      tags: args.tags,
    },
    opts,
  );
  const attachment = new iam.RolePolicyAttachment(
    `${name}-monitoring`,
    {
      role: role.name,
      policyArn: `arn:${partitionOf(args.region)}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    },
    opts,
  );
  return pulumi.all([role.arn, attachment.id]).apply(([arn]) => arn);
}
