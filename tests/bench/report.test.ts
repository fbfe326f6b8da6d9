import { expect } from "chai";
import { performanceDocument } from "../../bench/document";
import { fixed, type Group, measured, ratio, recordOf } from "../../bench/metric";
import { renderGroups } from "../../bench/report";

const group: Group = {
  title: "Speed",
  explanation: "A thing, timed.",
  metrics: [
    measured("time", [1, 1.25, 1.5], "s"),
    ratio("time of ours", [1, 2, 3], [4, 4, 4], 0.4),
    fixed("waits", 3, "", 0),
  ],
  remarks: ["One thing could not be measured."],
};

describe("Report of the benchmark", () => {
  it("shows the median, the spread and the goal of everything", () => {
    const text = renderGroups([group]);
    expect(text).to.match(/time +│ 1\.25 s │ +1 to 1\.50 │/);
    expect(text).to.match(/time of ours +│ 0\.50 × │ 0\.25 to 0\.75 │ ≤ 0\.40 × │ MISSED/);
    expect(text).to.include("One thing could not be measured.");
  });

  it("ends with the goals that were missed, by name", () => {
    expect(renderGroups([group]).split("\n").at(-1)).to.equal(
      "0 of 2 goals met, 2 missed: time of ours; waits",
    );
  });

  it("gives machines the figures, the goal if there is one, and whether it is met", () => {
    const [time, , waits] = group.metrics.map(recordOf);
    expect(time).to.deep.equal({
      name: "time",
      value: 1.25,
      unit: "s",
      goal: null,
      ok: true,
      low: 1,
      high: 1.5,
    });
    expect(waits).to.include({ value: 3, goal: 0, ok: false, low: 3, high: 3 });
  });

  it("takes a value that is exactly the goal as met", () => {
    expect(recordOf(fixed("waits", 0.4, "×", 0.4)).ok).to.equal(true);
  });

  it("writes a document that says on what it was measured, and does not hide what was missed", () => {
    const text = performanceDocument({
      groups: [group],
      machine: {
        processor: "Abacus 3000",
        cores: 2,
        memoryGiB: 24,
        system: "Linux 6.1",
        node: "v24.0.0",
        load: 0.1,
      },
      date: new Date("2026-11-24T08:00:00Z"),
      runs: 3,
    });
    expect(text).to.include("Measured on 2026-11-24 on 2 cores of Abacus 3000 with 24 GiB");
    expect(text).to.include("Node.js v24.0.0").and.to.include("Medians of 3 rounds");
    expect(text).to.include("| Speed | time of ours | ≤ 0.40 × | 0.50 × | **missed** |");
    expect(text).to.match(/`aws:rds\/cluster:Cluster` \| \d+ s \| (?:log|rule of thumb) \| \S/);
    expect(text).to.include("A thing, timed.").and.to.include("One thing could not be measured.");
  });
});
