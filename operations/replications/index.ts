import type { Context } from "../context";
import { OperationError } from "../errors";
import { selectMigrations } from "../scope";
import { serverlessReplication, taskReplication } from "./dms";
import type { Replication } from "./replication";

/**
 * The replications of a stack's migrations: all, or the named ones.
 *
 * @throws UsageError for a migration that is not configured; OperationError for one that is not
 * deployed.
 */
export function replicationsOf(
  { config, outputs, aws, stack }: Pick<Context, "config" | "outputs" | "aws" | "stack">,
  names: readonly string[],
): readonly Replication[] {
  return Object.entries(selectMigrations(config, names)).map(([migration, { type }]) => {
    const task = outputs.dmsReplicationTaskArns[migration];
    if (task !== undefined) return taskReplication(aws.dms, { migration, type, arn: task });
    const serverless = outputs.dmsReplicationConfigArns[migration];
    if (serverless !== undefined) {
      return serverlessReplication(aws.dms, { migration, type, arn: serverless });
    }
    throw new OperationError(
      `The migration ${migration} is not deployed: run pulumi up -s ${stack}.`,
    );
  });
}
