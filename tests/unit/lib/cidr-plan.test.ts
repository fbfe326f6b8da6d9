import { expect } from "chai";
import { containsCidr, overlapCidr, parseCidr } from "cidr-tools";
import fc from "fast-check";
import { planSubnets } from "../../../lib/cidr-plan";

/** Any network of /16 to /20, by its address and its prefix. */
const vpcs = fc
  .tuple(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 0, max: 0xffff_ffff }))
  .map(([prefix, address]) => {
    const first = address - (address % 2 ** (32 - prefix));
    const octets = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255);
    return `${octets.join(".")}/${prefix}`;
  });
const zoneCounts = fc.integer({ min: 1, max: 4 });
const all = (cidr: string, zones: number) => {
  const plan = planSubnets(cidr, zones);
  return [...plan.public, ...plan.private, ...plan.database];
};

describe("planSubnets", () => {
  it("divides 10.20.0.0/16 as documented", () => {
    expect(planSubnets("10.20.0.0/16", 2)).to.deep.equal({
      private: ["10.20.0.0/19", "10.20.64.0/19"],
      public: ["10.20.32.0/21", "10.20.96.0/21"],
      database: ["10.20.40.0/21", "10.20.104.0/21"],
    });
  });

  it("gives each zone one subnet of each tier", () => {
    fc.assert(
      fc.property(vpcs, zoneCounts, (cidr, zones) => {
        const plan = planSubnets(cidr, zones);
        expect(plan.public).to.have.length(zones);
        expect(plan.private).to.have.length(zones);
        expect(plan.database).to.have.length(zones);
      }),
    );
  });

  it("keeps every subnet inside the VPC", () => {
    fc.assert(
      fc.property(vpcs, zoneCounts, (cidr, zones) => {
        expect(all(cidr, zones).filter((subnet) => !containsCidr(cidr, subnet))).to.deep.equal([]);
      }),
    );
  });

  it("keeps subnets apart", () => {
    fc.assert(
      fc.property(vpcs, (cidr) => {
        const subnets = all(cidr, 4);
        const clashes = subnets.filter((a, index) =>
          subnets.slice(index + 1).some((b) => overlapCidr(a, b)),
        );
        expect(clashes).to.deep.equal([]);
      }),
    );
  });

  it("starts every subnet at a network address and makes none smaller than AWS allows", () => {
    fc.assert(
      fc.property(vpcs, (cidr) => {
        for (const subnet of all(cidr, 4)) {
          const { start, ip, prefix } = parseCidr(subnet);
          expect(parseCidr(ip).start, subnet).to.equal(start);
          expect(Number(prefix), subnet).to.be.at.most(28);
        }
      }),
    );
  });

  it("gives the first zones the same subnets, however many there are", () => {
    fc.assert(
      fc.property(vpcs, zoneCounts, zoneCounts, (cidr, a, b) => {
        const [few, many] = [planSubnets(cidr, Math.min(a, b)), planSubnets(cidr, Math.max(a, b))];
        for (const tier of ["public", "private", "database"] as const) {
          expect(many[tier].slice(0, few[tier].length), tier).to.deep.equal(few[tier]);
        }
      }),
    );
  });
});
