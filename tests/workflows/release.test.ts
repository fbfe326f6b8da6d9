import { expect } from "chai";
import { releaseFaults } from "../../tools/ci/release";
import { workflows } from "./support/workflow";

const listed = (name: string, version: string) => ({
  name,
  version,
  changelog: `# Changelog\n\n## [Unreleased]\n\n## [${version}] - 2026-12-01\n`,
});
const project = listed("project", "1.2.0");

describe("A release", () => {
  it("has the tag of the project's version, and each version in its change log", () => {
    expect(releaseFaults("v1.2.0", project, [listed("pack", "2.0.0")])).to.deep.equal([]);
  });

  it("is refused for another tag", () => {
    expect(releaseFaults("v1.3.0", project, [])).to.deep.equal([
      "The tag is v1.3.0, and the version in package.json 1.2.0; v1.2.0",
    ]);
  });

  it("is refused for a version that a change log leaves out", () => {
    const pack = { ...listed("pack", "2.0.0"), version: "2.0.1" };
    expect(releaseFaults("v1.2.0", project, [pack])).to.deep.equal([
      'pack 2.0.1 has no section in its CHANGELOG.md; "## [2.0.1]"',
    ]);
  });

  it("is checked by all that a change must pass, and published without a token", () => {
    const { check, publish } = workflows["release"]!.jobs;
    expect(check?.steps.map(({ run }) => run)).to.include(".ci/run");
    expect(publish?.needs).to.equal("check");
    expect(publish?.permissions).to.deep.equal({ contents: "read", "id-token": "write" });
  });
});
