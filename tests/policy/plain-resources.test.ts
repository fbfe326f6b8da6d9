import { join } from "node:path";
import { expect } from "chai";
import { type Plan } from "@landing-zone/plan/plan";
import { rules } from "../../policy-pack/policies";
import { planOf, projectDirectory } from "../support/engine";
import { expected } from "./fixtures/plain-verdicts";
import { evaluate } from "./support/evaluate";
import { fromJson, type PlanResource } from "./support/plan";

describe("the pack on a program of plain resources, none of them ours", function () {
  this.timeout(60_000);
  let plan: Plan;

  before(async () => {
    plan = await planOf({
      cwd: join(__dirname, "fixtures/plain"),
      policyPack: join(projectDirectory, "policy-pack"),
    });
  });

  it("finds everything that is wrong with it, and nothing else", () => {
    const found: Record<string, Set<string>> = {};
    for (const { policy, outcome, urn = "" } of plan.policies?.results ?? []) {
      expect(outcome, policy).to.equal("violation");
      found[policy] = (found[policy] ?? new Set()).add(nameOf(urn));
    }
    const pairs = Object.entries(found).map(([rule, names]) => [rule, [...names].sort()]);
    expect(Object.fromEntries(pairs)).to.deep.equal(expected);
  });

  it("shows none of its secrets", () => {
    expect(JSON.stringify(plan.policies)).to.not.match(/marker.of.a.secret/);
  });

  it("reads five times as much of a stack that is five times as large, and not twenty-five times", () => {
    const resources = fromJson(plan);
    const [few, many] = [1, 5].map((copies) => readsOf(copiesOf(resources, copies)));
    expect(many! / few!).to.be.within(4.9, 5.5);
  });
});

/** A resource as the table names it: its class, then its name. */
function nameOf(urn: string): string {
  return `${urn.split(":").at(-3) ?? ""} ${urn.split("::").at(-1) ?? ""}`;
}

/** How often the rules read a property while they judge a plan. */
function readsOf(plan: readonly PlanResource[]): number {
  let reads = 0;
  const counting: ProxyHandler<Record<string, unknown>> = {
    get: (target, key) => {
      reads += 1;
      return Reflect.get(target, key) as unknown;
    },
    getOwnPropertyDescriptor: (target, key) => {
      reads += 1;
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  };
  evaluate(
    plan.map((resource) => ({ ...resource, inputs: new Proxy({ ...resource.inputs }, counting) })),
    rules,
  );
  return reads;
}

/** A stack that holds a program's resources several times, each time apart. */
function copiesOf(plan: readonly PlanResource[], copies: number): PlanResource[] {
  return Array.from({ length: copies }, (_, copy) => {
    const renamed = (name: string) => `${name}-${copy}`;
    return plan.map((resource) => ({
      ...resource,
      urn: renamed(resource.urn),
      name: renamed(resource.name),
      dependencies: resource.dependencies.map(renamed),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, urns]) => [
          property,
          urns.map(renamed),
        ]),
      ),
    }));
  }).flat();
}
