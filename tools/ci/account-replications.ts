import { z } from "zod";
import { type Replication } from "@landing-zone/change-guard/index";

const tasks = z.object({
  ReplicationTasks: z.array(
    z.object({
      ReplicationTaskArn: z.string(),
      Status: z.string(),
      SourceEndpointArn: z.string(),
      TargetEndpointArn: z.string(),
      ReplicationInstanceArn: z.string(),
    }),
  ),
});
const serverless = z.object({
  Replications: z.array(
    z.object({
      ReplicationConfigArn: z.string(),
      Status: z.string(),
      SourceEndpointArn: z.string(),
      TargetEndpointArn: z.string(),
    }),
  ),
});

/**
 * The replications in an answer of `aws dms describe-replication-tasks` or `describe-replications`.
 *
 * @throws ZodError when it is neither.
 */
export function replicationsIn(answer: unknown): readonly Replication[] {
  const found = z.union([tasks, serverless]).parse(answer);
  return "ReplicationTasks" in found
    ? found.ReplicationTasks.map(({ ReplicationTaskArn, ReplicationInstanceArn, ...task }) => ({
        arn: ReplicationTaskArn,
        instanceArn: ReplicationInstanceArn,
        ...common(task),
      }))
    : found.Replications.map(({ ReplicationConfigArn, ...replication }) => ({
        arn: ReplicationConfigArn,
        ...common(replication),
      }));
}

function common(replication: {
  readonly Status: string;
  readonly SourceEndpointArn: string;
  readonly TargetEndpointArn: string;
}): Pick<Replication, "status" | "endpointArns"> {
  return {
    status: replication.Status,
    endpointArns: [replication.SourceEndpointArn, replication.TargetEndpointArn],
  };
}
