import { PlanGraph } from "@landing-zone/plan/plan-graph";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { type ReportModel } from "../model";
import { type Fact, phaseOf } from "../model/facts";
import { type Migration } from "../model/replication";
import { counted } from "../model/values";
import { renderCost, renderCostItems } from "./cost";
import { renderEveryFinding, renderFindings } from "./findings";
import { renderNextSteps } from "./next-steps";
import { renderOutputs } from "./outputs";
import { cut, type Terminal, wrapped } from "./terminal";
import { renderTree } from "./tree";

/** Optional parts of `npm start`'s output. */
export interface Details {
  /** The tree of resources, with the properties that readers compare. */
  readonly resources?: boolean;
  readonly outputs?: boolean;
  /** Every finding, the resources, the outputs and the items of the cost. */
  readonly verbose?: boolean;
}

/** Migrations with a line of their own; the page has them all. */
const shownMigrations = 4;

/**
 * A plan on one screen: facts, cost, counts, findings by rule, the next commands.
 *
 * @param cwd The project's folder as the command line gave it.
 */
export function renderPlan(
  model: ReportModel,
  terminal: Terminal,
  cwd: string,
  { resources = false, outputs = false, verbose = false }: Details = {},
): readonly string[] {
  const { plan } = model.graph;
  return [
    ...(resources || verbose ? [...renderTree(plan, terminal), ""] : []),
    ...(outputs || verbose ? renderOutputs(plan, terminal) : []),
    ...(verbose ? renderEveryFinding(model.policies, terminal) : []),
    ...(verbose ? renderCostItems(model.cost, terminal) : []),
    ...title(model, terminal),
    ...facts(model, terminal),
    ...migrations(model.replication.migrations, terminal),
    ...renderCost(model.cost, terminal, labelWidth),
    "",
    ...resourceCounts(plan, terminal),
    "",
    ...renderFindings(model.policies, terminal),
    ...renderNextSteps(plan, terminal, cwd),
  ];
}

const labelWidth = 14;

/** Project, stack, where it is, and the phase of the migration. */
function title({ graph, facts: all }: ReportModel, { colors, width }: Terminal): readonly string[] {
  const { project, stack } = graph.plan;
  const region = all.find(isRegion);
  const phase = phaseOf(graph.plan);
  const place = [region?.value, region?.note, phase && `phase ${phase}`].filter(Boolean);
  return wrapped(
    [colors.bold(`${project} ${stack}`), ...place.map((part) => colors.dim(`· ${part}`))].join(" "),
    width,
    2,
  );
}

const isRegion = ({ label }: Fact) => label === "Region";

function facts({ facts: all }: ReportModel, { colors, width }: Terminal): readonly string[] {
  const others = all.filter((fact) => !isRegion(fact));
  return others.flatMap(({ label, value, note }) =>
    wrapped(
      `  ${label.padEnd(labelWidth)}${value}${note === undefined ? "" : colors.dim(` · ${note}`)}`,
      width,
      labelWidth + 2,
    ),
  );
}

function migrations(all: readonly Migration[], { colors, width }: Terminal): readonly string[] {
  const shown = all.slice(0, shownMigrations);
  const columns = Math.max(0, ...shown.map(({ shortName }) => shortName.length));
  return [
    ...shown.map(({ shortName, source, type, tables }) => {
      const parts = [source.replace(/^source-/, "from "), type, ...summaryOf(tables)];
      return `    ${shortName.padEnd(columns)}  ${colors.dim(cut(parts.join(", "), width - columns - 6))}`;
    }),
    ...(all.length > shown.length
      ? [colors.dim(`    and ${all.length - shown.length} more: --html shows every one`)]
      : []),
  ];
}

function summaryOf({ patterns, lobs, renames }: Migration["tables"]): string[] {
  const included = patterns.filter(({ excluded }) => !excluded);
  const ownLobs = patterns.flatMap(({ lobs: own, pattern }) =>
    own === undefined ? [] : [`${own} in ${pattern}`],
  );
  const having = (property: "filter" | "parallelLoad") =>
    patterns.filter((pattern) => pattern[property] !== undefined).length;
  const counts: readonly (readonly [number, string])[] = [
    [renames.length, "rename"],
    [having("filter"), "filter"],
    [having("parallelLoad"), "parallel load"],
  ];
  return [
    counted(included.length, "table pattern"),
    [lobs, ...ownLobs].join(", "),
    ...counts.flatMap(([count, what]) => (count > 0 ? [counted(count, what)] : [])),
  ];
}

/** The number of resources, in total and of each top-level component. */
function resourceCounts(plan: Plan, { colors, width }: Terminal): readonly string[] {
  const graph = new PlanGraph(plan);
  const counts = new Map<string, number>();
  for (const resource of plan.resources.filter(({ custom }) => custom)) {
    const component = componentOf(graph, resource);
    counts.set(component, (counts.get(component) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const components = plan.resources.length - total;
  const parts = [...counts].map(([component, count]) => `${component} ${count}`).join(", ");
  return [
    colors.bold(`${total} resources to create in ${components} components`),
    ...(parts === "" ? [] : wrapped(`  ${parts}`, width, 2)),
  ];
}

function componentOf(graph: PlanGraph, resource: PlannedResource): string {
  const top = graph.root(resource);
  return top.custom ? "no component" : top.name;
}
