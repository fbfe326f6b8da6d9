/** What a cluster is made from, in place of an empty one: a snapshot, or another cluster at some time. */
export interface RestoreFrom {
  /** Name or ARN of a cluster snapshot. */
  readonly snapshotIdentifier?: string | undefined;
  /** A cluster of the account and region, whose backups reach back to the time. */
  readonly clusterIdentifier?: string | undefined;
  /** The time, such as `2026-01-31T12:00:00Z`. */
  readonly time?: string | undefined;
  /** The latest time that the cluster can be restored to, in place of `time`. */
  readonly latest?: boolean | undefined;
}

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
