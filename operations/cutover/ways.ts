import type { Context } from "../context";
import { UsageError } from "../errors";
import { serverlessReplication, taskReplication } from "../replications/dms";
import { replicationsOf } from "../replications/index";
import type { Replication } from "../replications/replication";

/** Replications that carry changes, by direction. */
export interface Ways {
  /** From the sources to Aurora, as the migration began. */
  readonly forward: readonly Replication[];
  /** From Aurora to the sources; none where the way back is not deployed. */
  readonly back: readonly Replication[];
  /**
   * From the sources to Aurora once more, after a return: deployed in the phase `returned`. A migration
   * of changes alone starts its only task again.
   */
  readonly again: readonly Replication[];
}

type Arns = Readonly<Record<string, string>> | undefined;

/** The replications of some migrations, as they are deployed. */
export function waysOf(context: Context, migrations: readonly string[]): Ways {
  const { outputs, aws } = context;
  const forward = replicationsOf(context, migrations);
  const further = (tasks: Arns, serverless: Arns) =>
    migrations.flatMap((migration) => {
      const task = tasks?.[migration];
      if (task !== undefined)
        return [taskReplication(aws.dms, { migration, type: "cdc", arn: task })];
      const arn = serverless?.[migration];
      return arn === undefined
        ? []
        : [serverlessReplication(aws.dms, { migration, type: "cdc", arn })];
    });
  const again = further(
    outputs.dmsForwardAgainTaskArns,
    outputs.dmsForwardAgainReplicationConfigArns,
  );
  return {
    forward,
    back: further(outputs.dmsReverseTaskArns, outputs.dmsReverseReplicationConfigArns),
    again: forward.flatMap((it) => {
      const second = again.find(({ migration }) => migration === it.migration);
      if (second !== undefined) return [second];
      return it.type === "cdc" ? [it] : [];
    }),
  };
}

/**
 * The replications that carry changes to Aurora now: after a return, those that were started then.
 *
 * @throws UsageError where a migration's replication of that time is not deployed any more.
 */
export function carrying({ forward, again }: Ways, hasReturned: boolean): readonly Replication[] {
  if (!hasReturned) return forward;
  if (again.length === forward.length) return again;
  throw new UsageError(
    "The way back was taken, and what replicates to Aurora since then is not deployed: set phase: returned, and deploy.",
  );
}
