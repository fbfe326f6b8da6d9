import { expect } from "chai";
import { rulesFor, type SizedRule } from "../../../lib/alarm-rules";

const about = {
  metric: "FreeableMemory",
  statistic: "Average",
  alarmWhen: "below",
  whenMissing: "missing",
  advice: "Take a larger class.",
} as const;

describe("The rules of something by its size", () => {
  const rules: SizedRule<number>[] = [
    { ...about, rule: "share", thresholds: (size) => ({ warning: size / 2 }) },
    { ...about, rule: "always", thresholds: { critical: 3 } },
  ];

  it("have the thresholds that follow from it, and those that are the same for all", () => {
    expect(rulesFor(rules, 8)).to.deep.equal([
      { ...about, rule: "share", thresholds: { warning: 4 } },
      { ...about, rule: "always", thresholds: { critical: 3 } },
    ]);
  });

  it("are created for each size", () => {
    rulesFor(rules, 8);
    expect(rulesFor(rules, 100)[0]?.thresholds).to.deep.equal({ warning: 50 });
  });
});
