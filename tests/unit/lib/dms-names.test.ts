import { expect } from "chai";
import { taskIdentifier, taskLogGroupName } from "../../../lib/dms-names";

describe("taskIdentifier", () => {
  it("is the migration's name with the environment as suffix", () => {
    expect(taskIdentifier("dev", "orders")).to.equal("orders-dev");
  });

  it("refuses names that are too long for DMS", () => {
    expect(taskIdentifier("dev", "m".repeat(27))).to.have.length(31);
    expect(() => taskIdentifier("dev", "m".repeat(28))).to.throw(
      RangeError,
      /has 32 characters; DMS allows 31/,
    );
  });
});

describe("taskLogGroupName", () => {
  it("is the name that DMS itself uses", () => {
    expect(taskLogGroupName("migration-dms-dev")).to.equal("dms-tasks-migration-dms-dev");
  });
});
