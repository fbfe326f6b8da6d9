import type { DatabaseSettings } from "./settings/database";

/** A snapshot, or another cluster at some time, from which a cluster is created. */
export type RestoreFrom = NonNullable<DatabaseSettings["restoreFrom"]>;

/** The arguments of a cluster that only its creation reads: a change of theirs would replace it. */
export const readAtCreation = ["snapshotIdentifier", "restoreToPointInTime"];

/** {@link RestoreFrom} in the words of the AWS provider; nothing when the cluster begins empty. */
export function restoreArguments(from: RestoreFrom | undefined) {
  if (from?.snapshotIdentifier !== undefined) {
    return { snapshotIdentifier: from.snapshotIdentifier };
  }
  if (from?.clusterIdentifier === undefined) return {};
  return {
    restoreToPointInTime: {
      sourceClusterIdentifier: from.clusterIdentifier,
      restoreType: "full-copy",
      ...(from.time === undefined
        ? { useLatestRestorableTime: true }
        : { restoreToTime: from.time }),
    },
  };
}
