import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { expect } from "chai";
import { planOf } from "../support/engine";
import { requiredOrder } from "./order/table";

/** A migration without a replication instance, which no stack has. */
const serverless = {
  "dms.migrations.archive": {
    source: "erp",
    tables: [{ schema: "archive" }],
    serverless: { maxCapacityUnits: 4, maintenanceWindow: "sun:08:00-sun:09:00" },
  },
};
const previews = [
  { stack: "dev" },
  { stack: "staging" },
  { stack: "prod" },
  { stack: "dev", config: serverless },
];

/** The URNs that a resource waits for, directly or not. A component represents everything in it. */
function waitsOf(plan: Plan): (resource: PlannedResource) => ReadonlySet<string> {
  const byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const children = Map.groupBy(plan.resources, ({ parent }) => parent ?? "");
  const known = new Map<string, ReadonlySet<string>>();
  const within = (urn: string): string[] => [
    urn,
    ...(byUrn.get(urn)?.custom === false
      ? (children.get(urn) ?? []).flatMap((child) => within(child.urn))
      : []),
  ];
  const waits = (urn: string): ReadonlySet<string> => {
    const found = known.get(urn);
    if (found) return found;
    const direct = (byUrn.get(urn)?.dependencies ?? []).flatMap(within);
    const all = new Set(direct.flatMap((one) => [one, ...waits(one)]));
    known.set(urn, all);
    return all;
  };
  return ({ urn }) => waits(urn);
}

function matching(plan: Plan, [type, name = /^/]: readonly [string, RegExp?]) {
  return plan.resources.filter((it) => it.type === type && name.test(it.name));
}

describe("The order in which resources are created", function () {
  this.timeout(180_000);
  const plans: Plan[] = [];
  before(async () => {
    for (const preview of previews) plans.push(await planOf(preview));
  });

  for (const { resource, after, by, because } of requiredOrder) {
    const label = ([type, name]: readonly [string, RegExp?]) =>
      `${type.split(":").at(-1) ?? ""}${name ? ` ${name.source}` : ""}`;
    it(`puts ${label(resource)} after ${label(after)}: ${because}`, () => {
      let pairs = 0;
      for (const plan of plans) {
        const waits = waitsOf(plan);
        for (const late of matching(plan, resource)) {
          for (const early of matching(plan, after)) {
            if (by === "parent" && early.parent !== late.parent) continue;
            if (by === "name" && !early.name.startsWith(late.name)) continue;
            expect([...waits(late)], late.urn).to.include(early.urn);
            pairs += 1;
          }
        }
      }
      expect(pairs, "no such resources in any stack").to.be.greaterThan(0);
    });
  }
});
