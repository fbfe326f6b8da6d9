import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Context } from "../../../operations/context";
import { UsageError } from "../../../operations/errors";
import { accept, readAcceptances } from "../../../operations/preflight/accepted";
import { checkIds, examine } from "../../../operations/preflight/examine";
import type { Finding } from "../../../operations/preflight/finding";
import { isClear, type PreflightReport, reportLines } from "../../../operations/preflight/report";
import { config } from "./situation";

const finding = (different: Partial<Finding> = {}): Finding => ({
  id: "cascades",
  verdict: "failure",
  subject: "orders.lines.fk",
  measured: "ON DELETE CASCADE",
  wanted: "none",
  why: "Rows stay behind.",
  source: "tried",
  remedy: "-- decide",
  ...different,
});
const today = new Date("2026-06-15T12:00:00Z");
const acceptance = {
  id: "cascades",
  subject: "orders.lines.fk",
  reason: "No order is deleted before July.",
  expires: "2026-06-15",
};
const report = (findings: readonly Finding[]): PreflightReport => ({
  stack: "dev",
  sides: [{ label: "source erp", server: "mysql 8.0.33", findings }],
  patch: "",
  unused: [],
});

describe("accepted findings", () => {
  it("count no more, up to the day of their end", () => {
    const { findings, unused } = accept([finding()], [acceptance], today);
    expect(findings[0]?.accepted).to.deep.equal({
      reason: acceptance.reason,
      expires: "2026-06-15",
    });
    expect(isClear(report(findings))).to.equal(true);
    expect(unused).to.deep.equal([]);
  });

  it("count again on the day after, and the finding says so", () => {
    const { findings } = accept([finding()], [acceptance], new Date("2026-06-16T00:00:00Z"));
    expect(findings[0]?.accepted).to.equal(undefined);
    expect(findings[0]?.note).to.equal("its acceptance expired on 2026-06-15");
    expect(isClear(report(findings))).to.equal(false);
  });

  it("are for one subject when they name one, else for all of the check", () => {
    const other = finding({ subject: "orders.lines.other" });
    const { id, reason, expires } = acceptance;
    const all = { id, reason, expires };
    expect(accept([other], [acceptance], today).findings[0]?.accepted).to.equal(undefined);
    expect(accept([other], [all], today).findings[0]?.accepted).not.to.equal(undefined);
    expect(accept([other], [acceptance], today).unused).to.deep.equal([acceptance]);
  });

  describe("in a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "accepted-"));
    const file = join(folder, "accepted.yaml");
    after(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const read = (text: string) => {
      writeFileSync(file, text);
      return readAcceptances(file, checkIds);
    };

    it("are read", () => {
      expect(
        read("- { id: cascades, reason: No order is deleted., expires: 2026-06-15 }"),
      ).to.deep.equal([{ id: "cascades", reason: "No order is deleted.", expires: "2026-06-15" }]);
      expect(read("")).to.deep.equal([]);
    });

    for (const [fault, text, message] of [
      [
        "an unknown check",
        "- { id: cascade, reason: No order is deleted, expires: 2026-06-15 }",
        "cascades",
      ],
      ["no end", "- { id: cascades, reason: No order is deleted }", "expires"],
      ["a short reason", '- { id: cascades, reason: " ok ", expires: 2026-06-15 }', "reason"],
      [
        "a day that is none",
        "- { id: cascades, reason: No order is deleted, expires: soon }",
        "expires",
      ],
      [
        "an unknown key",
        "- { id: cascades, reason: No order is deleted, expires: 2026-06-15, x: 1 }",
        "x",
      ],
      ["no YAML", "{", "cannot be read"],
    ] as const) {
      it(`are refused with ${fault}`, () => {
        expect(() => read(text)).to.throw(UsageError, message);
      });
    }
  });
});

describe("the report of a preflight", () => {
  it("groups findings by check, names subjects, and fits the terminal", () => {
    const many = Array.from({ length: 20 }, (_, number) => finding({ subject: `t${number}` }));
    const lines = reportLines(report([...many, finding({ verdict: "pass" })]), 60);
    const text = lines.join("\n");
    expect(text).to.match(/1 in order.*0 warnings.*20 failures/);
    expect(text.match(/Rows stay behind/g)).to.have.length(1);
    expect(text).to.contain("t7: ON DELETE CASCADE").and.to.contain("and 12 more");
    expect(text).not.to.contain("t8:");
    expect(text).to.contain("Settle the failures");
    for (const line of lines.slice(1, 5)) expect(line.length).to.be.at.most(80);
  });

  it("names the next verb when nothing blocks it", () => {
    expect(reportLines(report([finding({ verdict: "warning" })])).at(-1)).to.equal(
      "Nothing blocks the next step: npm run migrate -- schema plan --stack dev",
    );
  });
});

describe("an examination", () => {
  it("reports servers that cannot be reached, each by name, and proposes nothing", async () => {
    const refuse = (message: string) => () => Promise.reject(new Error(message));
    const context = {
      stack: "dev",
      config,
      console: { progress: () => undefined },
      signal: new AbortController().signal,
      openSource: refuse("source erp: ECONNREFUSED"),
      openTarget: refuse("target: certificate"),
      aws: {
        s3: { send: refuse("no bucket"), listObjectsV2: refuse("no bucket") },
      },
      outputs: { operationsBucketName: "none" },
    } as unknown as Context;
    const { sides, patch } = await examine(context, {
      source: undefined,
      deep: false,
      acceptances: [],
      stackFile: { name: "Pulumi.dev.yaml", text: "config: {}\n" },
    });
    expect(
      sides.map(({ label, findings }) => [
        label,
        findings.map(({ id, measured }) => [id, measured]),
      ]),
    ).to.deep.equal([
      ["source erp", [["connection", "source erp: ECONNREFUSED"]]],
      ["target", [["connection", "target: certificate"]]],
    ]);
    expect(patch).to.equal("");
  });
});
