import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { frozenWindows, takenWindows, type TakenWindow } from "../../lib/taken-windows";
import { types } from "../../lib/tokens";
import { collide } from "../../lib/windows";

export const windowsNoOverlap = defineRule({
  name: "windows-no-overlap",
  title: "Windows keep apart",
  description:
    "Backup and maintenance windows of Aurora and DMS, and frozen windows, must not overlap.",
  severity: "medium",
  level: "mandatory",
  remediation: "Move one of the windows.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html",
  options: {
    frozenWindows,
  },
  types: [...types.cluster, ...types.dmsInstance],
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
    for (const field of ["preferredBackupWindow", "preferredMaintenanceWindow"]) {
      text(node.props, field);
    }
  },
});

/** Whether both are the same window of two resources of one kind: these may do it at one time. */
function areTwins(one: TakenWindow, other: TakenWindow): boolean {
  return one.field === other.field && one.node?.type === other.node?.type;
}
