import { type PropertyMap, type PropertyValue } from "@landing-zone/plan/values";
import { type Plan } from "@landing-zone/plan/plan";
import { type Colors, type Terminal } from "./terminal";

/** The stack's outputs under a heading. */
export function renderOutputs({ outputs }: Plan, { colors }: Terminal): readonly string[] {
  const lines = renderOutputValues(outputs, colors);
  return lines.length === 0 ? [] : [colors.bold("Outputs"), ...lines, ""];
}

/** A line for each output. */
export function renderOutputValues(outputs: PropertyMap, colors: Colors): readonly string[] {
  const entries = Object.entries(outputs);
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `  ${name.padEnd(width)}  ${colors.dim(text(value))}`);
}

function text(value: PropertyValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
