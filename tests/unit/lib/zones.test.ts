import { expect } from "chai";
import { hasWellKnownZones, isZoneOf, zoneNames } from "../../../lib/zones";

describe("zoneNames", () => {
  it("counts from a", () => {
    expect(zoneNames("us-east-1", 2)).to.deep.equal(["us-east-1a", "us-east-1b"]);
    expect(zoneNames("eu-central-1", 3)).to.deep.equal([
      "eu-central-1a",
      "eu-central-1b",
      "eu-central-1c",
    ]);
  });

  it("keeps a list and its order", () => {
    const names = ["us-west-1c", "us-west-1a"];
    expect(zoneNames("us-west-1", names)).to.deep.equal(names);
  });

  it("fails for a number where zones differ by account", () => {
    expect(() => zoneNames("us-west-1", 2)).to.throw(RangeError, "us-west-1");
  });
});

describe("hasWellKnownZones", () => {
  it("knows regions in which some accounts lack a zone", () => {
    const differing = ["us-west-1", "ap-northeast-1", "ca-central-1", "sa-east-1", "cn-north-1"];
    expect(differing.filter(hasWellKnownZones)).to.deep.equal([]);
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
