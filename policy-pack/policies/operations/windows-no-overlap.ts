import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import {
  frozenWindows,
  takenWindows,
  type TakenWindow,
  windowFields,
  windowTypes,
} from "../../lib/taken-windows";
import { collide } from "../../lib/windows";

export const windowsNoOverlap = defineRule({
  name: "windows-no-overlap",
  title: "Windows do not overlap",
  description:
    "Backup and maintenance windows of databases and DMS must not overlap each other or frozen windows.",
  severity: "medium",
  level: "mandatory",
  remediation: "Move one of the windows.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html",
  options: {
    frozenWindows,
  },
  types: windowTypes,
  *companions(node, graph, { frozenWindows }) {
    const taken = takenWindows(graph, frozenWindows);
    const own = taken.filter((window) => window.node === node);
    for (const mine of own) {
      // Each pair once: the later of two in the list speaks.
      const others = taken
        .slice(0, taken.indexOf(mine))
        .concat(taken.filter((window) => !window.node))
        .filter((other) => !areTwins(mine, other));
      for (const { owner } of others.filter((other) => collide(mine.windows, other.windows))) {
        yield `${mine.owner} overlaps ${owner}`;
      }
    }
    for (const { name, holder } of windowFields(node)) text(holder(), name);
  },
});

/** Whether a service does the same at both: several resources may be kept up at one time. */
function areTwins(one: TakenWindow, other: TakenWindow): boolean {
  return one.kind !== undefined && one.kind === other.kind;
}
