import { type PlannedResource, type Plan } from "@landing-zone/plan/plan";
import { shortType } from "@landing-zone/plan/urn";
import { placeholders } from "../model/values";
import { type Colors, type Terminal } from "./terminal";

/** Properties that readers compare: sizes, versions, ranges, ports, retention, thresholds. */
const compared = [
  "cidrBlock",
  "availabilityZone",
  "instanceClass",
  "replicationInstanceClass",
  "engineVersion",
  "allocatedStorage",
  "multiAz",
  "ipProtocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
  "destinationCidrBlock",
  "port",
  "protocol",
  "sslMode",
  "migrationType",
  "retentionInDays",
  "backupRetentionPeriod",
  "threshold",
] as const;

/** The resources as a tree, components with their children below them. */
export function renderTree(
  { project, stack, resources }: Plan,
  { colors }: Terminal,
): readonly string[] {
  const urns = new Set(resources.map(({ urn }) => urn));
  const isTop = ({ parent }: PlannedResource): boolean => parent === undefined || !urns.has(parent);
  const children = Map.groupBy(resources, ({ parent }) => parent);
  const lines = (siblings: readonly PlannedResource[], indent: string): readonly string[] =>
    siblings.flatMap((resource, index) => {
      const isLast = index === siblings.length - 1;
      const branch = colors.dim(`${indent}${isLast ? "└─ " : "├─ "}`);
      const below = `${indent}${isLast ? "   " : "│  "}`;
      const label = labelOf(resource, colors);
      return [`${branch}${label}`, ...lines(children.get(resource.urn) ?? [], below)];
    });
  return [colors.bold(`${project} / ${stack}`), ...lines(resources.filter(isTop), "")];
}

function labelOf({ type, name, custom, inputs, options }: PlannedResource, colors: Colors): string {
  const values = compared.flatMap((property) => {
    const value = inputs[property];
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      return [];
    }
    return placeholders.has(value) ? [] : `${property} ${value}`;
  });
  const marks = [
    ...(options.protect === true ? ["protected"] : []),
    ...(options.retainOnDelete === true ? ["retained on delete"] : []),
  ];
  return [
    `${colors.green("+")} ${custom ? name : colors.bold(name)} ${colors.cyan(shortType(type))}`,
    ...(values.length === 0 ? [] : [colors.dim(values.join(", "))]),
    ...(marks.length === 0 ? [] : [colors.yellow(`[${marks.join(", ")}]`)]),
  ].join(" ");
}
