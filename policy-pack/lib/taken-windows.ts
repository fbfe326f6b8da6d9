import { type Graph } from "./graph";
import { text } from "./props";
import { types } from "./tokens";
import { isUnknown } from "./unknowns";
import { type Window, windows } from "./windows";

/** A window of the stack, and how a message names it. */
export interface TakenWindow {
  readonly owner: string;
  readonly windows: readonly Window[];
}

/** The backup and maintenance windows of the stack that are known and readable, then frozen ones. */
export function takenWindows(graph: Graph, frozen: readonly string[]): TakenWindow[] {
  const fields = ["preferredBackupWindow", "preferredMaintenanceWindow"];
  const owned = graph.all([...types.cluster, ...types.dmsInstance]).flatMap((node) =>
    fields
      .filter((field) => !isUnknown(node.props, field))
      .map((field) => ({
        owner: `${field} of ${node.name}`,
        windows: windows(text(node.props, field) ?? "") ?? [],
      })),
  );
  const cutovers = frozen.map((window) => ({
    owner: "a frozen window",
    windows: windows(window) ?? [],
  }));
  return [...owned, ...cutovers].filter((item) => item.windows.length > 0);
}
