import { type Graph, type Node } from "./graph";
import { window } from "./option-forms";
import { words } from "./options";
import { record, text } from "./props";
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
  /** Owner; undefined for a frozen window. */
  readonly node?: Node;
  /** The service that keeps it, and for what. */
  readonly kind?: string;
}

/** A property that holds a window. */
interface Field {
  readonly name: string;
  /** The nested object that holds it; the resource itself when left out. */
  readonly in?: string;
  readonly kind: string;
}

const fields: readonly (readonly [types: readonly string[], fields: readonly Field[]])[] = [
  [
    [...types.cluster, ...types.clusterInstance],
    [
      { name: "preferredBackupWindow", kind: "rds backup" },
      { name: "preferredMaintenanceWindow", kind: "rds maintenance" },
    ],
  ],
  [
    types.databaseInstance,
    [
      { name: "backupWindow", kind: "rds backup" },
      { name: "maintenanceWindow", kind: "rds maintenance" },
    ],
  ],
  [types.dmsInstance, [{ name: "preferredMaintenanceWindow", kind: "dms maintenance" }]],
  [
    types.dmsServerless,
    [{ name: "preferredMaintenanceWindow", in: "computeConfig", kind: "dms maintenance" }],
  ],
];

/** The types of resources that have windows. */
export const windowTypes = fields.flatMap(([owners]) => owners);

/** The properties of a resource that hold windows, each with the object that it is read from. */
export function windowFields({ type, props }: Pick<Node, "type" | "props">) {
  const own = fields.find(([owners]) => owners.includes(type))?.[1] ?? [];
  return own.map((field) => ({
    ...field,
    holder: () => (field.in === undefined ? props : record(props, field.in)),
    isUnknown: () =>
      field.in === undefined
        ? isUnknown(props, field.name)
        : isUnknown(props, field.in) || isUnknown(record(props, field.in), field.name),
  }));
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
  return graph.all(windowTypes).flatMap((node) =>
    windowFields(node)
      .filter((field) => !field.isUnknown())
      .map(({ name, kind, holder }) => ({
        owner: `${name} of ${node.name}`,
        windows: windows(text(holder(), name) ?? "") ?? [],
        node,
        kind,
      })),
  );
}
