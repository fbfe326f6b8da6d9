import { expect } from "chai";
import { dmsInstanceClasses, dmsMemoryGiB } from "../../../lib/dms-classes";

describe("dmsMemoryGiB", () => {
  // From AWS's table of replication instance classes.
  for (const [instanceClass, gib] of [
    ["dms.t3.medium", 4],
    ["dms.c5.xlarge", 8],
    ["dms.c6i.large", 4],
    ["dms.r5.xlarge", 32],
    ["dms.r6i.large", 16],
    ["dms.c5.9xlarge", 72],
    ["dms.c6i.32xlarge", 256],
    ["dms.r5.24xlarge", 768],
    ["dms.r6i.8xlarge", 256],
    // Newer than the list.
    ["dms.c7i.large", 4],
    ["dms.r7i.xlarge", 32],
    ["dms.c10g.24xlarge", 192],
  ] as const) {
    it(`is ${gib} for ${instanceClass}`, () => {
      expect(dmsMemoryGiB(instanceClass)).to.equal(gib);
    });
  }

  it("is known for every class", () => {
    expect(dmsInstanceClasses.map(dmsMemoryGiB).every((gib) => gib > 0)).to.equal(true);
  });

  it("fails for a class that is not known, naming those that are", () => {
    expect(() => dmsMemoryGiB("dms.t2.micro")).to.throw(
      RangeError,
      /"dms.t2.micro".*dms.r6i.large/,
    );
  });
});
