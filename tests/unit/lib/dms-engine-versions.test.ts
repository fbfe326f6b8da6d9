import { expect } from "chai";
import { judgeEngineVersion, supportedEngineVersions } from "../../../lib/dms-engine-versions";

const day = (text: string) => new Date(`${text}T15:00:00Z`);

describe("DMS engine versions", () => {
  it("can be used without a word long before their end, or without one", () => {
    expect(judgeEngineVersion("3.5.4", day("2026-11-24"))).to.deep.equal({});
    expect(judgeEngineVersion("3.6.1", day("2035-01-01"))).to.deep.equal({});
  });

  it("are warned of from 90 days before their end to the last day", () => {
    expect(judgeEngineVersion("3.5.4", day("2026-12-30"))).to.deep.equal({});
    const first = judgeEngineVersion("3.5.4", day("2026-12-31"));
    expect(first.refusal).to.equal(undefined);
    expect(first.warning).to.match(
      /^DMS engine 3\.5\.4 reaches its end of life on 2027-03-31, in 90 days: .* one of 3\.6\.1, 3\.5\.4 before\.$/,
    );
    expect(judgeEngineVersion("3.5.4", day("2027-03-31")).warning).to.include("in 0 days");
  });

  it("are refused from the day after their end, with those that can be used", () => {
    expect(judgeEngineVersion("3.5.4", day("2027-04-01"))).to.deep.equal({
      refusal: "reached its end of life on 2027-03-31, and AWS creates none; 3.6.1",
    });
    expect(supportedEngineVersions(day("2026-07-01"))).to.deep.equal(["3.6.1", "3.6.0", "3.5.4"]);
  });

  it("are remarked on when they are newer than the list", () => {
    for (const version of ["3.6.2", "3.10.0", "4.0.0"]) {
      expect(judgeEngineVersion(version, day("2026-11-24")), version).to.deep.equal({
        warning: `dms.engineVersion ${version} is newer than the known versions of AWS DMS (November 2026): read its release notes.`,
      });
    }
  });

  it("are refused when nobody knows them", () => {
    expect(judgeEngineVersion("3.5.9", day("2026-11-24"))).to.deep.equal({
      refusal: "is not a known version of AWS DMS; 3.6.1, 3.5.4",
    });
    expect(judgeEngineVersion("3.0.toString", day("2026-11-24")).refusal).to.be.a("string");
  });
});
