import { expect } from "chai";
import { join } from "node:path";
import { type Plan } from "@landing-zone/plan/plan";
import { planOf, projectDirectory } from "../support/engine";

const boundary = "arn:aws:iam::444455556666:policy/landing-zone-boundary";
const rolesOf = ({ resources }: Plan) =>
  resources.filter(({ type }) => type === "aws:iam/role:Role");
const bounded = (plan: Plan) =>
  rolesOf(plan).filter(({ inputs }) => inputs["permissionsBoundary"] === boundary);

describe("A landing zone by the rules of an organisation", () => {
  let plan: Plan;
  before(async function () {
    this.timeout(120_000);
    plan = await planOf({
      stack: "prod",
      config: {
        accountId: "444455556666",
        permissionsBoundaryArn: boundary,
        "database.engineVersion": "8.4.8",
        "network.onPremises.gateways[0].routing": "static",
        "network.onPremises.gateways[0].policyBased.onPremisesCidr": "192.168.0.0/16",
        "dms.serviceRoles": "create",
        "dms.migrations.followed": {
          source: "crm",
          type: "cdc",
          cdcStartPosition: "mysql-bin.000007:4",
          tables: [{ schema: "followed" }],
        },
      },
    });
  });
  const of = (type: string) => plan.resources.filter((resource) => resource.type === type);

  it("bounds every role", () => {
    expect(rolesOf(plan).length).to.be.above(8);
    expect(bounded(plan)).to.have.members(rolesOf(plan));
  });

  it("bounds every role of the bootstrap, and lets workflows make roles with the boundary only", async function () {
    this.timeout(60_000);
    const bootstrap = await planOf({
      cwd: join(projectDirectory, "bootstrap"),
      stack: "nonprod",
      config: { permissionsBoundaryArn: boundary },
    });
    expect(rolesOf(bootstrap)).to.have.lengthOf(6);
    expect(bounded(bootstrap)).to.have.members(rolesOf(bootstrap));
    const deploy = bootstrap.resources.find(
      ({ name }) => name === "github-deploy-dev-landing-zone",
    );
    const { Statement } = JSON.parse(deploy?.inputs["policy"] as string) as {
      Statement: { Action: string[]; Condition?: object }[];
    };
    const making = Statement.filter(({ Action }) => Action.includes("iam:CreateRole"));
    expect(making.map(({ Condition }) => Condition)).to.deep.equal([
      { StringEquals: { "iam:PermissionsBoundary": boundary } },
    ]);
    const actions = Statement.flatMap(({ Action }) => Action);
    expect(actions).not.to.include("iam:DeleteRolePermissionsBoundary");
  });

  it("has parameter groups of the family of its version", () => {
    const groups = [
      ...of("aws:rds/clusterParameterGroup:ClusterParameterGroup"),
      ...of("aws:rds/parameterGroup:ParameterGroup"),
    ];
    expect(groups.map(({ inputs }) => inputs["family"])).to.deep.equal([
      "aurora-mysql8.4",
      "aurora-mysql8.4",
    ]);
    const versions = [
      ...of("aws:rds/cluster:Cluster"),
      ...of("aws:rds/clusterInstance:ClusterInstance"),
    ];
    expect(new Set(versions.map(({ inputs }) => inputs["engineVersion"]))).to.have.keys(
      "8.4.mysql_aurora.8.4.8",
    );
  });

  it("agrees with a policy-based device on its one pair of ranges", () => {
    const [first, ...others] = of("aws:ec2/vpnConnection:VpnConnection");
    const vpc = of("aws:ec2/vpc:Vpc")[0]?.inputs["cidrBlock"];
    expect(first?.inputs).to.include({
      localIpv4NetworkCidr: "192.168.0.0/16",
      remoteIpv4NetworkCidr: vpc,
      staticRoutesOnly: true,
    });
    for (const { inputs } of others) expect(inputs).not.to.have.property("localIpv4NetworkCidr");
  });

  it("begins a migration of changes at the configured position", () => {
    const tasks = of("aws:dms/replicationTask:ReplicationTask");
    const positions = tasks.flatMap(({ inputs }) => inputs["cdcStartPosition"] ?? []);
    expect(positions).to.deep.equal(["mysql-bin.000007:4"]);
  });
});
