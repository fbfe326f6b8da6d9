import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type LandingZoneConfig } from "../../config/parse";
import { messageOf } from "@landing-zone/plan/errors";
import { type Finding } from "@landing-zone/doctor/finding";
import { quotaInspections } from "@landing-zone/doctor/quotas";
import { AwsCli } from "../../checks/aws-cli";
import { configured, parse, spacious } from "../unit/config/example";

const tree = configured(spacious(), { "network.natGateways": "perAz" });
const config = parse(tree);
const quotaOf = (value: number) => ({ Quota: { Value: value } });
const own = [
  { Key: "Environment", Value: "dev" },
  { Key: "Project", Value: "migration-landing-zone" },
];
const region = "us-east-1";

describe("The quotas that the doctor looks at", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quotas-"));
    const aws = join(folder, "aws");
    // One file for the answer of each command; Service Quotas is asked for a code.
    writeFileSync(
      aws,
      `#!/bin/sh
file="${folder}/$1.$2"
[ "$1" != service-quotas ] || file="$file.$6"
[ -f "$file" ] && exec cat "$file"
[ "$1" = service-quotas ] && { echo NoSuchResourceException >&2; exit 255; }
echo '{ "Vpcs": [], "Addresses": [], "NatGateways": [], "Subnets": [], "VpcEndpoints": [],
  "CustomerGateways": [], "VpnConnections": [], "VpnGateways": [], "DBClusters": [], "DBInstances": [],
  "ReplicationInstances": [], "Endpoints": [], "ReplicationTasks": [], "LoadBalancers": [],
  "DBClusterParameterGroups": [], "DBParameterGroups": [], "DBSubnetGroups": [], "TargetGroups": [],
  "EventSubscriptionsList": [], "resourcePolicies": [], "WebACLs": [], "Keys": [], "SecretList": [],
  "SummaryMap": {} }'
`,
    );
    chmodSync(aws, 0o755);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const answers = (file: string, content: unknown) => {
    writeFileSync(join(folder, file), JSON.stringify(content));
  };

  const inspections = (of: LandingZoneConfig) =>
    quotaInspections({
      stack: "dev",
      config: of,
      aws: new AwsCli({ region, executable: join(folder, "aws") }),
    });

  async function quota(name: string, of = config): Promise<Finding | undefined> {
    return inspections(of)
      .find((inspection) => inspection.name === `quota of ${name}`)
      ?.inspect();
  }

  it("are those that the stack uses, each with the amount it needs", async () => {
    const asked = inspections(config).map(async ({ name, inspect }) => [
      name.replace("quota of ", ""),
      (await inspect()).finding.replace(/^0 of /, ""),
    ]);
    const needs = (limit: number, needed: number) =>
      `${limit} are in use, the stack needs ${needed}`;
    expect(Object.fromEntries(await Promise.all(asked))).to.deep.equal({
      VPCs: needs(5, 1),
      "Elastic IP addresses": needs(5, 2),
      "NAT gateways in a zone": needs(5, 1),
      "gateway endpoints": needs(20, 1),
      "customer gateways": needs(50, 1),
      "VPN connections": needs(50, 1),
      "virtual private gateways": needs(5, 1),
      "Aurora clusters": needs(40, 1),
      "database instances": needs(40, 15),
      "cluster parameter groups": needs(50, 1),
      "parameter groups": needs(50, 1),
      "DB subnet groups": needs(50, 1),
      "event subscriptions of RDS": needs(20, 4),
      "replication instances": needs(60, 1),
      "DMS endpoints": needs(1000, 2),
      "replication tasks": needs(600, 1),
      "application load balancers": needs(50, 1),
      "target groups": needs(3000, 1),
      "resource policies of CloudWatch Logs": needs(10, 1),
      "rules of a security group in one direction": needs(60, 8),
      "regional web ACLs": needs(100, 1),
      "capacity units of a regional web ACL": needs(1500, 1127),
      roles: needs(1000, 10),
      "KMS keys": needs(100_000, 2),
      secrets: needs(500_000, 3),
    });
    const shut = parse(
      configured(tree, { "network.natGateways": "none", "network.onPremises": undefined }),
    );
    expect(inspections(shut).map(({ name }) => name))
      .to.include("quota of VPCs")
      .and.not.include.members(["quota of Elastic IP addresses", "quota of VPN connections"]);
  });

  it("are a fault with another way out where AWS raises them for nobody", async () => {
    const policies = Array.from({ length: 10 }, (_, n) => ({ policyName: `other-${n}` }));
    answers("logs.describe-resource-policies", { resourcePolicies: policies });
    const found = await quota("resource policies of CloudWatch Logs");
    expect(found).to.deep.include({
      verdict: "fault",
      finding: "10 of 10 are in use, the stack needs 1",
    });
    expect(found?.fix).to.match(/^AWS never raises this quota: delete policies/);
  });

  it("are a fault where the stack does not fit in, with how to get more", async () => {
    answers("ec2.describe-addresses", { Addresses: [{}, {}, {}, {}] });
    const found = await quota("Elastic IP addresses");
    expect(found).to.deep.include({
      verdict: "fault",
      finding: "4 of 5 are in use, the stack needs 2",
    });
    expect(found?.fix).to.include(
      "aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region us-east-1",
    );
    expect(found?.fix).to.include("network.natGateways to single");
  });

  it("of IAM are what IAM reports, for the whole account", async () => {
    answers("iam.get-account-summary", { SummaryMap: { Roles: 4_995, RolesQuota: 5_000 } });
    const found = await quota("roles");
    expect(found?.finding).to.equal("4995 of 5000 are in use, the stack needs 10");
    expect(found?.fix).to.match(/--service-code iam .* --region us-east-1\.$/);
  });

  it("count the address ranges of a security group", async () => {
    const allowedCidrs = Array.from({ length: 31 }, (_, n) => `203.0.113.${n}/32`);
    const wide = parse(configured(tree, { "edge.allowedCidrs": allowedCidrs }));
    const found = await quota("rules of a security group in one direction", wide);
    expect(found?.finding).to.equal("0 of 60 are in use, the stack needs 62");
    expect(found?.fix).to.include("edge.allowedCidrs");
  });

  it("leave out the web ACLs and secrets of the stack", async () => {
    answers("wafv2.list-web-acls", {
      WebACLs: [{ Name: "migration-edge-dev" }, { Name: "migration-edge-prod" }],
    });
    answers("secretsmanager.list-secrets", {
      SecretList: [{ Name: "migration-target-dev", Tags: own }, { Name: "others" }],
    });
    expect((await quota("regional web ACLs"))?.finding).to.match(/^1 of 100/);
    expect((await quota("secrets"))?.finding).to.match(/^1 of 500000/);
  });

  it("are what Service Quotas says, also when the account has more than others", async () => {
    answers("ec2.describe-addresses", { Addresses: [{}, {}, {}, {}] });
    answers("service-quotas.get-service-quota.L-0263D0A3", quotaOf(6));
    expect((await quota("Elastic IP addresses"))?.verdict).to.equal("fine");
  });

  it("leave out what is the stack's own, and what is gone", async () => {
    answers("ec2.describe-vpn-connections", {
      VpnConnections: [{ Tags: own }, { State: "deleted" }, { State: "available" }],
    });
    answers("rds.describe-db-clusters", { DBClusters: [{ TagList: own }, { TagList: [] }] });
    answers("dms.describe-endpoints", {
      Endpoints: [
        { EndpointIdentifier: "migration-source-erp-dev" },
        { EndpointIdentifier: "migration-source-erp-prod" },
        { EndpointIdentifier: "others-dev" },
      ],
    });
    expect((await quota("VPN connections"))?.finding).to.match(/^1 of 50/);
    expect((await quota("Aurora clusters"))?.finding).to.match(/^1 of 40/);
    expect((await quota("DMS endpoints"))?.finding).to.match(/^2 of 1000/);
  });

  it("count by zone, and by kind, where AWS does", async () => {
    const subnet = (zone: string) => ({ SubnetId: `subnet-${zone}`, AvailabilityZone: zone });
    const gateway = (zone: string) => ({ SubnetId: `subnet-${zone}`, State: "available" });
    const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
    answers("ec2.describe-subnets", { Subnets: zones.map(subnet) });
    answers("ec2.describe-nat-gateways", {
      NatGateways: ["us-east-1a", ...Array<string>(5).fill("us-east-1b"), ...zones].map(gateway),
    });
    answers("ec2.describe-vpc-endpoints", {
      VpcEndpoints: [{ VpcEndpointType: "Gateway" }, { VpcEndpointType: "Interface" }],
    });
    answers("elbv2.describe-load-balancers", {
      LoadBalancers: [{ Type: "network" }, { Type: "application" }, { Type: "application" }],
    });
    const inZone = await quota("NAT gateways in a zone");
    expect(inZone).to.deep.include({ finding: "6 of 5 are in use, the stack needs 1" });
    const single = parse(configured(tree, { "network.natGateways": "single" }));
    expect((await quota("NAT gateways in a zone", single))?.finding).to.match(/^2 of 5/);
    expect((await quota("gateway endpoints"))?.finding).to.match(/^1 of 20/);
    expect((await quota("application load balancers"))?.finding).to.match(/^2 of 50/);
  });

  it("reject, with the command, when AWS refuses to tell them", async () => {
    writeFileSync(join(folder, "aws"), "#!/bin/sh\necho AccessDenied >&2; exit 255\n");
    const refused = await quota("VPCs").then(String, messageOf);
    expect(refused).to.include("AccessDenied").and.include("us-east-1");
  });
});
