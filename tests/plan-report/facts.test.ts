import { type ResourceOptions } from "@landing-zone/plan/resources";
import { expect } from "chai";
import type { PropertyMap } from "@landing-zone/plan/values";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { PlanBuilder } from "./plan-builder";

describe("Facts of a report", () => {
  const protection = (cluster: PropertyMap, options: ResourceOptions) => {
    const builder = new PlanBuilder();
    builder.add("aws:rds/cluster:Cluster", "database", cluster, { options });
    const { facts } = reportModelOf(builder.plan());
    return facts.find(({ label }) => label === "Protection");
  };

  it("shows the protection of the data, and what outlives the stack", () => {
    const guarded = protection(
      { deletionProtection: true, skipFinalSnapshot: false },
      { protect: true, retainOnDelete: true },
    );
    expect(guarded).to.include({ value: "on", note: "1 protected, 1 retained, final snapshot" });
    const open = { deletionProtection: false, skipFinalSnapshot: true };
    expect(protection(open, {})).to.include({ value: "off", note: "nothing outlives the stack" });
    expect(protection(open, { retainOnDelete: true })?.note).to.equal("1 retained");
  });

  it("has no fact about a part that is not there", () => {
    const labels = reportModelOf(new PlanBuilder().plan()).facts.map(({ label }) => label);
    expect(labels).to.deep.equal([]);
  });
});
