import { expect } from "chai";
import { auroraVersion, isAuroraVersion, parameterFamily } from "../../../lib/aurora-versions";

describe("versions of Aurora MySQL", () => {
  for (const [version, family] of [
    ["8.0.mysql_aurora.3.04.6", "aurora-mysql8.0"],
    ["8.0.mysql_aurora.3.13.0", "aurora-mysql8.0"],
    ["8.4.mysql_aurora.8.4.7", "aurora-mysql8.4"],
    ["8.4.8", "aurora-mysql8.4"],
  ] as const) {
    it(`are of a parameter group family: ${version} of ${family}`, () => {
      expect(isAuroraVersion(version)).to.equal(true);
      expect(parameterFamily(version)).to.equal(family);
    });
  }

  it("have a short form, which RDS does not know", () => {
    expect(auroraVersion("8.4.7")).to.equal("8.4.mysql_aurora.8.4.7");
    expect(auroraVersion("8.0.mysql_aurora.3.10.0")).to.equal("8.0.mysql_aurora.3.10.0");
  });
});
