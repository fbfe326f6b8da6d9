import { expect } from "chai";
import type { PolicyResult, Severity } from "@landing-zone/plan/plan";
import { renderReport } from "@landing-zone/plan-report/index";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { PlanBuilder } from "./plan-builder";

describe("The head of the page", () => {
  const builder = new PlanBuilder();
  const urn = builder.add("aws:s3/bucket:Bucket", "logs");
  const pageWith = (...results: Omit<PolicyResult, "policy" | "urn" | "message">[]) =>
    renderReport(
      reportModelOf(
        builder.plan({
          policies: {
            pack: "pack",
            version: "1.0.0",
            rules: 9,
            evaluations: 90,
            results: results.map((one) => ({ policy: "rule", urn, message: "broken", ...one })),
          },
        }),
      ),
    );
  const banner = (page: string) => /<p class="verdict (\w+)"><strong>(.*?)<\/strong>/.exec(page);

  const severities: readonly (Severity | undefined)[] = [
    "critical",
    "high",
    "medium",
    "low",
    undefined,
  ];
  for (const severity of severities) {
    const isSevere = severity === "critical" || severity === "high";
    const rated = severity === undefined ? {} : { severity };
    const cases = [
      ["violation", "mandatory", "bad"],
      ["violation", "advisory", isSevere ? "warn" : "good"],
      ["exception", "advisory", isSevere ? "warn" : "good"],
      ["exception", "mandatory", isSevere ? "warn" : "good"],
      ["unknown", "mandatory", "good"],
    ] as const;
    for (const [outcome, level, look] of cases) {
      it(`is ${look} with a ${level} ${outcome} of ${severity ?? "no"} severity`, () => {
        expect(banner(pageWith({ outcome, level, ...rated }))?.[1]).to.equal(look);
      });
    }
  }

  it("warns when no policy pack was run", () => {
    expect(banner(renderReport(reportModelOf(builder.plan())))?.[1]).to.equal("warn");
  });

  it("puts the risks before everything else", () => {
    const ids = [...pageWith().matchAll(/<section id="(.*?)"/g)].map(([, id]) => id);
    expect(ids[0]).to.equal("risks");
  });

  it("shows where the plan comes from, and the phase", () => {
    const model = reportModelOf(builder.plan({ outputs: { phase: "replicate" } }));
    const identity = { commit: "0123456789ab", version: "1.2.3", date: "2026-11-28 12:00 UTC" };
    const page = renderReport(model, { identity });
    expect(page)
      .to.include("version 1.2.3 · commit 0123456789ab · 2026-11-28 12:00 UTC")
      .and.include('<span class="mark">phase replicate</span>');
    expect(renderReport(model)).not.to.include("commit ");
  });
});
