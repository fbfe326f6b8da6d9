import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import {
  type AssumptionName,
  assumptionNames,
  assumptionsFor,
  defaultAssumptions,
} from "@landing-zone/cost/assumptions";
import { costDifference } from "@landing-zone/cost/difference";
import { estimateOf } from "@landing-zone/cost/estimate";
import { costsReference } from "@landing-zone/docs/costs-reference";
import { pricedRegions, priceList } from "@landing-zone/cost/prices";
import { datedPrices } from "@landing-zone/cost/words";
import { type Plan } from "@landing-zone/plan/plan";
import { typeLabel } from "@landing-zone/plan/plan-graph";
import { auroraInstanceClasses } from "../../lib/aurora-classes";
import { dmsInstanceClasses } from "../../lib/dms-classes";
import { planOf, projectDirectory } from "../support/engine";
import { handCalculations } from "./hand-calculation";

const stacks = ["dev", "staging", "prod"] as const;

/** A plan with another value in the inputs of every resource of a type. */
function withInputs(plan: Plan, type: string, inputs: Plan["outputs"]): Plan {
  return {
    ...plan,
    resources: plan.resources.map((resource) =>
      resource.type === type
        ? { ...resource, inputs: { ...resource.inputs, ...inputs } }
        : resource,
    ),
  };
}

/** The plan as it would be in another region. */
function inRegion(plan: Plan, region: string): Plan {
  const providers = plan.providers.map((provider) => ({
    ...provider,
    inputs: { ...provider.inputs, region },
  }));
  return { ...plan, providers };
}

describe("The cost estimate", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  const plan = (stack: string) => plans.get(stack)!;

  before(async () => {
    for (const stack of stacks) plans.set(stack, await planOf({ stack }));
  });

  for (const { stack, region, rows, unpriced } of handCalculations) {
    it(`agrees with a hand calculation within 1 %: ${stack} in ${region}`, () => {
      const byHand = rows.reduce((sum, [, , usd]) => sum + usd, 0);
      const estimate = estimateOf(inRegion(plan(stack), region));
      expect(estimate.totalUsd).to.be.closeTo(byHand, byHand / 100);
      expect(estimate.unpriced.map(({ resource, item }) => `${resource}: ${item}`)).to.have.members(
        unpriced,
      );
    });
  }

  for (const stack of stacks) {
    it(`is the sum of its items and of its components: ${stack}`, () => {
      const { totalUsd, components, items } = estimateOf(plan(stack));
      const sum = (parts: readonly { readonly usd: number }[]) =>
        parts.reduce((total, { usd }) => total + usd, 0);
      expect(sum(components)).to.be.closeTo(totalUsd, 0.01);
      expect(sum(items)).to.be.closeTo(totalUsd, 0.01);
      for (const { usd, quantity, price } of items) {
        expect(usd).to.be.closeTo(quantity * price.usd, 0.001);
      }
    });
  }

  it("knows every resource type of the stacks: it costs something or nothing", () => {
    for (const stack of stacks) {
      const types = new Set(plan(stack).resources.map(({ type }) => typeLabel(type)));
      const { unpriced } = estimateOf(plan(stack));
      expect(unpriced.filter(({ item }) => types.has(item))).to.deep.equal([]);
    }
  });

  it("reports a region that the price list lacks", () => {
    const { region, priceDate, totalUsd, items, unpriced } = estimateOf(
      inRegion(plan("dev"), "eu-west-3"),
    );
    expect([region, priceDate, totalUsd, items.length]).to.deep.equal([
      "eu-west-3",
      undefined,
      0,
      0,
    ]);
    expect(unpriced).to.have.length(
      estimateOf(plan("dev")).items.length + estimateOf(plan("dev")).unpriced.length,
    );
  });

  it("reports a class and a resource type that the price list lacks, and prices the rest", () => {
    const type = "aws:rds/clusterInstance:ClusterInstance";
    const { unpriced, totalUsd } = estimateOf(
      withInputs(plan("dev"), type, { instanceClass: "db.x9.large" }),
    );
    expect(unpriced.map(({ item }) => item)).to.deep.equal(["db.x9.large", "db.x9.large"]);
    expect(totalUsd).to.be.closeTo(estimateOf(plan("dev")).totalUsd - 379.6, 0.01);

    const first = plan("dev").resources.find(({ name }) => name === "database");
    const odd = { ...first!, custom: true, type: "aws:neptune/cluster:Cluster", name: "graph" };
    expect(
      estimateOf({ ...plan("dev"), resources: [...plan("dev").resources, odd] }).unpriced,
    ).to.deep.include({ component: "no component", resource: "graph", item: "neptune.Cluster" });
  });

  it("has a price for every class, but for those whose price was not found", () => {
    const lacking = (region: string, classes: readonly string[], kind: string) => [
      ...new Set(
        classes
          .filter((one) => !priceList.get(region)?.has(`${kind}.instance.${one}`))
          .map((one) => one.split(".")[1]),
      ),
    ];
    for (const region of pricedRegions) {
      const lacks = region === "us-east-1" ? ["r6i", "r7i"] : ["t4g", "r6i", "r7g", "r7i", "r8g"];
      expect(lacking(region, auroraInstanceClasses, "aurora"), region).to.have.members(lacks);
      const families = ["t3", "c5", "c6i", "r5", "r6i"];
      expect(lacking(region, dmsInstanceClasses, "dms"), region).to.have.members(families);
    }
  });

  it("has in every region what has a price in some of them, but for those that were not found", () => {
    const lacks = [
      ...["aurora.capacityUnit", "aurora.storage", "aurora.io", "databaseInsights.vcpu"],
      ...["databaseInsights.capacityUnit", "dms.storage"],
      ...["loadBalancer.hour", "loadBalancer.capacityUnit"],
      ...["instance.t4g.nano", "instance.t4g.micro", "instance.t4g.small", "volume.gp3"],
    ];
    const known = [...priceList.get("us-east-1")!.keys()].filter((key) => !key.includes(".db."));
    for (const [region, prices] of priceList) {
      const missing = known.filter(
        (key) => !prices.has(key) && !key.startsWith("dms.instance.") && key !== "aurora.backup",
      );
      expect(missing, region).to.have.members(region === "us-east-1" ? [] : lacks);
    }
  });

  it("counts the operators' host by its type, and 8 GiB of storage", () => {
    const [any] = plan("dev").resources.filter(({ custom }) => custom);
    const host = {
      ...any!,
      type: "aws:ec2/instance:Instance",
      inputs: { instanceType: "t4g.nano", rootBlockDevice: { volumeType: "gp3" } },
    };
    const { items } = estimateOf({ ...plan("dev"), resources: [host] });
    expect(items.map(({ item, usd }) => [item, usd])).to.deep.equal([
      ["t4g.nano", 3.066],
      ["8 GiB of storage", 0.64],
    ]);
  });

  it("is dated by the oldest of its prices", () => {
    const { items, priceDate } = estimateOf(plan("dev"));
    const dates = items.map(({ price }) => price.source.date);
    expect(priceDate).to.equal(dates.toSorted()[0]);
    expect(datedPrices(estimateOf({ ...plan("dev"), resources: [] }))).to.equal("list prices");
  });

  it("is what docs/costs.md shows", () => {
    const costs = Object.fromEntries(stacks.map((stack) => [stack, estimateOf(plan(stack))]));
    expect(
      readFileSync(join(projectDirectory, "docs", "costs.md"), "utf8") === costsReference(costs),
      "docs/costs.md is out of date: npm run docs:diagrams writes it.",
    ).to.equal(true);
  });

  it("states a source for every price", () => {
    for (const prices of priceList.values()) {
      for (const [key, { usd, source }] of prices) {
        expect(usd, key).to.be.above(0);
        expect(source.url, key).to.match(/^https:\/\//);
        expect(source.date, key).to.match(/^\d{4}-\d{2}-\d{2}$/);
      }
    }
  });

  it("grows with every assumption that the stack is charged by", () => {
    const serverless = estimateOf(plan("staging"));
    fc.assert(
      fc.property(
        fc.constantFrom<AssumptionName>(...assumptionNames),
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        (name, more) => {
          const assumptions = { ...defaultAssumptions, [name]: defaultAssumptions[name] + more };
          const { totalUsd, items } = estimateOf(plan("staging"), assumptions);
          const isCharged = items.some(({ assumption }) => assumption === name);
          if (isCharged) expect(totalUsd).to.be.above(serverless.totalUsd);
          else expect(totalUsd).to.equal(serverless.totalUsd);
        },
      ),
    );
  });

  it("keeps capacity within the limits of the stack", () => {
    const capacity = (auroraCapacityUnits: number) =>
      estimateOf(plan("staging"), { ...defaultAssumptions, auroraCapacityUnits }).items.find(
        ({ price }) => price.unit === "ACU-hour",
      )?.item;
    expect([0, 2, 99].map(capacity)).to.deep.equal(["0.5 ACU", "2 ACU", "16 ACU"]);
  });

  it("shows a difference by component, and none where there is none", () => {
    const before = estimateOf(plan("dev"));
    const after = estimateOf(
      withInputs(plan("dev"), "aws:dms/replicationInstance:ReplicationInstance", {
        multiAz: true,
      }),
    );
    expect(costDifference(before, before).components).to.deep.equal([]);
    const difference = costDifference(before, after);
    expect(difference.components.map(({ component }) => component)).to.deep.equal(["dms"]);
    expect(difference.after - difference.before).to.be.closeTo(54.39 + 5.75, 0.01);
  });
});

describe("The assumptions on use", () => {
  it("are by stack, with defaults for what is not given", () => {
    const content = { prod: { databaseGiB: 2000 } };
    expect(assumptionsFor("prod", content)).to.deep.equal({
      ...defaultAssumptions,
      databaseGiB: 2000,
    });
    expect(assumptionsFor("dev", content)).to.deep.equal(defaultAssumptions);
    expect(assumptionsFor("dev", null)).to.deep.equal(defaultAssumptions);
  });

  for (const [content, message] of [
    [{ dev: { databaseGib: 1 } }, /dev: unknown assumption databaseGib; known are databaseGiB, /],
    [{ dev: { databaseGiB: -1 } }, /dev\.databaseGiB: must not be negative/],
    [{ dev: { databaseGiB: "much" } }, /dev\.databaseGiB: must be a number, not "much"/],
    [["dev"], /cost-assumptions\.yaml|0: /],
  ] as const) {
    it(`are refused: ${JSON.stringify(content)}`, () => {
      expect(() => assumptionsFor("dev", content)).to.throw(message);
    });
  }
});
