import { expect } from "chai";
import { itLives } from "./lifecycle";
import { type ProviderClient } from "./provider-client";
import { provider } from "./setup";

function bucket(client: ProviderClient, name: string) {
  return client.create("aws:s3/bucket:Bucket", name, { bucket: name });
}

const tlsOnly = (name: string, effect: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: effect, Principal: "*", Action: "s3:*", Resource: `arn:aws:s3:::${name}/*` },
    ],
  });

const expireAfter = (days: number) => [
  {
    id: "expire",
    status: "Enabled",
    filter: {},
    expiration: { days },
    noncurrentVersionExpiration: { noncurrentDays: 7 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  },
];

describe("buckets in the emulator", () => {
  itLives("bucket", () => ({
    type: "aws:s3/bucket:Bucket",
    inputs: { bucket: "a-bucket", tags: { Name: "a" } },
    id: /^a-bucket$/,
    change: { tags: { Other: "b" } },
    replace: { bucket: "another-bucket" },
    outside: {
      act: (_, { s3 }) => s3.deleteBucketTagging({ Bucket: "a-bucket" }),
      differs: "tags",
    },
  }));

  itLives("bucket policy", async ({ client }) => {
    const { id } = await bucket(client, "with-policy");
    return {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      inputs: { bucket: id, policy: tlsOnly(id, "Deny") },
      id: /^with-policy$/,
      change: { policy: tlsOnly(id, "Allow") },
      replace: { bucket: "another" },
      outside: {
        act: (_, { s3 }) => s3.putBucketPolicy({ Bucket: id, Policy: tlsOnly(id, "Deny") }),
        differs: "policy",
      },
    };
  });

  itLives("public access block", async ({ client }) => {
    const { id } = await bucket(client, "not-public");
    return {
      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      inputs: { bucket: id, blockPublicAcls: true, blockPublicPolicy: false },
      id: /^not-public$/,
      change: { blockPublicPolicy: true },
      replace: { bucket: "another" },
      outside: {
        act: (_, { s3 }) =>
          s3.putPublicAccessBlock({
            Bucket: id,
            PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
          }),
        differs: "blockPublicPolicy",
      },
    };
  });

  itLives("ownership controls", async ({ client }) => {
    const { id } = await bucket(client, "owned");
    return {
      type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      inputs: { bucket: id, rule: { objectOwnership: "ObjectWriter" } },
      id: /^owned$/,
      change: { rule: { objectOwnership: "BucketOwnerEnforced" } },
      replace: { bucket: "another" },
      outside: {
        act: (_, { s3 }) => s3.deleteBucketOwnershipControls({ Bucket: id }),
        differs: "gone",
      },
    };
  });

  itLives("versioning", async ({ client }) => {
    const { id } = await bucket(client, "versioned");
    return {
      type: "aws:s3/bucketVersioning:BucketVersioning",
      inputs: { bucket: id, versioningConfiguration: { status: "Suspended" } },
      id: /^versioned$/,
      change: { versioningConfiguration: { status: "Enabled" } },
      replace: { bucket: "another" },
      outside: {
        act: (_, { s3 }) =>
          s3.putBucketVersioning({
            Bucket: id,
            VersioningConfiguration: { Status: "Suspended" },
          }),
        differs: "versioningConfiguration",
      },
      staysAfterDelete: true,
    };
  });

  itLives("encryption", async ({ client }) => {
    const { id } = await bucket(client, "encrypted");
    const rules = (sseAlgorithm: string) => [
      { applyServerSideEncryptionByDefault: { sseAlgorithm } },
    ];
    return {
      type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      inputs: { bucket: id, rules: rules("aws:kms") },
      id: /^encrypted$/,
      change: { rules: rules("AES256") },
      replace: { bucket: "another" },
      outside: {
        act: (_, { s3 }) => s3.deleteBucketEncryption({ Bucket: id }),
        differs: "gone",
      },
    };
  });

  itLives("lifecycle", async ({ client }) => {
    const { id } = await bucket(client, "expiring");
    return {
      type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      inputs: { bucket: id, rules: expireAfter(90) },
      id: /^expiring$/,
      change: { rules: expireAfter(30) },
      replace: { bucket: "another" },
      outside: {
        act: (_, { s3 }) =>
          s3.putBucketLifecycleConfiguration({
            Bucket: id,
            LifecycleConfiguration: {
              Rules: [
                {
                  ID: "expire",
                  Status: "Enabled",
                  Filter: { Prefix: "" },
                  Expiration: { Days: 1 },
                },
              ],
            },
          }),
        differs: "rules",
      },
    };
  });

  itLives("access logging", async ({ client }) => {
    const [{ id }, logs] = [await bucket(client, "logged"), await bucket(client, "logs")];
    const delivery = {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:::${logs.id}/*`,
    };
    await client.create("aws:s3/bucketPolicy:BucketPolicy", "logs", {
      bucket: logs.id,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [delivery] }),
    });
    return {
      type: "aws:s3/bucketLogging:BucketLogging",
      inputs: { bucket: id, targetBucket: logs.id, targetPrefix: "a/" },
      id: /^logged$/,
      change: { targetPrefix: "b/" },
      replace: { bucket: "another" },
      outside: {
        act: (_, { s3 }) => s3.putBucketLogging({ Bucket: id, BucketLoggingStatus: {} }),
        differs: "gone",
      },
    };
  });

  it("deletes a bucket with objects in it only when the program says so", async () => {
    const { client, aws } = await provider();
    const type = "aws:s3/bucket:Bucket";
    const full = await client.create(type, "full", { bucket: "full-bucket", forceDestroy: false });
    await aws.s3.putObject({ Bucket: full.id, Key: "log", Body: "line" });

    const refused = await client.delete(full).then(
      () => undefined,
      (reason: unknown) => String(reason),
    );
    expect(refused).to.include("BucketNotEmpty");
    const forced = await client.update(full, { bucket: "full-bucket", forceDestroy: true });
    await client.delete(forced);
    expect(await client.read(forced)).to.equal(undefined);
  });
});
