import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { assessmentLogPrefix, operationsLogPrefix } from "../../lib/log-prefixes";
import { physicalName } from "../../lib/names";
import { partitionOf } from "../../lib/regions";
import type { CommonArgs } from "../common";
import { accessLogDelivery, accountBucketName, createEnvironmentBucket } from "../private-bucket";

/** Prefixes of a load balancer's logs in the bucket, by kind. */
export const logPrefixes = {
  accessLogs: "access",
  connectionLogs: "connection",
  healthCheckLogs: "health-check",
} as const;

/** Arguments of {@link AccessLogsBucket}. */
export interface AccessLogsBucketArgs extends CommonArgs {
  /** Days that logs are kept. */
  readonly retentionDays: number;
}

/**
 * The private, versioned bucket that a load balancer's logs are delivered to, and the access logs of
 * the environment's other buckets. Depend on this component: Elastic Load Balancing tries to write
 * when logging is turned on, so all of the bucket's settings must be there.
 */
export class AccessLogsBucket extends pulumi.ComponentResource {
  /** Name of the bucket: unique in all of AWS, so it carries account and region. */
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: AccessLogsBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:edge:AccessLogsBucket", name, {}, opts);
    this.bucketName = createEnvironmentBucket(
      name,
      args,
      {
        bucket: accountBucketName(args, "alb-logs"),
        objectDays: args.retentionDays,
        earlierVersionDays: 7,
        statements: (bucketArn) => [
          logDelivery(bucketArn, args.accountId),
          ...Object.entries({
            AssessmentLogDelivery: assessmentLogPrefix,
            OperationsLogDelivery: operationsLogPrefix,
          }).map(([sid, prefix]) =>
            accessLogDelivery(bucketArn, {
              sid,
              prefix,
              accountId: args.accountId,
              loggedArn: `arn:${partitionOf(args.region)}:s3:::${physicalName(args.environment, "*")}`,
            }),
          ),
        ],
      },
      this,
    );
    this.registerOutputs({ bucketName: this.bucketName });
  }
}

/**
 * Lets log delivery write this account's logs and nothing else.
 *
 * ELB puts the account of the load balancer into the object's key, so the exact paths keep out the
 * load balancers of other accounts. There is no `aws:SourceArn` or `aws:SourceAccount` condition on
 * purpose: AWS's own policy has none, and with one ELB has been seen to be denied.
 */
function logDelivery(
  bucketArn: pulumi.Output<string>,
  accountId: pulumi.Input<string>,
): iam.PolicyStatement {
  return {
    Sid: "LoadBalancerLogDelivery",
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: Object.values(logPrefixes).map(
      (prefix) => pulumi.interpolate`${bucketArn}/${prefix}/AWSLogs/${accountId}/*`,
    ),
  };
}
