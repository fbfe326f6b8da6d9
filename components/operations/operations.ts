import * as pulumi from "@pulumi/pulumi";
import { operationsLogPrefix } from "../../lib/log-prefixes";
import type { CommonArgs } from "../common";
import { accountBucketName, createEnvironmentBucket } from "../private-bucket";

/** Days that an overwritten object can be brought back: the lock is written again all the time. */
const earlierVersionDays = 30;

/** Arguments of {@link Operations}. */
export interface OperationsArgs extends CommonArgs {
  /** KMS key of the journal and the evidence. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** The bucket that S3 writes the access logs of the journal to. */
  readonly accessLogsBucketName: pulumi.Input<string>;
}

/**
 * What those who operate the migration share: a private bucket with the lock that lets one of them act
 * at a time, the journal of what was done, and the evidence of it. Nothing in it expires.
 */
export class Operations extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: OperationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:operations:Operations", name, {}, opts);
    this.bucketName = createEnvironmentBucket(
      name,
      args,
      {
        bucket: accountBucketName(args, "ops"),
        kmsKeyArn: args.dataKeyArn,
        earlierVersionDays,
        accessLogs: { targetBucket: args.accessLogsBucketName, targetPrefix: operationsLogPrefix },
      },
      this,
    );
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
