import { expect } from "chai";
import { dataKeyArn } from "../../support/component-args";
import { promiseOf, type Recording } from "../../support/mocks";
import { deploy, dmsTrust, statementsOf } from "./fixture";

const name = "dms-assessments";
/** Settings that block public access to a bucket. */
const closed = { blockPublicPolicy: true, restrictPublicBuckets: true };
const bucket = "migration-assess-123456789012-us-east-1-test";

describe("Premigration assessments", () => {
  let recording: Recording;
  before(async () => {
    ({ recording } = await deploy());
  });

  const inputsOf = (type: string) => recording.one(type, name).inputs;

  it("have a private bucket for their reports, encrypted with the data key", () => {
    expect(inputsOf("aws:s3/bucket:Bucket")["bucket"]).to.equal(bucket);
    expect(inputsOf("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).to.include(closed);
    const encryption =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(inputsOf(encryption)["rules"]).to.deep.equal([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: dataKeyArn },
        bucketKeyEnabled: true,
      },
    ]);
  });

  it("keep their reports for the days that are configured", () => {
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const [rule] = inputsOf(type)["rules"] as { expiration: object }[];
    expect(rule!.expiration).to.deep.equal({ days: 90 });
  });

  it("have who reads the reports written down", () => {
    expect(inputsOf("aws:s3/bucketLogging:BucketLogging")).to.deep.include({
      targetBucket: "access-logs",
      targetPrefix: "s3/assessments/",
    });
  });

  it("have a role that DMS takes on, for this account only", () => {
    expect(statementsOf(inputsOf("aws:iam/role:Role")["assumeRolePolicy"])).to.deep.equal(dmsTrust);
  });

  it("write to their bucket, with its key through S3, and nowhere else", () => {
    const statements = statementsOf(inputsOf("aws:iam/rolePolicy:RolePolicy")["policy"]);
    expect(statements.map(({ Resource }) => Resource)).to.deep.equal([
      `arn:aws:s3:::${bucket}/*`,
      `arn:aws:s3:::${bucket}`,
      dataKeyArn,
    ]);
    expect(statements[2]!.Condition).to.deep.equal({
      StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
    });
  });

  it("fit S3's 63 characters in the longest environment and region", async () => {
    const { result } = await deploy({ environment: "e".repeat(16), region: "ap-northeast-1" });
    expect(await promiseOf(result.assessments!.bucketName)).to.have.length.at.most(63);
  });

  it("are left out when they are not wanted", async () => {
    const without = await deploy({ assessments: { enabled: false, retentionDays: 90 } });
    expect(without.recording.all.filter((it) => it.name === name)).to.deep.equal([]);
    expect(without.result.assessments).to.equal(undefined);
  });
});
