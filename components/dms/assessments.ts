import * as pulumi from "@pulumi/pulumi";
import { assessmentLogPrefix } from "../../lib/log-prefixes";
import { physicalName } from "../../lib/names";
import { partitionOf, serviceHost } from "../../lib/regions";
import type { CommonArgs } from "../common";
import { accountBucketName, createEnvironmentBucket } from "../private-bucket";
import { createServiceRole } from "../service-role";

/** Days that a deleted or overwritten report can be brought back. */
const earlierVersionDays = 30;

/** Arguments of {@link Assessments}. */
export interface AssessmentsArgs extends CommonArgs {
  /** Days that reports are kept. */
  readonly retentionDays: number;
  /** KMS key of the reports. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** The bucket that S3 writes the access logs of the reports to. */
  readonly accessLogsBucketName: pulumi.Input<string>;
}

/**
 * Resources for premigration assessments: a private bucket for their reports, and a role through
 * which DMS writes them. Operators start assessments, with these two, before they start a task.
 */
export class Assessments extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** The role's ARN, known once DMS may write through it. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: AssessmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:Assessments", name, {}, opts);
    const bucket = accountBucketName(args, "assess");
    this.bucketName = createEnvironmentBucket(
      name,
      args,
      {
        bucket,
        kmsKeyArn: args.dataKeyArn,
        objectDays: args.retentionDays,
        earlierVersionDays,
        accessLogs: { targetBucket: args.accessLogsBucketName, targetPrefix: assessmentLogPrefix },
      },
      this,
    );
    this.roleArn = this.createRole(name, bucket, args);
    this.registerOutputs({ bucketName: this.bucketName, roleArn: this.roleArn });
  }

  private createRole(
    name: string,
    bucket: pulumi.Output<string>,
    args: AssessmentsArgs,
  ): pulumi.Output<string> {
    return createServiceRole(
      name,
      args,
      {
        roleName: physicalName(args.environment, "assessments"),
        description: "Lets DMS write the reports of premigration assessments",
        service: "dms.amazonaws.com",
        policy: { name: "write-reports", document: reportAccess(bucket, args) },
      },
      { parent: this },
    );
  }
}

/**
 * Permissions that the DMS user guide lists for assessments with a KMS key, on this bucket and key
 * only.
 */
function reportAccess(
  bucket: pulumi.Output<string>,
  { region, dataKeyArn }: AssessmentsArgs,
): pulumi.Output<string> {
  const bucketArn = pulumi.interpolate`arn:${partitionOf(region)}:s3:::${bucket}`;
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:PutObjectTagging"],
        Resource: pulumi.interpolate`${bucketArn}/*`,
      },
      {
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetBucketLocation"],
        Resource: bucketArn,
      },
      {
        Effect: "Allow",
        Action: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
        Resource: dataKeyArn,
        Condition: { StringEquals: { "kms:ViaService": serviceHost("s3", region) } },
      },
    ],
  });
}
