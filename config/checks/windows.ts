import { parseWindow, windowsOverlap } from "../../lib/windows";
import { formatPath, type Path } from "../faults";
import type { Check } from "./draft";
import { pairsWithin } from "./pairs";

/** Backups, rotations and the maintenance windows must not disturb each other. */
export const windows: Check = ({ settings: { database, dms, secrets }, faults }) => {
  const all = [
    given(["database", "backup", "window"], database?.backup?.window),
    given(["database", "maintenanceWindow"], database?.maintenanceWindow),
    given(
      ["dms", "replicationInstance", "maintenanceWindow"],
      dms?.replicationInstance?.maintenanceWindow,
    ),
    given(["secrets", "rotation", "window"], secrets?.rotation?.window),
    ...Object.entries(dms?.replicationInstances ?? {}).map(([name, instance]) =>
      given(
        ["dms", "replicationInstances", name, "maintenanceWindow"],
        instance?.maintenanceWindow,
      ),
    ),
    ...Object.entries(dms?.migrations ?? {}).map(([name, migration]) =>
      given(
        ["dms", "migrations", name, "serverless", "maintenanceWindow"],
        migration?.serverless?.maintenanceWindow,
      ),
    ),
  ].flat();
  for (const [a, b] of pairsWithin(all)) {
    if (windowsOverlap(a.window, b.window)) {
      const other = `${formatPath(b.path)} ${faults.show(b.path, b.text)}`;
      faults.add(
        a.path,
        `${faults.show(a.path, a.text)} overlaps ${other}; windows must have no minute in common`,
      );
    }
  }
};

function given(path: Path, text: string | undefined) {
  const window = text === undefined ? undefined : parseWindow(text);
  return window ? [{ path, text, window }] : [];
}
