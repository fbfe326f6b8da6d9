import { expect } from "chai";
import { RotatedSecret, type RotatedSecretArgs } from "../../../components/rotated-secret";
import { protectionFor } from "../../../lib/protection";
import { excludedCharacters } from "../../../lib/secret-characters";
import { commonArgs, dataKeyArn, logsKeyArn } from "../../support/component-args";
import { promiseOf, record, unknown } from "../../support/mocks";
import { deploy, outputs } from "./fixture";

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const rotationType = "aws:secretsmanager/secretRotation:SecretRotation";
const applicationType = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const args: RotatedSecretArgs = {
  ...commonArgs,
  purpose: "source-erp",
  description: "MySQL user of DMS",
  connection: { host: "mysql.corp.example", port: 3307, username: "dms_source" },
  database: { cidrs: ["192.168.10.0/24", "192.168.11.0/24"] },
  strategy: "singleUser",
  rotation: { days: 30 },
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  endpointSecurityGroupId: "sg-endpoints",
  dataKeyArn,
  logsKeyArn,
  logRetentionDays: 30,
};
const aurora: Partial<RotatedSecretArgs> = { database: { securityGroupId: "sg-aurora" } };
const alternating: Partial<RotatedSecretArgs> = {
  ...aurora,
  strategy: "alternatingUsers",
  superuserSecretArn: "arn:secret:admin",
};

const create = (changes: Partial<RotatedSecretArgs> = {}, preview = false) =>
  record(() => new RotatedSecret("erp", { ...args, ...changes }), { outputs, preview });

async function firstValue(changes: Partial<RotatedSecretArgs> = {}): Promise<unknown> {
  const { recording } = await create(changes);
  return JSON.parse(recording.one(versionType).inputs["secretString"] as string);
}

async function parametersOf(changes: Partial<RotatedSecretArgs> = {}) {
  const { recording } = await create(changes);
  return recording.one(applicationType).inputs["parameters"] as Record<string, string>;
}

describe("RotatedSecret", () => {
  it("is encrypted with the data key and can be brought back where data is protected", async () => {
    const { recording } = await create();
    const secret = recording.one(secretType);
    expect(secret.inputs).to.include({
      name: "migration-source-erp-test",
      kmsKeyId: dataKeyArn,
      recoveryWindowInDays: 30,
    });
    expect(secret).to.include({ protect: true, retainOnDelete: true });
    const unprotected = (await create({ protection: protectionFor(false) })).recording;
    expect(unprotected.one(secretType).inputs["recoveryWindowInDays"]).to.equal(0);
    expect(unprotected.one(secretType)).to.include({ protect: false, retainOnDelete: false });
  });

  it("begins with the keys that DMS and the rotation function read", async () => {
    expect(await firstValue()).to.deep.equal({
      engine: "mysql",
      host: "mysql.corp.example",
      port: 3307,
      username: "dms_source",
      password: "initial-password",
    });
  });

  it("lets no password be seen: its value is a secret, and nothing else holds one", async () => {
    const { recording } = await deploy();
    const holders = recording.all.filter(({ inputs }) =>
      JSON.stringify(inputs).includes("initial-password"),
    );
    expect(holders.map(({ type }) => type)).to.deep.equal([versionType, versionType]);
    for (const holder of holders) {
      expect(holder.secretInputs).to.deep.equal(["secretString"]);
    }
  });

  it("keeps the value that a rotation gave it", async () => {
    const { recording } = await create();
    expect(recording.one(versionType).ignoreChanges).to.deep.equal(["secretString"]);
  });

  it("never holds a password that breaks a DMS endpoint, at first or after a rotation", async () => {
    const { recording } = await create();
    const { inputs } = recording.one("random:index/randomPassword:RandomPassword");
    for (const character of inputs["overrideSpecial"] as string) {
      expect(excludedCharacters).not.to.include(character);
    }
    expect(inputs["length"]).to.equal(32);
    expect(await parametersOf()).to.include({ excludeCharacters: excludedCharacters });
  });

  it("gives its ARN away only once it has a value", async () => {
    const { recording, result } = await create();
    expect(await promiseOf(result.secretArn)).to.equal("arn:aws:mock:us-east-1:123456789012:erp");
    expect(recording.one(rotationType).dependencies).to.include(recording.one(versionType).urn);
  });

  it("is rotated on schedule, and not before its user exists", async () => {
    const { recording } = await create({ rotation: { days: 14 } });
    expect(recording.one(rotationType).inputs).to.deep.equal({
      secretId: "arn:aws:mock:us-east-1:123456789012:erp",
      rotationLambdaArn: "arn:rotation:erp",
      rotationRules: { automaticallyAfterDays: 14 },
      rotateImmediately: false,
    });
    const inWindow = await create({ rotation: { days: 30, window: "sat:22:00-sun:00:00" } });
    expect(inWindow.recording.one(rotationType).inputs["rotationRules"]).to.deep.equal({
      scheduleExpression: "cron(0 22 ? * SAT *)",
      duration: "2h",
    });
  });

  it("is rotated by AWS's published function, inside the VPC", async () => {
    const { recording } = await create();
    expect(recording.one(applicationType).inputs).to.deep.include({
      name: "migration-source-erp-rotation-test",
      applicationId:
        "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSMySQLRotationSingleUser",
      capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
      parameters: {
        endpoint: "https://secretsmanager.us-east-1.amazonaws.com",
        functionName: "migration-source-erp-rotation-test",
        excludeCharacters: excludedCharacters,
        kmsKeyArn: dataKeyArn,
        vpcSubnetIds: "subnet-1,subnet-2",
        vpcSecurityGroupIds: "erp-id",
      },
    });
  });

  it("finds the log group of its function made, with retention and key", async () => {
    const { recording, result } = await create();
    const logGroup = recording.one("aws:cloudwatch/logGroup:LogGroup");
    expect(logGroup.inputs).to.include({
      name: `/aws/lambda/${result.rotationFunctionName}`,
      retentionInDays: 30,
      kmsKeyId: logsKeyArn,
    });
    expect(recording.one(applicationType).dependencies).to.include(logGroup.urn);
  });

  it("lets its function reach a database on premises and AWS endpoints only", async () => {
    const { recording } = await create();
    const rules = recording.of(egressType).map(({ inputs }) => inputs);
    expect(
      rules.map((rule) => [
        rule["cidrIpv4"] ?? rule["referencedSecurityGroupId"],
        rule["fromPort"],
        rule["toPort"],
      ]),
    ).to.have.deep.members([
      ["192.168.10.0/24", 3307, 3307],
      ["192.168.11.0/24", 3307, 3307],
      ["sg-endpoints", 443, 443],
    ]);
  });

  it("lets its function reach Aurora by security group", async () => {
    const { recording } = await create(aurora);
    const peers = recording
      .of(egressType)
      .map(({ inputs }) => inputs["referencedSecurityGroupId"] ?? inputs["cidrIpv4"]);
    expect(peers).to.have.members(["sg-aurora", "sg-endpoints"]);
  });

  it("is never rotated over a plain connection to Aurora", async () => {
    expect(await firstValue(aurora)).to.include({ ssl: true });
  });

  it("alternates users with the superuser's secret, which function and secret refer to", async () => {
    expect(await firstValue(alternating)).to.include({ masterarn: "arn:secret:admin" });
    expect(await parametersOf(alternating)).to.include({
      masterSecretArn: "arn:secret:admin",
      masterSecretKmsKeyArn: dataKeyArn,
    });
    const { recording } = await create(alternating);
    expect(recording.one(applicationType).inputs["applicationId"]).to.match(/RotationMultiUser$/);
  });

  it("tells a user that rotates itself nothing of the superuser", async () => {
    const changes: Partial<RotatedSecretArgs> = { ...alternating, strategy: "singleUser" };
    expect(await firstValue(changes)).not.to.have.property("masterarn");
    expect(await parametersOf(changes)).not.to.have.any.keys("masterSecretArn");
  });

  it("fails to alternate users without the superuser's secret", async () => {
    const failure = await create({ strategy: "alternatingUsers" }).catch((error: unknown) => error);
    expect(String(failure)).to.match(/source-erp alternates users and needs superuserSecretArn/);
  });

  it("shows no value in a preview", async () => {
    const { recording } = await create({}, true);
    expect(recording.one(versionType).inputs["secretString"]).to.equal(unknown);
  });
});
