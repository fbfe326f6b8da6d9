import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IAM } from "@aws-sdk/client-iam";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { expect } from "chai";
import { type Emulator, startEmulator } from "@landing-zone/aws-emulator/server/index";
import { inspectStack, type NamedFinding } from "@landing-zone/doctor/index";
import { projectDirectory } from "../support/engine";
import { preloadAwsCli } from "../support/aws-cli";
import { type Patch, withPatchedProgram } from "../support/patched-program";

const folder = mkdtempSync(join(tmpdir(), "doctor-"));
let account: Emulator;

const client = () => ({
  endpoint: account.endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "emulator", secretAccessKey: "emulator" },
});

before(async function () {
  this.timeout(300_000);
  await preloadAwsCli();
  account = await startEmulator({ logFile: join(folder, "emulator.log") });
});
after(async () => {
  await account.stop();
  rmSync(folder, { recursive: true, force: true });
});

const silent = { onFinding: () => undefined };
const inspectHere = (directory = projectDirectory, quotas = false) =>
  inspectStack({ directory, stack: "dev", endpointUrl: account.endpoint, quotas }, silent);

async function withPatches(...patches: Patch[]): Promise<readonly NamedFinding[]> {
  return withPatchedProgram(patches, (directory) => inspectHere(directory));
}

async function withEnvironment<T>(
  values: Readonly<Record<string, string | undefined>>,
  use: () => Promise<T>,
): Promise<T> {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  const set = (all: Readonly<Record<string, string | undefined>>) => {
    for (const [name, value] of Object.entries(all)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  set(values);
  return use().finally(() => {
    set(before);
  });
}

const named = (findings: readonly NamedFinding[], name: string) =>
  findings.find((found) => found.name === name);

const dev = "Pulumi.dev.yaml";

/** The stack in a VPC that is given, in two zones. */
function inVpc(id: string): Patch {
  const zone = (number: number) =>
    ["public", "private", "database"].map((tier, index) => {
      const end = `0a1b2c3d4e5f607${number}${index}`;
      return `${tier}: { subnetId: subnet-${end}, routeTableId: rtb-${end} }`;
    });
  const zones = `{ us-east-1a: { ${zone(1).join(", ")} }, us-east-1b: { ${zone(2).join(", ")} } }`;
  const replace = `existingVpc: { id: ${id}, zones: ${zones} }`;
  return { file: dev, find: "cidr: 10.20.0.0/16", replace };
}

describe("npm run doctor", function () {
  this.timeout(60_000);

  it("finds no fault where there is none, in an account with a load balancer and the stack's own VPC", async () => {
    const [ec2, elb] = [new EC2(client()), new ElasticLoadBalancingV2(client())];
    const { Subnets } = await ec2.describeSubnets({});
    const { LoadBalancers } = await elb.createLoadBalancer({
      Name: "somebody-elses",
      Subnets: Subnets!.slice(0, 2).map(({ SubnetId }) => SubnetId!),
    });
    const { Vpc } = await ec2.createVpc({ CidrBlock: "10.20.128.0/20" });
    const Tags = [
      { Key: "Environment", Value: "dev" },
      { Key: "Project", Value: "migration-landing-zone" },
    ];
    await ec2.createTags({ Resources: [Vpc!.VpcId!], Tags });
    const findings = await inspectHere(projectDirectory, true);
    await ec2.deleteVpc({ VpcId: Vpc!.VpcId });
    await elb.deleteLoadBalancer({ LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn });
    expect(findings.filter(({ verdict }) => verdict === "fault")).to.deep.equal([]);
    expect(named(findings, "address range")?.verdict).to.equal("fine");
    expect(named(findings, "quota of VPCs")?.finding).to.match(
      /^\d of 5 are in use, the stack needs 1$/,
    );
    expect(named(findings, "quota of NAT gateways in a zone")?.verdict).to.equal("fine");
  });

  describe("in an account where others have what the stack needs", () => {
    let findings: readonly NamedFinding[];
    let vpcId: string;
    let customerGatewayId: string;

    before(async () => {
      const [ec2, iam] = [new EC2(client()), new IAM(client())];
      const [secrets, logs] = [new SecretsManager(client()), new CloudWatchLogs(client())];
      const RoleName = "dms-cloudwatch-logs-role";
      const SecretId = "migration-source-erp-dev";
      const groups = ["dev", "prod"].map(
        (stack) => `/aws/rds/cluster/migration-aurora-${stack}/audit`,
      );
      await iam.createRole({ RoleName, AssumeRolePolicyDocument: "{}" });
      const { Vpc } = await ec2.createVpc({ CidrBlock: "10.20.128.0/20" });
      vpcId = Vpc!.VpcId!;
      const { CustomerGateway } = await ec2.createCustomerGateway({
        ...{ Type: "ipsec.1", BgpAsn: 65010, IpAddress: "203.0.113.10" },
      });
      customerGatewayId = CustomerGateway!.CustomerGatewayId!;
      await secrets.createSecret({ Name: SecretId, SecretString: "x" });
      await secrets.deleteSecret({ SecretId });
      for (const logGroupName of groups) await logs.createLogGroup({ logGroupName });
      findings = await inspectHere();
      for (const logGroupName of groups) await logs.deleteLogGroup({ logGroupName });
      await secrets.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true });
      await ec2.deleteCustomerGateway({ CustomerGatewayId: customerGatewayId });
      await ec2.deleteVpc({ VpcId: vpcId });
      await iam.deleteRole({ RoleName });
    });

    it("names a DMS service role that is there where the stack would create it", () => {
      const found = named(findings, "role dms-cloudwatch-logs-role");
      expect(found).to.include({ verdict: "fault" });
      expect(found?.fix).to.include("dms.serviceRoles to existing");
    });

    it("names a VPC that overlaps the stack's range", () => {
      const overlapping = named(findings, "address range");
      expect(overlapping?.verdict).to.equal("warning");
      expect(overlapping?.finding).to.include(`${vpcId} (10.20.128.0/20)`);
    });

    it("names what has a name of the stack, also a secret that waits for its deletion", () => {
      expect(named(findings, "names of secrets")).to.include({
        verdict: "fault",
        finding: "taken: migration-source-erp-dev (scheduled for deletion)",
      });
      expect(named(findings, "names of log groups")?.finding).to.equal(
        "taken: /aws/rds/cluster/migration-aurora-dev/audit",
      );
      expect(named(findings, "names of buckets")?.verdict).to.equal("fine");
    });

    it("names a customer gateway with the stack's address", () => {
      const found = named(findings, "customer gateway 203.0.113.10");
      expect(found?.verdict).to.equal("warning");
      expect(found?.finding).to.include(customerGatewayId);
    });
  });

  it("looks for a VPC and for service roles that are given, and takes the VPC for no overlap", async () => {
    const ec2 = new EC2(client());
    const { Vpc } = await ec2.createVpc({ CidrBlock: "10.20.0.0/16" });
    const there = await withPatches(inVpc(Vpc!.VpcId!), {
      file: dev,
      find: "migration-landing-zone:dms:\n",
      replace: "migration-landing-zone:dms:\n    serviceRoles: existing\n",
    });
    await ec2.deleteVpc({ VpcId: Vpc!.VpcId! });
    const gone = await withPatches(inVpc(Vpc!.VpcId!));
    expect(named(there, "existing VPC")?.verdict).to.equal("fine");
    expect(named(gone, "existing VPC")?.verdict).to.equal("fault");
    expect(named(gone, "existing VPC")?.fix).to.include("network.existingVpc.id");
    expect(there.map(({ name }) => name)).to.not.include("address range");
    expect(named(there, "role dms-vpc-role")).to.include({ verdict: "fault" });
    expect(named(there, "role dms-vpc-role")?.finding).to.include("does not exist");
    expect(named(there, "role dms-vpc-role")?.fix).to.include("bootstrap/");
  });

  it("names the wrong account, and inspects nothing in it", async () => {
    const findings = await withPatches(
      { file: dev, find: "111122223333", replace: "444455556666" },
      {
        file: dev,
        find: "  migration-landing-zone:protect",
        replace:
          '  migration-landing-zone:accountId: "444455556666"\n  migration-landing-zone:protect',
      },
    );
    expect(named(findings, "account")?.finding).to.include(
      "of account 123456789012, stack dev may only go to 444455556666",
    );
    expect(named(findings, "address range")?.verdict).to.equal("not inspected");
  });

  it("names zones that the account cannot use", async () => {
    const findings = await withPatches({
      file: dev,
      find: "cidr: 10.20.0.0/16",
      replace: "cidr: 10.20.0.0/16\n    availabilityZones: [us-east-1a, us-east-1z]",
    });
    expect(named(findings, "availability zones")?.finding).to.include("cannot use us-east-1z");
    expect(named(findings, "availability zones")?.fix).to.include("us-east-1b");
  });

  it("names missing credentials, and how to get some", async () => {
    const nobody = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_PROFILE: undefined,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const findings = await withEnvironment(nobody, () =>
      inspectStack({ directory: projectDirectory, stack: "dev" }, silent),
    );
    expect(named(findings, "account")?.finding).to.include("Unable to locate credentials");
    expect(named(findings, "account")?.fix).to.include("aws sso login");
  });

  it("names an AWS CLI that is too old, and one that is not there", async () => {
    const old = join(folder, "old-aws");
    writeFileSync(old, "#!/bin/sh\necho aws-cli/1.16.0 Python/3.6.0\n");
    chmodSync(old, 0o755);
    const [tooOld, absent] = [
      await withEnvironment({ AWS_CLI: old }, () => inspectHere()),
      await withEnvironment({ AWS_CLI: join(folder, "absent") }, () => inspectHere()),
    ];
    expect(named(tooOld, "AWS CLI")?.finding).to.include("1.16.0, older than 1.32.0");
    expect(named(absent, "AWS CLI")?.finding).to.include("cannot be run");
    expect(named(absent, "AWS CLI")?.fix).to.include("Install AWS CLI 2");
  });

  it("reports every fault of the configuration, and stops there", async () => {
    const findings = await withPatches(
      { file: dev, find: "class: dms.t3.medium", replace: "class: dms.t2.micro" },
      { file: dev, find: "cidr: 10.20.0.0/16", replace: "cidr: 10.20.0.0/30" },
    );
    const configuration = findings.at(-1);
    expect(configuration?.name).to.equal("configuration of dev");
    expect(configuration?.finding).to.include("dms.t2.micro").and.to.include("10.20.0.0/30");
  });
});
