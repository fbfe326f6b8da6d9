import { expect } from "chai";
import { Operations } from "../../components/operations";
import { commonArgs, dataKeyArn } from "../support/component-args";
import { promiseOf, record, type Recording } from "../support/mocks";

const name = "operations";
/** Settings that block public access to a bucket. */
const closed = { blockPublicPolicy: true, restrictPublicBuckets: true };
const bucket = "migration-ops-123456789012-us-east-1-test";

describe("Operations", () => {
  let recording: Recording;
  let bucketName: string;
  before(async () => {
    const recorded = await record(
      () =>
        new Operations(name, {
          ...commonArgs,
          dataKeyArn,
          accessLogsBucketName: "access-logs",
          database: { securityGroupId: "sg-aurora", port: 3307 },
          access: { cidrs: ["192.168.10.64/28", "192.168.20.5/32"] },
        }),
    );
    recording = recorded.recording;
    bucketName = await promiseOf(recorded.result.bucketName);
  });

  const inputsOf = (type: string) => recording.one(type, name).inputs;

  it("have a private bucket, encrypted with the data key, that a deletion of the stack leaves", () => {
    expect(bucketName).to.equal(bucket);
    expect(recording.one("aws:s3/bucket:Bucket", name)).to.include({
      protect: true,
      retainOnDelete: true,
    });
    expect(inputsOf("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).to.include(closed);
    const encryption =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(JSON.stringify(inputsOf(encryption)["rules"])).to.contain(dataKeyArn);
  });

  it("keep the journal and the evidence for ever", () => {
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const [rule] = inputsOf(type)["rules"] as Record<string, unknown>[];
    expect(rule).to.not.have.property("expiration");
    expect(rule?.["noncurrentVersionExpiration"]).to.deep.equal({ noncurrentDays: 30 });
  });

  it("have who reads the journal written down", () => {
    expect(inputsOf("aws:s3/bucketLogging:BucketLogging")).to.deep.include({
      targetBucket: "access-logs",
      targetPrefix: "s3/operations/",
    });
  });

  it("let the ranges of operators into Aurora, on its port alone", () => {
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    expect(recording.of(type).map(({ inputs }) => inputs)).to.have.deep.members(
      ["192.168.10.64/28", "192.168.20.5/32"].map((cidrIpv4) => ({
        securityGroupId: "sg-aurora",
        cidrIpv4,
        ipProtocol: "tcp",
        fromPort: 3307,
        toPort: 3307,
        description: "Operators of the migration",
      })),
    );
  });

  it("have a name that fits S3's 63 characters with the longest environment and region", () => {
    expect(
      bucket.replace("us-east-1", "ap-southeast-1").replace("test", "x".repeat(16)).length,
    ).to.be.at.most(63);
  });
});
