import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CommonArgs } from "../common";

/** The logs that Aurora MySQL exports to CloudWatch. */
export const exportedLogs = ["audit", "error", "slowquery"];

/**
 * The log groups that Aurora writes to, made before the cluster: a group that Aurora makes by itself
 * is kept for ever and encrypted with no key of ours.
 */
export function createLogGroups(
  name: string,
  clusterIdentifier: string,
  args: CommonArgs & { logRetentionDays: number; logsKeyArn: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup[] {
  return exportedLogs.map(
    (log) =>
      new aws.cloudwatch.LogGroup(
        `${name}-${log}`,
        {
          name: `/aws/rds/cluster/${clusterIdentifier}/${log}`,
          retentionInDays: args.logRetentionDays,
          kmsKeyId: args.logsKeyArn,
          tags: args.tags,
        },
        opts,
      ),
  );
}
