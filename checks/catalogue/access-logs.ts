import type * as aws from "@pulumi/aws";
import { attributesOf } from "../live/elbv2";
import {
  bucketPolicyOf,
  encryptionOf,
  lifecycleRulesOf,
  objectOwnershipOf,
  publicAccessBlockOf,
  versioningOf,
} from "../live/s3";
import { bucketTags } from "../live/tags";
import { lifecycleProperties, neverPublic, policyProblems } from "../bucket-expectations";
import { checksOf, type Deployment, properties } from "../check";
import { differences, ofEach, ofEnvironment, oneOf, present } from "../expectations";

const check = checksOf("Access logs");

/** The services that write logs: of load balancers, and of other buckets. */
const logDelivery = ["logdelivery.elasticloadbalancing.amazonaws.com", "logging.s3.amazonaws.com"];

export const accessLogChecks = [
  check({
    name: "record every request and every connection in the bucket of the outputs",
    outputs: ["loadBalancerArn", "accessLogsBucketName"],
    verifies: properties<aws.lb.LoadBalancerArgs>(
      "aws:lb/loadBalancer:LoadBalancer",
      "accessLogs",
      "connectionLogs",
    ),
    controls: ["ELB.5"],
    run: (deployment) => deliveryProblems(deployment, ["access_logs", "connection_logs"]),
  }),
  check({
    name: "record the health checks of the targets in the bucket of the outputs",
    outputs: ["loadBalancerArn", "accessLogsBucketName"],
    verifies: properties<aws.lb.LoadBalancerArgs>(
      "aws:lb/loadBalancer:LoadBalancer",
      "healthCheckLogs",
    ),
    run: (deployment) => deliveryProblems(deployment, ["health_check_logs"]),
  }),
  check({
    name: "are in a bucket of the environment",
    outputs: ["accessLogsBucketName"],
    verifies: properties<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", "bucket", "tags"),
    run: async ({ outputs, environment, aws }) => {
      const bucket = outputs.accessLogsBucketName;
      const { Environment } = await bucketTags(aws, bucket);
      return differences(
        `bucket ${bucket}`,
        { name: bucket, Environment },
        { name: ofEnvironment(environment), Environment: environment },
      );
    },
  }),
  check({
    name: "are encrypted, by the only kind of key that log delivery supports",
    outputs: ["accessLogsBucketName"],
    verifies: properties<aws.s3.BucketServerSideEncryptionConfigurationArgs>(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "rules",
    ),
    run: async ({ outputs, aws }) => {
      const bucket = outputs.accessLogsBucketName;
      return differences(
        `bucket ${bucket}`,
        { encryption: await encryptionOf(aws, bucket) },
        { encryption: ["AES256"] },
      );
    },
  }),
  check({
    name: "can never be public",
    outputs: ["accessLogsBucketName"],
    verifies: [
      ...properties<aws.s3.BucketPublicAccessBlockArgs>(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
      ),
      ...properties<aws.s3.BucketOwnershipControlsArgs>(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "rule",
      ),
    ],
    controls: ["S3.8", "S3.12"],
    run: async ({ outputs, aws }) => {
      const bucket = outputs.accessLogsBucketName;
      return [
        ...differences(`bucket ${bucket}`, await publicAccessBlockOf(aws, bucket), neverPublic),
        ...differences(
          `bucket ${bucket}`,
          { ownership: await objectOwnershipOf(aws, bucket) },
          { ownership: ["BucketOwnerEnforced"] },
        ),
      ];
    },
  }),
  check({
    name: "keep overwritten objects, and expire after a stated time",
    outputs: ["accessLogsBucketName"],
    verifies: [
      ...properties<aws.s3.BucketVersioningArgs>(
        "aws:s3/bucketVersioning:BucketVersioning",
        "versioningConfiguration",
      ),
      ...lifecycleProperties,
    ],
    controls: ["S3.13", "S3.14"],
    run: async ({ outputs, aws }) => {
      const bucket = outputs.accessLogsBucketName;
      return [
        ...differences(`bucket ${bucket}`, await versioningOf(aws, bucket), { Status: "Enabled" }),
        ...ofEach(`lifecycle rule of ${bucket}`, await lifecycleRulesOf(aws, bucket), (rule) =>
          differences(
            `lifecycle rule ${rule.ID} of bucket ${bucket}`,
            {
              Status: rule.Status,
              days: rule.Expiration?.Days,
              daysOfOldVersions: rule.NoncurrentVersionExpiration?.NoncurrentDays,
              daysOfUploads: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
            },
            {
              Status: "Enabled",
              days: present,
              daysOfOldVersions: present,
              daysOfUploads: present,
            },
          ),
        ),
      ];
    },
  }),
  check({
    name: "are written by log delivery only, and over TLS",
    outputs: ["accessLogsBucketName"],
    verifies: properties<aws.s3.BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", "policy"),
    controls: ["S3.2", "S3.3", "S3.5"],
    run: async ({ outputs, aws }) => {
      const bucket = outputs.accessLogsBucketName;
      const statements = await bucketPolicyOf(aws, bucket);
      const writers = statements.filter(({ Effect }) => Effect === "Allow");
      return [
        ...policyProblems(bucket, statements),
        ...ofEach(`writer of bucket ${bucket}`, writers, ({ Principal, Action, Resource }) =>
          differences(
            `policy of bucket ${bucket}`,
            {
              writer: Principal["Service"]?.join(),
              Action,
              wholeBucket: Resource.some((arn) => arn.endsWith(`:${bucket}/*`)),
            },
            {
              writer: oneOf(logDelivery),
              Action: ["s3:PutObject"],
              wholeBucket: false,
            },
          ),
        ),
      ];
    },
  }),
];

async function deliveryProblems(
  { outputs, aws }: Deployment<"loadBalancerArn" | "accessLogsBucketName">,
  logs: readonly string[],
): Promise<string[]> {
  return differences(
    `load balancer ${outputs.loadBalancerArn}`,
    await attributesOf(aws, outputs.loadBalancerArn),
    Object.fromEntries(
      logs.flatMap((log) => [
        [`${log}.s3.enabled`, "true"],
        [`${log}.s3.bucket`, outputs.accessLogsBucketName],
      ]),
    ),
  );
}
