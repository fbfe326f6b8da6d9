import { expect } from "chai";
import { type Facts, unsuitableResources, missingResources } from "../../../lib/existing-vpc";
import type { ExistingVpc } from "../../../lib/settings/existing-vpc";

const zone = (letter: string) => ({
  public: { subnetId: `public-${letter}`, routeTableId: "rtb-public" },
  private: { subnetId: `private-${letter}`, routeTableId: `rtb-private-${letter}` },
  database: { subnetId: `database-${letter}`, routeTableId: "rtb-database" },
});
const given: ExistingVpc = {
  id: "vpc-1",
  zones: { "us-east-1a": zone("a"), "us-east-1b": zone("b") },
};

const inZone = (letter: string, third: number) =>
  Object.fromEntries(
    ["public", "private", "database"].map((tier, index) => [
      `${tier}-${letter}`,
      {
        availabilityZone: `us-east-1${letter}`,
        cidrBlock: `10.60.${third + index}.0/27`,
        mapPublicIpOnLaunch: false,
      },
    ]),
  );
const route = (changes: object) => ({
  cidrBlock: "0.0.0.0/0",
  gatewayId: "",
  natGatewayId: "",
  egressOnlyGatewayId: "",
  ...changes,
});
const toNat = route({ natGatewayId: "nat-1" });
const toInternet = route({ gatewayId: "igw-1" });
const toDataCentre = route({ cidrBlock: "192.168.10.0/24", gatewayId: "vgw-1" });

const fitting: Facts = {
  vpc: { cidrs: ["10.60.0.0/16"], enableDnsSupport: true, enableDnsHostnames: true },
  subnets: { ...inZone("a", 0), ...inZone("b", 16) },
  routeTables: {
    "rtb-public": { subnetIds: ["public-a", "public-b"], routes: [toInternet] },
    "rtb-private-a": { subnetIds: ["private-a"], routes: [toNat, toDataCentre] },
    "rtb-private-b": { subnetIds: ["private-b"], routes: [] },
    "rtb-database": { subnetIds: ["database-a", "database-b"], routes: [toDataCentre] },
  },
};

const withVpc = (changes: Partial<Facts["vpc"]>): Facts => ({
  ...fitting,
  vpc: { ...fitting.vpc, ...changes },
});
const withSubnet = (id: string, changes: Partial<Facts["subnets"][string]>): Facts => ({
  ...fitting,
  subnets: { ...fitting.subnets, [id]: { ...fitting.subnets[id]!, ...changes } },
});
const withTable = (id: string, changes: Partial<Facts["routeTables"][string]>): Facts => ({
  ...fitting,
  routeTables: { ...fitting.routeTables, [id]: { ...fitting.routeTables[id]!, ...changes } },
});

const at = "network.existingVpc";
const dataCentre = ["192.168.10.0/24"];

describe("What is given as an existing VPC", () => {
  const present = {
    vpcIds: ["vpc-1"],
    subnetIds: Object.keys(fitting.subnets),
    routeTableIds: Object.keys(fitting.routeTables),
    securityGroupIds: ["sg-1"],
  };
  const endpoints = { securityGroupId: "sg-1", s3PrefixListId: "pl-1" };

  it("is accepted when all of it is there", () => {
    expect(missingResources(given, present)).to.deep.equal([]);
    expect(missingResources({ ...given, endpoints }, present)).to.deep.equal([]);
  });

  it("is refused as a whole when there is no such VPC", () => {
    const empty = { vpcIds: [], subnetIds: [], routeTableIds: [], securityGroupIds: [] };
    expect(missingResources(given, empty)).to.deep.equal([
      `${at}.id: "vpc-1" is not a VPC of this account and region; expected one that is`,
    ]);
  });

  it("is refused for each part of another VPC", () => {
    const others = {
      ...present,
      subnetIds: present.subnetIds.filter((id) => id !== "private-b"),
      routeTableIds: present.routeTableIds.filter((id) => id !== "rtb-private-b"),
      securityGroupIds: [],
    };
    const zoneB = `${at}.zones.us-east-1b`;
    expect(missingResources({ ...given, endpoints }, others)).to.deep.equal([
      `${zoneB}.private.subnetId: "private-b" is not a subnet of vpc-1; expected one of that VPC`,
      `${zoneB}.private.routeTableId: "rtb-private-b" is not a route table of vpc-1; expected one of that VPC`,
      `${at}.endpoints.securityGroupId: "sg-1" is not a security group of vpc-1; expected one of that VPC`,
    ]);
  });
});

describe("An existing VPC", () => {
  const zoneA = `${at}.zones.us-east-1a`;

  it("fits with one table for all databases, and with NAT or nothing for the private subnets", () => {
    expect(unsuitableResources(given, fitting, dataCentre)).to.deep.equal([]);
  });

  for (const { title, facts, lines } of [
    {
      title: "it answers no names, or gives none",
      facts: withVpc({ enableDnsSupport: false, enableDnsHostnames: false }),
      lines: ["enableDnsSupport", "enableDnsHostnames"].map(
        (name) => `${at}.id: "vpc-1" does not fit: it has ${name} off; on, for private endpoints`,
      ),
    },
    {
      title: "one of its ranges is the data centre's too",
      facts: withVpc({ cidrs: ["10.60.0.0/16", "192.168.0.0/20"] }),
      lines: [
        `${at}.id: "vpc-1" does not fit: its 192.168.0.0/20 overlaps network.onPremises.cidrs 192.168.10.0/24; no address in common`,
      ],
    },
    {
      title: "a subnet is in another zone",
      facts: withSubnet("database-a", { availabilityZone: "us-east-1b" }),
      lines: [`${zoneA}.database.subnetId: "database-a" is in us-east-1b; one in us-east-1a`],
    },
    {
      title: "a subnet gives out public addresses",
      facts: withSubnet("public-a", { mapPublicIpOnLaunch: true }),
      lines: [
        `${zoneA}.public.subnetId: "public-a" gives everything in it a public address; one with mapPublicIpOnLaunch off`,
      ],
    },
    {
      title: "a public subnet is too small for a load balancer",
      facts: withSubnet("public-a", { cidrBlock: "10.60.0.0/28" }),
      lines: [
        `${zoneA}.public.subnetId: "public-a" is 10.60.0.0/28, too small for a load balancer; /27 or larger`,
      ],
    },
    {
      title: "a subnet uses the main route table",
      facts: withTable("rtb-private-a", { subnetIds: [] }),
      lines: [
        `${zoneA}.private.routeTableId: "rtb-private-a" is not associated with private-a; the subnet's own, not the main one by default`,
      ],
    },
    {
      title: "public subnets have no internet gateway",
      facts: withTable("rtb-public", { routes: [toNat] }),
      lines: ["a", "b"].map(
        (letter) =>
          `${at}.zones.us-east-1${letter}.public.routeTableId: "rtb-public" has no route from 0.0.0.0/0 to an internet gateway; one that has`,
      ),
    },
    {
      title: "a private subnet leads to an internet gateway",
      facts: withTable("rtb-private-a", { routes: [toInternet] }),
      lines: [
        `${zoneA}.private.routeTableId: "rtb-private-a" leads to an internet gateway; NAT at most`,
      ],
    },
  ]) {
    it(`does not fit when ${title}`, () => {
      expect(unsuitableResources(given, facts, dataCentre)).to.deep.equal(lines);
    });
  }

  for (const out of [toInternet, toNat, route({ egressOnlyGatewayId: "eigw-1" })]) {
    it(`does not fit when databases have a way out: ${JSON.stringify(out)}`, () => {
      const lines = unsuitableResources(
        given,
        withTable("rtb-database", { routes: [out] }),
        dataCentre,
      );
      expect(lines).to.have.length(2);
      expect(lines[0]).to.equal(
        `${zoneA}.database.routeTableId: "rtb-database" leads out to the internet; one without any way there`,
      );
    });
  }
});
