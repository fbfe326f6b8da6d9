import type * as aws from "@pulumi/aws";
import { inlineStatementsOf, roleNameOf, trustOf } from "../live/iam";
import {
  accessLogProblems,
  accessLogProperties,
  livePolicyProblems,
  lifecycleProperties,
  privateBucketProblems,
} from "../bucket-expectations";
import { checksOf, properties } from "../check";
import { differences, ofEach, oneOf, present } from "../expectations";

const check = checksOf("Assessments");

export const assessmentChecks = [
  check({
    name: "have their reports in a private, versioned bucket of the environment, under a KMS key",
    outputs: ["assessmentBucketName"],
    verifies: [
      ...properties<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", "bucket"),
      ...properties<aws.s3.BucketServerSideEncryptionConfigurationArgs>(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "rules",
      ),
      ...lifecycleProperties,
    ],
    controls: ["S3.17"],
    run: ({ outputs, environment, aws }) =>
      privateBucketProblems(aws, environment, outputs.assessmentBucketName, "days"),
  }),
  check({
    name: "refuse requests without TLS and other accounts in their bucket",
    outputs: ["assessmentBucketName"],
    verifies: properties<aws.s3.BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", "policy"),
    controls: ["S3.5"],
    run: ({ outputs, aws }) => livePolicyProblems(aws, outputs.assessmentBucketName),
  }),
  check({
    name: "have who reads their reports written down, in the bucket of the access logs",
    outputs: ["assessmentBucketName", "accessLogsBucketName"],
    verifies: accessLogProperties,
    controls: ["S3.9"],
    run: ({ outputs, aws }) =>
      accessLogProblems(aws, outputs.assessmentBucketName, outputs.accessLogsBucketName),
  }),
  check({
    name: "have a role that DMS takes on for this account, to write to their bucket and no other",
    outputs: ["assessmentBucketName", "assessmentRoleArn"],
    verifies: [
      ...properties<aws.iam.RoleArgs>("aws:iam/role:Role", "name", "assumeRolePolicy"),
      ...properties<aws.iam.RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy", "policy"),
    ],
    run: async ({ outputs, aws }) => {
      const role = roleNameOf(outputs.assessmentRoleArn);
      const trust = await trustOf(aws, role);
      const statements = await inlineStatementsOf(aws, role);
      const onBuckets = statements.filter(({ Action }) =>
        Action.some((it) => it.startsWith("s3:")),
      );
      return [
        ...ofEach(`trust of IAM role ${role}`, trust, ({ Principal, Condition }) =>
          differences(
            `trust of IAM role ${role}`,
            { Principal, account: Condition["StringEquals"]?.["aws:SourceAccount"] },
            { Principal: { Service: ["dms.amazonaws.com"] }, account: present },
          ),
        ),
        ...ofEach(`permission of IAM role ${role}`, onBuckets, ({ Resource }) =>
          Resource.flatMap((resource) =>
            differences(
              `IAM role ${role}`,
              { resource },
              {
                resource: oneOf(
                  ["", "/*"].map((end) => `arn:aws:s3:::${outputs.assessmentBucketName}${end}`),
                ),
              },
            ),
          ),
        ),
      ];
    },
  }),
];
