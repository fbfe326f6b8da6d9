import { expect } from "chai";
import { costLine, costReport } from "@landing-zone/ci/cost-report";
import { pricedRegions } from "@landing-zone/cost/prices";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";

const resource = (
  type: string,
  name: string,
  inputs: PlannedResource["inputs"],
  custom = true,
): PlannedResource => ({
  urn: `urn:pulumi:dev::zone::${type}::${name}`,
  type,
  name,
  custom,
  inputs,
  dependencies: [],
  propertyDependencies: {},
  options: {},
});

const planWith = (instanceClass: string, region = "us-east-1"): Plan => ({
  project: "zone",
  stack: "dev",
  resources: [
    resource("migration:dms:Dms", "dms", {}, false),
    {
      ...resource("aws:dms/replicationInstance:ReplicationInstance", "dms", {
        replicationInstanceClass: instanceClass,
        allocatedStorage: 100,
      }),
      parent: "urn:pulumi:dev::zone::migration:dms:Dms::dms",
    },
  ],
  providers: [resource("pulumi:providers:aws", "aws", { region })],
  outputs: {},
});

describe("The cost in the pull request's comment", () => {
  it("is the total, the difference and the components that differ", () => {
    // 730 × 0.0745 and 730 × 0.119; of 100 GiB dms.t3.medium includes 50, dms.c5.large all.
    expect(costReport(planWith("dms.t3.medium"), planWith("dms.c5.large"))).to.equal(
      [
        "Cost: about **$87** a month, **+$27** by this change.",
        "",
        "| component | before | after | difference |",
        "| --- | --: | --: | --: |",
        "| dms | $60 | $87 | +$27 |",
      ].join("\n"),
    );
  });

  it("is one line when nothing changes", () => {
    const plan = planWith("dms.t3.medium");
    expect(costReport(plan, plan)).to.equal("Cost: about **$60** a month, as before.");
  });

  it("names items without a price, and a region without prices", () => {
    expect(costLine(planWith("dms.r5.large"))).to.equal(
      "Cost: about **$0** a month, without dms.r5.large, which the price list lacks.",
    );
    expect(costReport(planWith("dms.t3.medium"), planWith("dms.t3.medium", "eu-west-3"))).to.equal(
      `Cost: not known, no list prices for eu-west-3; the list has ${pricedRegions.join(", ")}.`,
    );
    expect(costReport(planWith("dms.r5.large"), planWith("dms.t3.medium"))).to.include(
      "**+$60** by this change. The cost before lacks dms.r5.large.",
    );
  });
});
