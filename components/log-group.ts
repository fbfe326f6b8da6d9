import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { Protection } from "../lib/protection";

/** Arguments common to all log groups of an environment. */
export interface LogGroupArgs {
  /** Days that events are kept; one of CloudWatch's retention values. */
  readonly logRetentionDays: number;
  /** KMS key that encrypts the events. */
  readonly logsKeyArn: pulumi.Input<string>;
  /** Protection of the logs against deletion. */
  readonly protection: Protection;
  /** Tags added to the provider's default tags. Default: none. */
  readonly tags?: Record<string, string>;
}

/**
 * A log group made before the service that writes to it: one that a service makes by itself is kept
 * for ever and encrypted with no key of ours.
 *
 * @param groupName The name that the service writes to.
 */
export function createLogGroup(
  name: string,
  groupName: string,
  args: LogGroupArgs,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    name,
    {
      name: groupName,
      retentionInDays: args.logRetentionDays,
      kmsKeyId: args.logsKeyArn,
      tags: args.tags,
    },
    { ...opts, ...args.protection.resourceOptions },
  );
}
