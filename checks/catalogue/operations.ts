import type * as s3 from "@pulumi/aws/s3";
import {
  accessLogProblems,
  accessLogProperties,
  livePolicyProblems,
  lifecycleProperties,
  privateBucketProblems,
} from "../bucket-expectations";
import { checksOf, properties } from "../check";

const check = checksOf("Operations");

export const operationsChecks = [
  check({
    name: "have their journal in a private, versioned bucket of the environment, under a KMS key",
    outputs: ["operationsBucketName"],
    verifies: [
      ...properties<s3.BucketArgs>("aws:s3/bucket:Bucket", "bucket"),
      ...lifecycleProperties,
    ],
    controls: ["S3.17"],
    run: ({ outputs, environment, aws }) =>
      privateBucketProblems(aws, environment, outputs.operationsBucketName, "earlierVersionDays"),
  }),
  check({
    name: "refuse requests without TLS and other accounts in the bucket of their journal",
    outputs: ["operationsBucketName"],
    verifies: properties<s3.BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", "policy"),
    controls: ["S3.5"],
    run: ({ outputs, aws }) => livePolicyProblems(aws, outputs.operationsBucketName),
  }),
  check({
    name: "have who reads their journal written down, in the bucket of the access logs",
    outputs: ["operationsBucketName", "accessLogsBucketName"],
    verifies: accessLogProperties,
    controls: ["S3.9"],
    run: ({ outputs, aws }) =>
      accessLogProblems(aws, outputs.operationsBucketName, outputs.accessLogsBucketName),
  }),
];
