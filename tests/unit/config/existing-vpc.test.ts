import { expect } from "chai";
import { configured, faultsOf, parse, shortest } from "./example";
import { inExistingVpc } from "./existing-vpc-keys";

const at = "network.existingVpc";
const faultsWith = (changes: Record<string, unknown>, region = "us-east-1") =>
  faultsOf(configured(inExistingVpc(), changes), { region });

describe("an existing VPC", () => {
  it("takes the place of all that makes one", () => {
    const making = {
      "network.cidr": "10.20.0.0/16",
      "network.availabilityZones": 3,
      "network.natGateways": "none",
    };
    expect(faultsWith({})).to.deep.equal([]);
    expect(faultsWith(making)).to.deep.equal(
      ['cidr: "10.20.0.0/16"', "availabilityZones: 3", 'natGateways: "none"'].map(
        (key) => `network.${key} applies only to a new VPC; leave it out with existingVpc`,
      ),
    );
  });

  it("is not allowed beside a range with a fault of its own either", () => {
    const lines = faultsWith({ "network.cidr": "10.20.0.0/28" });
    expect(lines[0]).to.match(/^network\.cidr: "10\.20\.0\.0\/28" is not allowed; /);
    expect(lines[1]).to.equal(
      "network.cidr: applies only to a new VPC; leave it out with existingVpc",
    );
  });

  it("is required where no range is given to make one", () => {
    expect(faultsOf(configured(shortest(), { "network.cidr": undefined }))).to.deep.equal([
      "network: has neither cidr nor existingVpc; exactly one of them is required",
    ]);
  });

  it("fails for zones of another region, and needs no well-known zones", () => {
    expect(faultsWith({}, "us-west-2")).to.include(
      `${at}.zones.us-east-1a: "us-east-1a" is not a zone of us-west-2, the stack's region`,
    );
    const { zones } = (inExistingVpc()["network"] as { existingVpc: { zones: object } })
      .existingVpc;
    const renamed = Object.fromEntries(
      Object.values(zones).map((zone, index) => [`us-west-1${"ac"[index]}`, zone] as const),
    );
    expect(faultsWith({ [`${at}.zones`]: renamed }, "us-west-1")).to.deep.equal([]);
  });

  it("fails for something that is no zone", () => {
    const [line] = faultsWith({ [`${at}.zones.a`]: {} });
    expect(line).to.equal(
      `${at}.zones.a: "a" is not allowed; the name of an availability zone, for example us-east-1a`,
    );
  });

  it("fails for a subnet that is given twice", () => {
    const subnetId = "subnet-0a1b2c3d4e5f60701";
    expect(faultsWith({ [`${at}.zones.us-east-1b.database.subnetId`]: subnetId })).to.deep.equal([
      `${at}.zones.us-east-1b.database.subnetId: "${subnetId}" is given twice; each once`,
    ]);
  });

  it("fails for a route table of two tiers, and lets zones share one", () => {
    const routeTableId = "rtb-0a1b2c3d4e5f60701";
    const shared = { [`${at}.zones.us-east-1b.database.routeTableId`]: routeTableId };
    expect(faultsWith(shared)).to.deep.equal([
      `${at}.zones.us-east-1b.database.routeTableId: "${routeTableId}" is that of public subnets too; database subnets have tables of their own`,
    ]);
  });

  it("may have its way to the data centre already", () => {
    expect(faultsWith({ "network.onPremises": { cidrs: ["192.168.10.0/24"] } })).to.deep.equal([]);
  });

  it("keeps the order of its zones", () => {
    const { network } = parse(inExistingVpc());
    expect(Object.keys(network.existingVpc!.zones)).to.deep.equal(["us-east-1a", "us-east-1b"]);
  });
});
