import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId";
import type { CommonArgs } from "../common";

/**
 * What becomes of the data when the cluster is deleted. The snapshot's name is the cluster's own: a
 * cluster that is made after it cannot find the name taken when it goes in its turn.
 */
export function finalSnapshot(
  name: string,
  args: CommonArgs & {
    /** What replaces the cluster when it changes, and so makes another snapshot. */
    readonly identity: Record<string, pulumi.Input<string>>;
  },
  opts: pulumi.CustomResourceOptions,
) {
  const { skipFinalSnapshot } = args.protection;
  if (skipFinalSnapshot) return { skipFinalSnapshot };
  const suffix = new RandomId(
    `${name}-final-snapshot`,
    { byteLength: 4, keepers: args.identity },
    opts,
  );
  return {
    skipFinalSnapshot,
    finalSnapshotIdentifier: pulumi.interpolate`migration-aurora-final-${suffix.hex}-${args.environment}`,
  };
}
