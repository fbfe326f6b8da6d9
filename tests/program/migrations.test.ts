import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { planOf } from "../support/engine";

const timeout = 120_000;

/** The names of every task. */
const namesTasks = [
  "observability-replication-task-events",
  "observability-task-state",
  "observability-unhealthy",
];

function difference(one: Plan, other: Plan) {
  const known = new Map(one.resources.map((resource) => [resource.urn, resource]));
  const stayed = other.resources.filter(({ urn }) => known.has(urn));
  const isChanged = ({ urn, inputs }: PlannedResource) =>
    JSON.stringify(inputs) !== JSON.stringify(known.get(urn)?.inputs);
  return {
    removed: one.resources.length - stayed.length,
    added: other.resources.filter(({ urn }) => !known.has(urn)).map(({ name }) => name),
    changed: stayed.filter(isChanged),
  };
}

describe("A stack with a migration", () => {
  let plan: Plan;
  before(async function () {
    this.timeout(timeout);
    plan = await planOf({ stack: "dev" });
  });

  it("gets another one without a change of what is there", async function () {
    this.timeout(timeout);
    const billing = { source: "erp", tables: [{ schema: "billing" }] };
    const { removed, added, changed } = difference(
      plan,
      await planOf({ stack: "dev", config: { "dms.migrations.billing": billing } }),
    );
    expect(removed).to.equal(0);
    expect(changed.map(({ name }) => name)).to.have.members(namesTasks);
    expect(added).to.include("dms-billing");
    expect(added.every((name) => name.includes("billing"))).to.equal(true);
  });

  it("gets another table without a change of any other rule", async function () {
    this.timeout(timeout);
    const tables = [
      { schema: "orders" },
      { schema: "billing", table: "invoices", parallelLoad: { type: "partitions-auto" } },
    ];
    const { removed, added, changed } = difference(
      plan,
      await planOf({ stack: "dev", config: { "dms.migrations.orders.tables": tables } }),
    );
    expect({ removed, added }).to.deep.equal({ removed: 0, added: [] });
    expect(changed.map(({ name }) => name)).to.deep.equal(["dms-orders"]);
    const rulesOf = (resource: PlannedResource) =>
      (JSON.parse(resource.inputs["tableMappings"] as string) as { rules: object[] }).rules;
    const [task] = changed;
    const before = plan.resources.find(({ urn }) => urn === task!.urn)!;
    expect(rulesOf(task!)).to.include.deep.members(rulesOf(before));
    expect(rulesOf(task!)).to.have.length(3);
    expect({ ...task!.inputs, tableMappings: "" }).to.deep.equal({
      ...before.inputs,
      tableMappings: "",
    });
  });
});
