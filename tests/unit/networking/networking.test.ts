import { expect } from "chai";
import { Networking, type NetworkingArgs } from "../../../components/networking";
import { commonArgs, logsKeyArn } from "../../support/component-args";
import { promiseOf, record } from "../../support/mocks";
import { onPremises } from "./on-premises-network";

const zones = ["us-east-1a", "us-east-1b"];
const args: NetworkingArgs = {
  ...commonArgs,
  cidr: "10.20.0.0/16",
  zones,
  natGateways: "single",
  flowLogRetentionDays: 7,
  onPremises,
  publicReachesOnPremises: false,
  logsKeyArn,
};

/** awsx's answers: one route table per subnet, zone by zone, public, private, database. */
const vpcOutputs = {
  vpcId: "vpc-1",
  publicSubnetIds: ["public-1", "public-2"],
  publicSubnets: [{ id: "public-1" }, { id: "public-2" }],
  isolatedSubnetIds: ["private-1", "database-1", "private-2", "database-2"],
  routeTables: zones.flatMap((_, zone) =>
    ["public", "private", "database"].map((tier) => ({ id: `rtb-${tier}-${zone + 1}` })),
  ),
};

const deploy = (changes: Partial<NetworkingArgs> = {}, outputs: object = {}) =>
  record(() => new Networking("network", { ...args, ...changes }), {
    outputs: { "awsx:ec2:Vpc": () => ({ ...vpcOutputs, ...outputs }) },
  });

const innerRouteTables = ["rtb-private-1", "rtb-database-1", "rtb-private-2", "rtb-database-2"];

describe("Networking", () => {
  it("logs all traffic of the VPC to an encrypted group with the configured retention", async () => {
    const { recording } = await deploy();
    const flowLog = recording.one("aws:ec2/flowLog:FlowLog");
    const group = recording.one("aws:cloudwatch/logGroup:LogGroup", "network-flow-logs");
    expect(flowLog.inputs).to.include({ vpcId: "vpc-1", trafficType: "ALL" });
    expect(flowLog.dependencies).to.include(group.urn);
    expect(group.inputs).to.include({ retentionInDays: 7, kmsKeyId: logsKeyArn });
  });

  it("empties the default security group", async () => {
    const { recording } = await deploy();
    expect(
      recording.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").inputs,
    ).to.deep.include({
      vpcId: "vpc-1",
      ingress: [],
      egress: [],
    });
  });

  it("reaches Secrets Manager, KMS, the logs, STS and RDS privately, and S3 by the inner route tables", async () => {
    const { recording } = await deploy();
    const endpoints = recording.of("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs);
    const services = (type: string) =>
      endpoints.filter((it) => it["vpcEndpointType"] === type).map((it) => it["serviceName"]);
    expect(services("Interface")).to.have.members(
      ["secretsmanager", "kms", "logs", "sts", "rds"].map(
        (service) => `com.amazonaws.us-east-1.${service}`,
      ),
    );
    expect(services("Gateway")).to.deep.equal(["com.amazonaws.us-east-1.s3"]);
    const gateway = endpoints.find((it) => it["vpcEndpointType"] === "Gateway");
    expect(gateway?.["routeTableIds"]).to.have.members(innerRouteTables);
  });

  it("lets only principals of the own account use the endpoints, and anybody read image layers of ECR", async () => {
    const { recording } = await deploy();
    for (const { inputs } of recording.of("aws:ec2/vpcEndpoint:VpcEndpoint")) {
      const policy = JSON.parse(inputs["policy"] as string) as { Statement: object[] };
      const [ownAccount, ...others] = policy.Statement;
      expect(ownAccount).to.deep.include({
        Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
      });
      const layers = {
        Sid: "ImageLayers",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
      };
      expect(others).to.deep.equal(inputs["vpcEndpointType"] === "Gateway" ? [layers] : []);
    }
  });

  it("routes the public subnets there too when a load balancer in them needs it", async () => {
    const { recording } = await deploy({ publicReachesOnPremises: true });
    const propagated = recording.of(
      "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
    );
    expect(propagated.map(({ inputs }) => inputs["routeTableId"])).to.have.members([
      ...innerRouteTables,
      "rtb-public-1",
      "rtb-public-2",
    ]);
  });

  it("makes nothing of a VPN when there is no data centre", async () => {
    const { recording, result } = await deploy({ onPremises: undefined });
    expect(recording.all.filter(({ type }) => /vpn|customerGateway/i.test(type))).to.deep.equal([]);
    expect(result.vpnConnectionIds).to.deep.equal([]);
    expect(result.vpnTunnelAddresses).to.deep.equal([]);
  });

  it("tells private from database subnets, which awsx lists together", async () => {
    const { result } = await deploy();
    expect(await promiseOf(result.privateSubnetIds)).to.deep.equal(["private-1", "private-2"]);
    expect(await promiseOf(result.databaseSubnetIds)).to.deep.equal(["database-1", "database-2"]);
  });

  it("has no NAT gateway and no way to one where none is wanted", async () => {
    const { recording, result } = await deploy({ natGateways: "none" });
    expect(result.natGatewayIds).to.deep.equal([]);
    expect(
      recording.all.filter(({ type }) => /:(?:NatGateway|Eip|Route)$/.test(type)),
    ).to.deep.equal([]);
  });

  for (const { natGateways, subnets, gateways } of [
    { natGateways: "single", subnets: ["public-1"], gateways: ["nat-1", "nat-1"] },
    { natGateways: "perAz", subnets: ["public-1", "public-2"], gateways: ["nat-1", "nat-2"] },
  ] as const) {
    it(`leads the private subnets to ${subnets.length} NAT gateway(s) in public ones`, async () => {
      const { recording, result } = await deploy({ natGateways });
      const made = recording.of("aws:ec2/natGateway:NatGateway").map(({ inputs }) => inputs);
      expect(made.map((it) => it["subnetId"])).to.deep.equal(subnets);
      expect(await Promise.all(result.natGatewayIds.map((id) => promiseOf(id)))).to.deep.equal(
        [...new Set(gateways)].map((gateway) => `network-${gateway}-id`),
      );
      const routes = recording.of("aws:ec2/route:Route").map(({ inputs }) => inputs);
      expect(routes).to.deep.equal(
        gateways.map((gateway, index) => ({
          routeTableId: `rtb-private-${index + 1}`,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: `network-${gateway}-id`,
        })),
      );
    });
  }

  it("has awsx make no NAT gateway, for which all else would wait", async () => {
    const { recording } = await deploy({ natGateways: "perAz" });
    const { inputs } = recording.one("awsx:ec2:Vpc");
    expect(inputs["natGateways"]).to.deep.equal({ strategy: "None" });
  });
});
