import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { CommonArgs } from "../components/common";
import { accessLogDelivery, createPrivateBucket } from "../components/private-bucket";
import { dataKeyPolicy } from "../lib/key-policies";
import { physicalName } from "../lib/names";
import { partitionOf } from "../lib/regions";

/** Days that an earlier version of a state can be brought back. */
const earlierVersionDays = 90;

/** Days that it is known who read or wrote a state. */
const accessLogDays = 365;

/** Arguments of {@link StateStore}. */
export interface StateStoreArgs extends CommonArgs {
  readonly accountId: string;
}

/**
 * Storage for the Pulumi state of every environment in the account: a private, versioned bucket
 * with access logs, and the KMS key that encrypts it and the secrets in it. Protected, and left in
 * the account on deletion.
 */
export class StateStore extends pulumi.ComponentResource {
  /** ARN of the bucket with the state. */
  readonly bucketArn: string;
  /** ARN of the key that encrypts the bucket and the secrets in the state. */
  readonly keyArn: pulumi.Output<string>;
  /** The URL to log in to: `s3://…`. */
  readonly backendUrl: pulumi.Output<string>;
  /** The secrets provider of stacks: `awskms://…`. */
  readonly secretsProvider: pulumi.Output<string>;

  constructor(name: string, args: StateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:bootstrap:StateStore", name, {}, opts);
    const options = { parent: this, ...args.protection.resourceOptions };
    const purpose = physicalName(args.environment, "state");
    const key = createStateKey(name, purpose, args, options);
    const alias = new kms.Alias(
      name,
      { name: `alias/${purpose}`, targetKeyId: key.keyId },
      options,
    );
    const bucketName = bucketNameOf("state", args);
    const bucket = createPrivateBucket(
      name,
      {
        bucket: bucketName,
        region: args.region,
        forceDestroy: false,
        kmsKeyArn: key.arn,
        earlierVersionDays,
      },
      options,
    );
    logAccesses(`${name}-access-logs`, bucket, bucketName, args, options);

    this.bucketArn = `arn:${partitionOf(args.region)}:s3:::${bucketName}`;
    this.keyArn = key.arn;
    this.backendUrl = pulumi.interpolate`s3://${bucket}?region=${args.region}`;
    this.secretsProvider = pulumi.interpolate`awskms:///${alias.name}?region=${args.region}`;
    this.registerOutputs({ backendUrl: this.backendUrl, secretsProvider: this.secretsProvider });
  }
}

function bucketNameOf(purpose: string, args: StateStoreArgs): string {
  return physicalName(args.environment, `${purpose}-${args.accountId}-${args.region}`);
}

function createStateKey(
  name: string,
  purpose: string,
  use: StateStoreArgs,
  options: pulumi.CustomResourceOptions,
): kms.Key {
  return new kms.Key(
    name,
    {
      description: "State of the migration landing zone, and the secrets in it",
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: JSON.stringify(dataKeyPolicy(use)),
      tags: { Name: purpose },
    },
    options,
  );
}

/** Writes down who read or wrote the state, in a bucket of its own. */
function logAccesses(
  name: string,
  bucket: pulumi.Output<string>,
  bucketName: string,
  args: StateStoreArgs,
  options: pulumi.CustomResourceOptions,
): void {
  const logs = createPrivateBucket(
    name,
    {
      bucket: bucketNameOf("state-logs", args),
      region: args.region,
      forceDestroy: false,
      objectDays: accessLogDays,
      earlierVersionDays: 7,
      statements: (logsArn) => [
        accessLogDelivery(logsArn, {
          sid: "AccessLogDelivery",
          prefix: "access/",
          accountId: args.accountId,
          loggedArn: `arn:${partitionOf(args.region)}:s3:::${bucketName}`,
        }),
      ],
    },
    options,
  );
  new s3.BucketLogging(name, { bucket, targetBucket: logs, targetPrefix: "access/" }, options);
}
