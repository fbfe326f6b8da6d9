import { type Plan } from "@landing-zone/plan/plan";
import { rules } from "../../policy-pack/policies";
import { settingsJsonSchema } from "@landing-zone/docs/json-schema";
import { integrationChecks } from "../../checks/catalogue";
import { planOf } from "../support/engine";
import { controlItems, outputItems, parameterItems, resourceItems } from "./items";
import { isComplete, render, type StackCoverage } from "./report";
import { testLevelVerifications } from "./test-level";
import { testTitles } from "./test-titles";

const stacks = ["dev", "staging", "prod"];

function coverageOf(plan: Plan, titles: readonly string[]): StackCoverage {
  const { stack, resources, outputs } = plan;
  const types = new Set(resources.map(({ type }) => type));
  return {
    stack,
    coverages: [
      {
        kind: "resources",
        items: resourceItems(resources, integrationChecks, testLevelVerifications, titles),
      },
      {
        kind: "configuration parameters",
        items: parameterItems(settingsJsonSchema(), titles),
      },
      { kind: "outputs", items: outputItems(Object.keys(outputs), integrationChecks) },
      { kind: "security controls", items: controlItems(rules, types, integrationChecks, titles) },
    ],
  };
}

async function main(): Promise<void> {
  const titles = await testTitles("unit", "policy");
  const plans = await Promise.all(stacks.map((stack) => planOf({ stack })));
  const coverages = plans.map((plan) => coverageOf(plan, titles));
  console.log(render(coverages));
  process.exitCode = isComplete(coverages) ? 0 : 1;
}

void main();
