import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId";
import type { CommonArgs } from "../common";

/**
 * Settings for the final snapshot. The snapshot is named after the cluster, so that the final
 * snapshot of a later cluster has another name.
 */
export function finalSnapshot(
  name: string,
  args: CommonArgs & {
    /** Properties whose change replaces the cluster, and so needs another snapshot name. */
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
