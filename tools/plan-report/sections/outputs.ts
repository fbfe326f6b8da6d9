import type { PropertyValue } from "@landing-zone/plan/values";
import { markup } from "../html";
import type { ReportModel } from "../model";
import type { Section } from "../page";
import { prettyJson } from "../pretty-json";
import { absent, table, type Column } from "../table";

type Output = readonly [name: string, value: PropertyValue];

const columns: readonly Column<Output>[] = [
  { title: "Output", cell: ([name]) => name },
  {
    title: "Value",
    cell: ([, value]) =>
      typeof value === "object"
        ? markup`<pre>${prettyJson(value)}</pre>`
        : markup`<code>${String(value)}</code>`,
  },
];

/** The section of outputs for operators and other stacks. */
export function outputsSection({ graph }: ReportModel): Section {
  const outputs = Object.entries(graph.plan.outputs);
  return {
    id: "outputs",
    title: "Outputs",
    lead: "What the stack gives to operators and other programs.",
    count: outputs.length,
    body:
      outputs.length === 0
        ? absent("The stack has no output.")
        : table("Stack outputs", columns, outputs),
  };
}
