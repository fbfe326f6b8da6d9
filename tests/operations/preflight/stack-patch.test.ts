import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parse, parseDocument } from "yaml";
import { unifiedDiff } from "../../../operations/preflight/line-diff";
import { type Proposal, stackPatch } from "../../../operations/preflight/stack-patch";

/** A file after git has applied a patch to it. */
function patched(name: string, text: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), "patch-"));
  try {
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "it.patch"), patch);
    execFileSync("git", ["apply", "--unidiff-zero", "it.patch"], { cwd: folder });
    return readFileSync(join(folder, name), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a patch", () => {
  it("turns any text into any other", function () {
    this.timeout(60_000);
    const line = fc.constantFrom("a", "b", "c: 1", "  - d", "");
    const text = fc.array(line, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = (content: readonly string[]) => [...content, "end"];
        const patch = unifiedDiff("f", lines(before), lines(after));
        const [from, to] = [before, after].map((content) => `${lines(content).join("\n")}\n`);
        expect(patch === "" ? from : patched("f", from!, patch)).to.equal(to);
        expect(patch === "").to.equal(from === to);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the patch of a stack file", () => {
  const proposals: readonly Proposal[] = [
    { path: ["dms", "sources", "erp", "serverTimezone"], value: "Europe/Berlin", why: "" },
    { path: ["dms", "sources", "erp", "binlogRetentionHours"], value: 240, why: "" },
    { path: ["database", "parameters", "sql_mode"], value: "STRICT_TRANS_TABLES", why: "" },
    {
      path: ["dms", "migrations", "orders", "tables", 1],
      value: { schema: "orders", table: "attachment", lobMaxSizeKiB: 49 },
      why: "",
    },
    { path: ["dms", "migrations", "orders", "tables", 0, "lobMode"], value: "full", why: "" },
  ];

  for (const stack of ["dev", "staging", "prod"]) {
    it(`of ${stack} changes what is proposed and nothing else`, () => {
      const file = `Pulumi.${stack}.yaml`;
      const text = readFileSync(file, "utf8");
      const patch = stackPatch(file, text, "migration-landing-zone", proposals);
      const result = patched(file, text, patch);
      const expected = parseDocument(text);
      for (const { path, value } of proposals) {
        const [first, ...rest] = path;
        expected.setIn(["config", `migration-landing-zone:${String(first)}`, ...rest], value);
      }
      expect(parse(result)).to.deep.equal(expected.toJS());
      const removed = patch.split("\n").filter((line) => /^-(?!--)/.test(line));
      const kept = text.split("\n").filter((line) => !result.split("\n").includes(line));
      expect(removed.map((line) => line.slice(1))).to.have.members(kept);
    });
  }

  it("is empty when nothing is proposed", () => {
    const text = readFileSync("Pulumi.prod.yaml", "utf8");
    expect(stackPatch("Pulumi.prod.yaml", text, "migration-landing-zone", [])).to.equal("");
  });
});
