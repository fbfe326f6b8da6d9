import { expect } from "chai";
import { protectionFor } from "../../../lib/protection";
import type { Recording } from "../../support/mocks";
import { deploy } from "./edge-args";

interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal: string | Record<string, string>;
  Action: string;
  Resource: string[];
  Condition?: Record<string, unknown>;
}

const bucketType = "aws:s3/bucket:Bucket";
const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";
const bucketSettings = [
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
];
const bucketName = "migration-alb-logs-123456789012-us-east-1-test";

function statementsOf(recording: Recording): Statement[] {
  const { policy } = recording.one("aws:s3/bucketPolicy:BucketPolicy").inputs;
  return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
}

describe("The load balancer's logs", () => {
  it("cover accesses, connections and health checks, where log delivery may write them", async () => {
    const { recording } = await deploy();
    const { inputs } = recording.one(loadBalancerType);
    const writable = statementsOf(recording)
      .filter(({ Sid }) => Sid === "LoadBalancerLogDelivery")
      .flatMap(({ Resource }) => Resource);
    const written = ["accessLogs", "connectionLogs", "healthCheckLogs"].map((kind) => {
      const log = inputs[kind] as { bucket: string; prefix: string; enabled: boolean };
      expect(log.enabled, kind).to.equal(true);
      return `arn:aws:s3:::${log.bucket}/${log.prefix}/AWSLogs/123456789012/*`;
    });
    expect(written).to.have.members(writable);
  });

  it("are turned on only when the bucket has all its settings: ELB tries to write at once", async () => {
    const { recording } = await deploy();
    const { dependencies } = recording.one(loadBalancerType);
    for (const type of [bucketType, ...bucketSettings]) {
      expect(dependencies).to.include.members(recording.urnsOf(type));
    }
  });

  it("can be written by ELB's log delivery only, and by S3's for buckets of the environment", async () => {
    const { recording } = await deploy();
    const allowed = statementsOf(recording).filter(({ Effect }) => Effect === "Allow");
    expect(allowed).to.have.length(3);
    expect(allowed[0]).to.deep.include({
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
    });
    for (const [index, logged] of ["assessments", "operations"].entries()) {
      expect(allowed[index + 1]).to.deep.include({
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucketName}/s3/${logged}/*`,
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::migration-*-test" },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      });
    }
  });

  it("never travel without TLS", async () => {
    const { recording } = await deploy();
    const [denied] = statementsOf(recording).filter(({ Effect }) => Effect === "Deny");
    expect(denied).to.deep.include({
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${bucketName}`, `arn:aws:s3:::${bucketName}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("are in a bucket whose policy is known in a preview, so that it can be judged there", async () => {
    const { recording } = await deploy({}, { preview: true });
    expect(statementsOf(recording)).to.have.length(4);
  });

  it("are encrypted with S3's key, the only one that log delivery can use", async () => {
    const { recording } = await deploy();
    const { inputs } = recording.one(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    expect(inputs["rules"]).to.deep.equal([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("are closed to the public, and belong to the account", async () => {
    const { recording } = await deploy();
    expect(
      recording.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs,
    ).to.include({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(
      recording.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs["rule"],
    ).to.deep.equal({ objectOwnership: "BucketOwnerEnforced" });
  });

  it("are kept for the configured days, and nothing overwritten or half uploaded outlives them", async () => {
    const { recording } = await deploy({ accessLogRetentionDays: 365 });
    const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const [rule] = recording.one(lifecycle).inputs["rules"] as Record<string, unknown>[];
    expect(rule).to.deep.include({
      status: "Enabled",
      filter: {},
      expiration: { days: 365 },
      noncurrentVersionExpiration: { noncurrentDays: 7 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    });
    expect(
      recording.one("aws:s3/bucketVersioning:BucketVersioning").inputs["versioningConfiguration"],
    ).to.deep.equal({ status: "Enabled" });
  });

  it("stay in AWS, as private as before, when a protected environment goes", async () => {
    const { recording } = await deploy();
    expect(recording.one(bucketType).inputs["forceDestroy"]).to.equal(false);
    for (const type of [bucketType, ...bucketSettings]) {
      expect(recording.one(type), type).to.include({ protect: true, retainOnDelete: true });
    }
  });

  it("go with an environment that is not protected", async () => {
    const { recording } = await deploy({ protection: protectionFor(false) });
    expect(recording.one(bucketType)).to.include({ protect: false, retainOnDelete: false });
    expect(recording.one(bucketType).inputs["forceDestroy"]).to.equal(true);
  });

  it("are in a bucket with account, region and environment in its name, of at most 63 characters", async () => {
    const { recording } = await deploy({
      environment: "a23456789-123456",
      region: "ap-southeast-2",
    });
    const name = recording.one(bucketType).inputs["bucket"] as string;
    expect(name).to.match(/-123456789012-ap-southeast-2-a23456789-123456$/);
    expect(name.length).to.be.at.most(63);
  });
});
