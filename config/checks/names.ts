import type { Check } from "./draft";

/** Longest identifier of a replication task in its ARN (API `CreateReplicationTask`). */
const longestTaskIdentifier = 31;

/** Names that are put together from configured ones must fit AWS's limits. */
export const names: Check = ({ settings, faults }) => {
  const { environment = "", dms } = settings;
  const longest = longestTaskIdentifier - `-${environment}`.length;
  for (const name of Object.keys(dms?.migrations ?? {})) {
    if (name.length > longest) {
      faults.add(
        ["dms", "migrations", name],
        `has a name of ${name.length} characters; at most ${longest}, since the task's identifier adds the environment ${faults.show(["environment"], environment)} and ends at ${longestTaskIdentifier}`,
      );
    }
  }
};
