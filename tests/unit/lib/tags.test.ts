import { expect } from "chai";
import { defaultTags, standardTagKeys, type TagSources } from "../../../lib/tags";

const sources: TagSources = {
  project: "landing-zone",
  environment: "dev",
  tags: { owner: "platform-team", costCenter: "4711", dataClassification: "internal" },
};

describe("defaultTags", () => {
  it("name a resource's owner, project and management", () => {
    expect(defaultTags(sources)).to.deep.equal({
      Owner: "platform-team",
      CostCenter: "4711",
      DataClassification: "internal",
      Environment: "dev",
      Project: "landing-zone",
      ManagedBy: "pulumi",
    });
  });

  it("gives exactly the keys that it claims", () => {
    expect(defaultTags(sources)).to.have.all.keys(...standardTagKeys);
  });

  it("adds other tags under their own keys", () => {
    const tags = { ...sources.tags, dataController: "Corp Example" };
    expect(defaultTags({ ...sources, tags })).to.include({ dataController: "Corp Example" });
  });
});
