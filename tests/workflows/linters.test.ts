import { expect } from "chai";
import { workflowFindings } from "@landing-zone/ci/workflow-linters";

describe("The linters of GitHub workflows", () => {
  it("find nothing", async function () {
    this.timeout(240_000);
    const { findings, notices } = await workflowFindings(() => undefined);
    for (const notice of notices) console.log(notice);
    expect(findings.join("\n")).to.equal("");
  });
});
