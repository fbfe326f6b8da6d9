import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { exportedLogGroupName } from "../../lib/aurora-names";
import { createLogGroup, type LogGroupArgs } from "../log-group";

/** The logs that Aurora MySQL exports to CloudWatch. */
export const exportedLogs = ["audit", "error", "slowquery"];

/** The log groups that Aurora writes to. */
export function createLogGroups(
  name: string,
  clusterIdentifier: string,
  args: LogGroupArgs,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup[] {
  return exportedLogs.map((log) =>
    createLogGroup(`${name}-${log}`, exportedLogGroupName(clusterIdentifier, log), args, opts),
  );
}
