import { expect } from "chai";
import { hasZonesABC } from "../../../lib/regions";
import { isZoneOf, zonesOf } from "../../../lib/zones";

describe("zonesOf", () => {
  it("counts from a", () => {
    expect(zonesOf("us-east-1", { availabilityZones: 2 })).to.deep.equal([
      "us-east-1a",
      "us-east-1b",
    ]);
    expect(zonesOf("eu-central-1", { availabilityZones: 3 })).to.deep.equal([
      "eu-central-1a",
      "eu-central-1b",
      "eu-central-1c",
    ]);
  });

  it("takes those of a VPC that is given, in their order", () => {
    const existingVpc = { zones: { "us-west-1c": {}, "us-west-1a": {} } };
    expect(zonesOf("us-west-1", { availabilityZones: 2, existingVpc })).to.deep.equal([
      "us-west-1c",
      "us-west-1a",
    ]);
  });

  it("keeps a list and its order", () => {
    const names = ["us-west-1c", "us-west-1a"];
    expect(zonesOf("us-west-1", { availabilityZones: names })).to.deep.equal(names);
  });

  it("fails for a number where zones differ by account", () => {
    expect(() => zonesOf("us-west-1", { availabilityZones: 2 })).to.throw(RangeError, "us-west-1");
  });
});

describe("hasZonesABC", () => {
  it("knows regions in which some accounts lack a zone", () => {
    const differing = ["us-west-1", "ap-northeast-1", "ca-central-1", "sa-east-1", "cn-north-1"];
    expect(differing.filter(hasZonesABC)).to.deep.equal([]);
  });
});

describe("isZoneOf", () => {
  it("accepts a letter after the region", () => {
    expect(isZoneOf("us-east-1", "us-east-1f")).to.equal(true);
  });

  for (const zone of ["us-east-2a", "us-east-1", "us-east-11", "us-east-1-bos-1a", "use1-az1"]) {
    it(`refuses ${zone}`, () => {
      expect(isZoneOf("us-east-1", zone)).to.equal(false);
    });
  }
});
