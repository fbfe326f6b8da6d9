import { expect } from "chai";
import { Networking, type NetworkingArgs } from "../../../components/networking";
import type { ExistingVpc } from "../../../lib/settings/existing-vpc";
import { commonArgs, logsKeyArn } from "../../support/component-args";
import { promiseOf, record } from "../../support/mocks";
import { onPremises } from "./on-premises-network";

const zone = (letter: string) => ({
  public: { subnetId: `subnet-public-${letter}`, routeTableId: "rtb-public" },
  private: { subnetId: `subnet-private-${letter}`, routeTableId: `rtb-private-${letter}` },
  database: { subnetId: `subnet-database-${letter}`, routeTableId: "rtb-database" },
});
const existingVpc: ExistingVpc = {
  id: "vpc-given",
  zones: { "us-east-1a": zone("a"), "us-east-1b": zone("b") },
};
const subnets = Object.entries(existingVpc.zones).flatMap(([name, tiers]) =>
  Object.values(tiers).map((it) => ({ ...it, zone: name })),
);
const args: NetworkingArgs = {
  ...commonArgs,
  existingVpc,
  zones: Object.keys(existingVpc.zones),
  natGateways: "single",
  flowLogRetentionDays: 7,
  publicReachesOnPremises: false,
  logsKeyArn,
};

type Answer = (inputs: Record<string, unknown>) => Record<string, unknown>;

/** AWS, where the VPC is as it has to be. */
const answers: Readonly<Record<string, Answer>> = {
  "aws:ec2/getVpcs:getVpcs": () => ({ ids: ["vpc-given"] }),
  "aws:ec2/getSubnets:getSubnets": () => ({ ids: subnets.map(({ subnetId }) => subnetId) }),
  "aws:ec2/getRouteTables:getRouteTables": () => ({
    ids: subnets.map(({ routeTableId }) => routeTableId),
  }),
  "aws:ec2/getSecurityGroups:getSecurityGroups": () => ({ ids: ["sg-endpoints"] }),
  "aws:ec2/getVpc:getVpc": () => ({
    cidrBlockAssociations: [{ cidrBlock: "10.60.0.0/16" }],
    enableDnsSupport: true,
    enableDnsHostnames: true,
  }),
  "aws:ec2/getSubnet:getSubnet": ({ id }) => ({
    availabilityZone: subnets.find(({ subnetId }) => subnetId === id)?.zone,
    cidrBlock: "10.60.0.0/24",
    mapPublicIpOnLaunch: false,
  }),
  "aws:ec2/getRouteTable:getRouteTable": ({ routeTableId }) => ({
    associations: subnets.filter((it) => it.routeTableId === routeTableId),
    routes: routeTableId === "rtb-public" ? [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] : [],
  }),
};

const deploy = (changes: Partial<NetworkingArgs> = {}) =>
  record(() => new Networking("network", { ...args, ...changes }), { calls: answers });

describe("Networking in a VPC that exists", () => {
  it("gives out its subnets by tier, in the order of the zones", async () => {
    const { result } = await deploy();
    expect(await promiseOf(result.vpcId)).to.equal("vpc-given");
    for (const tier of ["public", "private", "database"] as const) {
      expect(await promiseOf(result[`${tier}SubnetIds`])).to.deep.equal(
        ["a", "b"].map((letter) => `subnet-${tier}-${letter}`),
      );
    }
  });

  it("makes nothing that the VPC has, and leaves its default group alone", async () => {
    const { recording, result } = await deploy();
    const own = /:(?:Vpc|Subnet|RouteTable|InternetGateway|NatGateway|Eip|DefaultSecurityGroup)$/;
    expect(recording.all.filter(({ type }) => own.test(type))).to.deep.equal([]);
    expect(result.natGatewayIds).to.deep.equal([]);
    expect(result.defaultSecurityGroupId).to.equal(undefined);
    expect(result.vpcManagedBy).to.equal("owner");
  });

  it("still logs all its traffic", async () => {
    const { recording } = await deploy();
    expect(recording.one("aws:ec2/flowLog:FlowLog").inputs).to.include({
      vpcId: "vpc-given",
      trafficType: "ALL",
    });
  });

  it("makes private endpoints in it, S3 by each inner route table once", async () => {
    const { recording } = await deploy();
    const endpoints = recording.of("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs);
    const gateway = endpoints.find((it) => it["vpcEndpointType"] === "Gateway");
    expect(gateway?.["routeTableIds"]).to.have.members([
      "rtb-private-a",
      "rtb-private-b",
      "rtb-database",
    ]);
    for (const it of endpoints) expect(it["vpcId"]).to.equal("vpc-given");
  });

  it("uses the private endpoints that it has", async () => {
    const endpoints = { securityGroupId: "sg-endpoints", s3PrefixListId: "pl-s3" };
    const { recording, result } = await deploy({ existingVpc: { ...existingVpc, endpoints } });
    expect(recording.of("aws:ec2/vpcEndpoint:VpcEndpoint")).to.deep.equal([]);
    expect(result.endpointIds).to.equal(undefined);
    expect(await promiseOf(result.endpointSecurityGroupId)).to.equal("sg-endpoints");
    expect(await promiseOf(result.s3PrefixListId)).to.equal("pl-s3");
  });

  it("connects it to the data centre, by each route table once", async () => {
    const { recording } = await deploy({ onPremises });
    expect(recording.one("aws:ec2/vpnGateway:VpnGateway").inputs).to.include({
      vpcId: "vpc-given",
    });
    const type = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation";
    expect(recording.of(type).map(({ inputs }) => inputs["routeTableId"])).to.have.members([
      "rtb-private-a",
      "rtb-private-b",
      "rtb-database",
    ]);
  });

  it("makes no way to a data centre that it is connected to already", async () => {
    const { recording } = await deploy({ onPremises: { cidrs: onPremises.cidrs } });
    const ways = recording.all.filter(({ type }) => /vpn|transit|customerGateway/i.test(type));
    expect(ways).to.deep.equal([]);
  });

  it("is either given a VPC or a range to make one in", () => {
    for (const wrong of [{ cidr: "10.20.0.0/16" }, { existingVpc: undefined }]) {
      expect(() => new Networking("network", { ...args, ...wrong })).to.throw(
        "either cidr, or existingVpc",
      );
    }
  });
});
