import { expect } from "chai";
import { previewSection } from "@landing-zone/ci/preview-section";

const run = { stack: "prod", exitCode: 1, output: "", guard: "", cost: "", findings: "" };

describe("A section of the pull request's comment", () => {
  it("fits the comment with two others, however much there is", () => {
    const output = `${"error: no\n".repeat(9_000)}${"x".repeat(99_000)}`;
    const section = previewSection({
      ...run,
      output,
      guard: "y".repeat(99_000),
      cost: "z".repeat(9_000),
      findings: "f".repeat(9_000),
    });
    expect(section.length * 3).to.be.below(65_000);
    expect(section.match(/… cut here/g)).to.have.length(5);
  });

  it("has no code block that the output can end", () => {
    const output = "error: a\n~~~~~~~~\n# title\n";
    expect(previewSection({ ...run, output }).match(/^~{8}/gm)).to.have.length(4);
  });

  it("has no reasons when the preview succeeds", () => {
    const output = "    pack@v1 [advisory]  rule (a)\nwarning: error: none\n";
    const [head] = previewSection({ ...run, exitCode: 0, output }).split("<details>");
    expect(head?.trim()).to.equal("### prod\n\nNo mandatory policy is violated.");
  });
});
