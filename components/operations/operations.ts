import * as pulumi from "@pulumi/pulumi";
import { operationsLogPrefix } from "../../lib/log-prefixes";
import type { OperationsSettings } from "../../lib/settings/operations";
import type { CommonArgs } from "../common";
import { accountBucketName, createEnvironmentBucket } from "../private-bucket";
import { allowIngressFromCidr } from "../security-group";
import { AccessHost, type AccessHostWays } from "./access-host";

/** Days that an overwritten object can be brought back: the lock is written again all the time. */
const earlierVersionDays = 30;

/** Arguments of {@link Operations}. */
export interface OperationsArgs
  extends CommonArgs, AccessHostWays, Pick<OperationsSettings, "access"> {
  /** KMS key of the journal, the evidence and the host's volume. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** The bucket that S3 writes the access logs of the journal to. */
  readonly accessLogsBucketName: pulumi.Input<string>;
}

/**
 * Shared resources of the people who run the migration: a private bucket for the lock that lets one
 * of them act at a time, the journal, and the evidence; nothing in it expires. And their way to the
 * databases.
 */
export class Operations extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** The instance that sessions are forwarded through; undefined without one. */
  readonly accessHostId: pulumi.Output<string> | undefined;

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
    for (const cidr of args.access.cidrs ?? []) {
      allowIngressFromCidr(
        `${name}-from-${cidr}`,
        {
          to: args.database.securityGroupId,
          cidr,
          port: args.database.port,
          description: "Operators of the migration",
        },
        { parent: this },
      );
    }
    const { host } = args.access;
    this.accessHostId =
      host && new AccessHost(`${name}-host`, { ...args, ...host }, { parent: this }).instanceId;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
