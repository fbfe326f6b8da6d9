import { type Graph, type Node } from "./graph";
import { window } from "./option-forms";
import { words } from "./options";
import { text } from "./props";
import { types } from "./tokens";
import { isUnknown } from "./unknowns";
import { type Window, windows } from "./windows";

/** The option of rules about windows in which nothing may happen. */
export const frozenWindows = words(
  "Cutover and freeze windows, as ddd:hh:mm-ddd:hh:mm or hh:mm-hh:mm in UTC.",
  [],
  window,
);

/** A window of the stack, and how a message names it. */
export interface TakenWindow {
  readonly owner: string;
  readonly windows: readonly Window[];
  /** Whose it is; undefined for a frozen window. */
  readonly node?: Node;
  /** The property that holds it. */
  readonly field?: string;
}

/** The backup and maintenance windows of the stack that are known and readable, then frozen ones. */
export function takenWindows(graph: Graph, frozen: readonly string[]): TakenWindow[] {
  const cutovers = frozen.map((window) => ({
    owner: "a frozen window",
    windows: windows(window) ?? [],
  }));
  return [...graph.derive(ownedWindows), ...cutovers].filter((item) => item.windows.length > 0);
}

function ownedWindows(graph: Graph): TakenWindow[] {
  const fields = ["preferredBackupWindow", "preferredMaintenanceWindow"];
  return graph.all([...types.cluster, ...types.dmsInstance]).flatMap((node) =>
    fields
      .filter((field) => !isUnknown(node.props, field))
      .map((field) => ({
        owner: `${field} of ${node.name}`,
        windows: windows(text(node.props, field) ?? "") ?? [],
        node,
        field,
      })),
  );
}
