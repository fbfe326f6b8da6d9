import { type createColors } from "picocolors";
import { shortType } from "@landing-zone/plan/urn";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";

/** Text styles; plain when the output is not a terminal or NO_COLOR is set. */
export type Colors = ReturnType<typeof createColors>;

/** The resources as a tree, components with their children below them. */
export function renderTree({ project, stack, resources }: Plan, colors: Colors): readonly string[] {
  const urns = new Set(resources.map(({ urn }) => urn));
  const isTop = ({ parent }: PlannedResource): boolean => parent === undefined || !urns.has(parent);
  const childrenOf = (urn: string): readonly PlannedResource[] =>
    resources.filter(({ parent }) => parent === urn);
  const lines = (siblings: readonly PlannedResource[], indent: string): readonly string[] =>
    siblings.flatMap((resource, index) => {
      const isLast = index === siblings.length - 1;
      const branch = colors.dim(`${indent}${isLast ? "└─ " : "├─ "}`);
      const below = `${indent}${isLast ? "   " : "│  "}`;
      return [`${branch}${label(resource, colors)}`, ...lines(childrenOf(resource.urn), below)];
    });
  return [colors.bold(`${project} / ${stack}`), ...lines(resources.filter(isTop), "")];
}

function label({ type, name, custom, options }: PlannedResource, colors: Colors): string {
  const marks = [
    ...(options.protect === true ? ["protected"] : []),
    ...(options.retainOnDelete === true ? ["retained on delete"] : []),
  ];
  const title = custom ? name : colors.bold(name);
  const suffix = marks.length === 0 ? "" : ` ${colors.yellow(`[${marks.join(", ")}]`)}`;
  return `${colors.green("+")} ${title} ${colors.cyan(shortType(type))}${suffix}`;
}
