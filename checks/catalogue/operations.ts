import type * as s3 from "@pulumi/aws/s3";
import { policyProblems, privateBucketProblems } from "../bucket-expectations";
import { checksOf, properties } from "../check";
import { differences, present } from "../expectations";
import { accessLogsOf, bucketPolicyOf } from "../live/s3";

const check = checksOf("Operations");

export const operationsChecks = [
  check({
    name: "have their journal in a private, versioned bucket of the environment, under a KMS key",
    outputs: ["operationsBucketName"],
    verifies: [
      ...properties<s3.BucketArgs>("aws:s3/bucket:Bucket", "bucket"),
      ...properties<s3.BucketLifecycleConfigurationArgs>(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "rules",
      ),
    ],
    controls: ["S3.17"],
    run: ({ outputs, environment, aws }) =>
      privateBucketProblems(aws, environment, outputs.operationsBucketName, "earlierVersionDays"),
  }),
  check({
    name: "refuse plain text and everybody else in the bucket of their journal",
    outputs: ["operationsBucketName"],
    verifies: properties<s3.BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", "policy"),
    controls: ["S3.5"],
    run: async ({ outputs, aws }) => {
      const statements = await bucketPolicyOf(aws, outputs.operationsBucketName);
      return policyProblems(outputs.operationsBucketName, statements);
    },
  }),
  check({
    name: "have who reads their journal written down, in the bucket of the access logs",
    outputs: ["operationsBucketName", "accessLogsBucketName"],
    verifies: properties<s3.BucketLoggingArgs>(
      "aws:s3/bucketLogging:BucketLogging",
      "targetBucket",
      "targetPrefix",
    ),
    controls: ["S3.9"],
    run: async ({ outputs, aws }) =>
      differences(
        `bucket ${outputs.operationsBucketName}`,
        { ...(await accessLogsOf(aws, outputs.operationsBucketName)) },
        { TargetBucket: outputs.accessLogsBucketName, TargetPrefix: present },
      ),
  }),
];
