import { defaultInstance, maxTaskIdentifierLength } from "../../lib/dms-names";
import type { Check } from "./draft";

/**
 * The one derived name that can be too long although each of its parts is allowed, and the one name
 * that is taken. All others fit AWS's limits through the limits of `environment` and of source names.
 */
export const names: Check = ({ settings, faults }) => {
  const { environment = "", dms } = settings;
  const longest = maxTaskIdentifierLength - `-${environment}`.length;
  for (const name of Object.keys(dms?.migrations ?? {})) {
    if (name.length > longest) {
      faults.add(
        ["dms", "migrations", name],
        `has a name of ${name.length} characters; at most ${longest}, since the task's identifier adds the environment ${faults.show(["environment"], environment)} and ends at ${maxTaskIdentifierLength}`,
      );
    }
  }
  if (Object.hasOwn(dms?.replicationInstances ?? {}, defaultInstance)) {
    faults.add(
      ["dms", "replicationInstances", defaultInstance],
      `is a name that dms.replicationInstance has; any other name`,
    );
  }
};
