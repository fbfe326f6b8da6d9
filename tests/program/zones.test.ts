import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { awsResources } from "@landing-zone/aws-emulator/emulated-provider/handlers/index";
import { planOf } from "../support/engine";

/** The lists of subnets and route tables, which grow by those of the new zone. */
const growing: Readonly<Record<string, readonly string[]>> = {
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": ["subnetIds"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["subnetIds", "routeTableIds"],
  "aws:lb/loadBalancer:LoadBalancer": ["subnets"],
  "aws:rds/subnetGroup:SubnetGroup": ["subnetIds"],
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": ["parameters"],
};

const ofThirdZone = /^network-(?:nat|vpc-(?:public|private|database))-3$/;

/** The unchanged dev stack, which has two zones and a single NAT gateway. */
function withZones(availabilityZones: number, natGateways: string): Promise<Plan> {
  if (availabilityZones === 2 && natGateways === "single") return planOf();
  return planOf({
    config: { "network.availabilityZones": availabilityZones, "network.natGateways": natGateways },
  });
}

/** The inputs but those that may grow. */
function fixed({ type, inputs }: PlannedResource): object {
  const others = Object.entries(inputs).filter(([key]) => !growing[type]?.includes(key));
  return Object.fromEntries(others);
}

for (const natGateways of ["none", "single", "perAz"]) {
  describe(`A third zone with NAT gateways: ${natGateways}`, function () {
    this.timeout(120_000);
    let two: Plan;
    let three: Plan;
    const after = (resource: PlannedResource) =>
      three.resources.find(({ urn }) => urn === resource.urn);

    before(async () => {
      [two, three] = await Promise.all([withZones(2, natGateways), withZones(3, natGateways)]);
    });

    it("leaves every resource where it is and as it is, but for lists of subnets", () => {
      for (const resource of two.resources) {
        const same = after(resource);
        expect(same, `${resource.urn} is gone`).not.to.equal(undefined);
        expect(fixed(same!), resource.urn).to.deep.equal(fixed(resource));
        expect(same!.options, resource.urn).to.deep.equal(resource.options);
        expect(same!.parent, resource.urn).to.equal(resource.parent);
      }
    });

    it("lengthens those lists, which AWS changes in place", () => {
      for (const resource of two.resources) {
        for (const property of growing[resource.type] ?? []) {
          const sources = resource.propertyDependencies[property] ?? [];
          expect(after(resource)!.propertyDependencies[property] ?? []).to.include.members(sources);
          const { replaceOn } = awsResources[resource.type]!;
          expect(replaceOn, resource.type).to.be.an("array").that.does.not.include(property);
        }
      }
    });

    it("adds what the zone has of its own, and nothing else", () => {
      const before = new Set(two.resources.map(({ urn }) => urn));
      const added = three.resources.filter(({ urn }) => !before.has(urn));
      const names = added.map(({ name }) => name);
      const others = names.filter((name) => !ofThirdZone.test(name));
      const nat = natGateways === "perAz" ? ["observability-nat-3-port-allocation-warning"] : [];
      expect(others).to.have.members(["network-vpn-private-3", "network-vpn-database-3", ...nat]);
      const subnets = added.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
      expect(subnets).to.have.length(3);
    });
  });
}
