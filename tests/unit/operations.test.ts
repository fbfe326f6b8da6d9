import { expect } from "chai";
import { Operations } from "../../components/operations";
import { commonArgs, dataKeyArn } from "../support/component-args";
import { promiseOf, record, type Recording } from "../support/mocks";

const name = "operations";
/** Settings that block public access to a bucket. */
const closed = { blockPublicPolicy: true, restrictPublicBuckets: true };
const bucket = "migration-ops-123456789012-us-east-1-test";

const ways = {
  network: {
    vpcId: "vpc-1",
    privateSubnetIds: ["subnet-1", "subnet-2"],
    endpointSecurityGroupId: "sg-endpoints",
  },
  database: { securityGroupId: "sg-aurora", port: 3307 },
  sourcePeers: [
    { cidr: "192.168.10.0/24", port: 3306 },
    { cidr: "192.168.10.0/24", port: 3306 },
    { cidr: "192.168.20.0/24", port: 3308 },
  ],
};

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
          ...ways,
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

describe("The operators' host", () => {
  const parameter = "aws:ssm/getParameter:getParameter";
  const asked: unknown[] = [];
  let recording: Recording;
  let accessHostId: string | undefined;
  before(async () => {
    const recorded = await record(
      () =>
        new Operations(name, {
          ...commonArgs,
          ...ways,
          permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/bound",
          dataKeyArn,
          accessLogsBucketName: "access-logs",
          access: { host: { instanceType: "t4g.nano" } },
        }),
      {
        calls: {
          [parameter]: ({ name: path }) => {
            asked.push(path);
            return { insecureValue: "ami-1" };
          },
        },
      },
    );
    recording = recorded.recording;
    accessHostId = await promiseOf(recorded.result.accessHostId!);
  });
  const one = (type: string) => recording.one(type, `${name}-host`);

  it("is one small instance in a private subnet, without public address, key pair or IMDSv1", () => {
    const { inputs, ignoreChanges } = one("aws:ec2/instance:Instance");
    expect(accessHostId).to.equal(`${name}-host-id`);
    expect(inputs).to.deep.equal({
      ami: "ami-1",
      instanceType: "t4g.nano",
      subnetId: "subnet-1",
      vpcSecurityGroupIds: [`${name}-host-id`],
      associatePublicIpAddress: false,
      iamInstanceProfile: "migration-access-host-test",
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      },
      rootBlockDevice: { volumeType: "gp3", encrypted: true, kmsKeyId: dataKeyArn },
      tags: { Name: "migration-access-host-test" },
    });
    expect(asked).to.deep.equal([
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
    ]);
    expect(ignoreChanges).to.deep.equal(["ami"]);
  });

  it("reaches Session Manager, Aurora and the sources, and nothing reaches it", () => {
    const host = `${name}-host-id`;
    const port = (number: number) => ({ ipProtocol: "tcp", fromPort: number, toPort: number });
    const rules = (direction: "Egress" | "Ingress") =>
      recording
        .of(`aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`)
        .map(({ inputs: { description, ...inputs } }) => {
          expect(description).to.match(/operators' host|MySQL on premises/);
          return inputs;
        });
    expect(rules("Egress")).to.have.deep.members([
      { securityGroupId: host, referencedSecurityGroupId: "sg-endpoints", ...port(443) },
      { securityGroupId: host, referencedSecurityGroupId: "sg-aurora", ...port(3307) },
      { securityGroupId: host, cidrIpv4: "192.168.10.0/24", ...port(3306) },
      { securityGroupId: host, cidrIpv4: "192.168.20.0/24", ...port(3308) },
    ]);
    expect(rules("Ingress")).to.have.deep.members([
      { securityGroupId: "sg-endpoints", referencedSecurityGroupId: host, ...port(443) },
      { securityGroupId: "sg-aurora", referencedSecurityGroupId: host, ...port(3307) },
    ]);
  });

  it("may serve sessions and do nothing else, within the permissions boundary", () => {
    const role = one("aws:iam/role:Role").inputs;
    expect(role["permissionsBoundary"]).to.equal("arn:aws:iam::123456789012:policy/bound");
    expect(role["assumeRolePolicy"]).to.contain('{"Service":"ec2.amazonaws.com"}');
    const policies = recording.of("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => inputs);
    expect(policies.map((it) => it["role"])).to.deep.equal([role["name"]]);
    const { Statement } = JSON.parse(policies[0]!["policy"] as string) as {
      Statement: { Action: string[] }[];
    };
    expect(Statement.flatMap(({ Action }) => Action)).to.have.members([
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]);
    expect(recording.of("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).to.deep.equal([]);
    expect(one("aws:iam/instanceProfile:InstanceProfile").inputs).to.include({
      role: role["name"],
    });
  });

  it("trusts EC2 by the name that it has in China", async () => {
    const { recording: inChina } = await record(
      () =>
        new Operations(name, {
          ...commonArgs,
          ...ways,
          region: "cn-north-1",
          dataKeyArn,
          accessLogsBucketName: "access-logs",
          access: { host: { instanceType: "t4g.nano" } },
        }),
      { calls: { [parameter]: () => ({ insecureValue: "ami-1" }) } },
    );
    const { inputs } = inChina.one("aws:iam/role:Role", `${name}-host`);
    expect(inputs["assumeRolePolicy"]).to.contain('{"Service":"ec2.amazonaws.com.cn"}');
  });

  it("is not there unless it is configured", async () => {
    const { recording: without, result } = await record(
      () =>
        new Operations(name, {
          ...commonArgs,
          ...ways,
          dataKeyArn,
          accessLogsBucketName: "access-logs",
          access: {},
        }),
    );
    expect(result.accessHostId).to.equal(undefined);
    expect(without.of("aws:ec2/instance:Instance")).to.deep.equal([]);
  });
});
