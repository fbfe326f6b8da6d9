import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";

/** The resources of a plan by type, of which there must be some. */
export function all(plan: Plan, type: string): readonly PlannedResource[] {
  const found = plan.resources.filter((resource) => resource.type === type);
  expect(found, `${type} in ${plan.stack}`).not.to.be.empty;
  return found;
}

/** The resource of a type and a name, which must be there once. */
export function one(plan: Plan, type: string, name: string): PlannedResource {
  const [found, ...others] = all(plan, type).filter((resource) => resource.name === name);
  expect(others, `${type} ${name}`).to.be.empty;
  return found!;
}

/** A JSON document among the inputs of a resource. */
export const json = (value: unknown): unknown => JSON.parse(value as string);

interface Statement {
  readonly Principal: { readonly Service: string };
  readonly Condition: Record<string, Record<string, string>>;
}

/** The principals that may assume a role. */
export const trustOf = ({ inputs }: PlannedResource) =>
  (json(inputs["assumeRolePolicy"]) as { Statement: Statement[] }).Statement;
