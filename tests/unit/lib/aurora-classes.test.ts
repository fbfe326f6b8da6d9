import { expect } from "chai";
import { auroraInstanceClasses, auroraMemoryGiB } from "../../../lib/aurora-classes";

describe("auroraMemoryGiB", () => {
  // From AWS's table of Aurora instance classes.
  for (const [instanceClass, gib] of [
    ["db.r6g.large", 16],
    ["db.r6i.xlarge", 32],
    ["db.r7g.2xlarge", 64],
    ["db.r7i.12xlarge", 384],
    ["db.r8g.16xlarge", 512],
    ["db.t4g.medium", 4],
    ["db.t4g.large", 8],
    // Newer than the list.
    ["db.r8i.large", 16],
    ["db.r9g.16xlarge", 512],
    ["db.r12gd.2xlarge", 64],
  ] as const) {
    it(`is ${gib} for ${instanceClass}`, () => {
      expect(auroraMemoryGiB(instanceClass)).to.equal(gib);
    });
  }

  it("fails for a class that is not known, naming those that are", () => {
    expect(() => auroraMemoryGiB("db.m5.large")).to.throw(
      RangeError,
      /"db.m5.large".*db.r6g.large/,
    );
  });
});

describe("auroraInstanceClasses", () => {
  it("has no class without Performance Insights", () => {
    const without = auroraInstanceClasses.filter((name) => /\.t[23]\.|\.(micro|small)$/.test(name));
    expect(without).to.deep.equal([]);
  });
});
