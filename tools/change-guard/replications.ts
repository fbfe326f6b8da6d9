/** A replication of DMS in an account: a task, or a serverless replication. */
export interface Replication {
  readonly arn: string;
  /** In the words of DMS, such as `running`. */
  readonly status: string;
  readonly endpointArns: readonly string[];
  /** The instance that it runs on; a serverless replication has none. */
  readonly instanceArn?: string;
}

/** Progress of a replication: `unknown` must be treated as running. */
export type Progress = "never started" | "stopped" | "running" | "unknown";

const neverStarted: readonly string[] = ["creating", "created", "ready"];
const stopped: readonly string[] = ["stopped", "failed"];

/** The replications of an account, as far as they are known. */
export class Replications {
  /** @param known All of the account and region; undefined when nobody has asked. */
  constructor(private readonly known?: readonly Replication[]) {}

  /** The progress of the replication with an ARN. */
  progressOf(arn: unknown): Progress {
    const replication = this.known?.find((candidate) => candidate.arn === arn);
    return replication === undefined ? "unknown" : progress(replication);
  }

  /** Whether a replication that uses the endpoint runs, or may run. */
  mayUseEndpoint(arn: unknown): boolean {
    return this.mayRun(({ endpointArns }) => endpointArns.includes(String(arn)));
  }

  /** Whether a task on the replication instance runs, or may run. */
  mayRunOn(arn: unknown): boolean {
    return this.mayRun(({ instanceArn }) => instanceArn === arn);
  }

  private mayRun(concerns: (replication: Replication) => boolean): boolean {
    return this.known === undefined
      ? true
      : this.known.some(
          (replication) => concerns(replication) && progress(replication) === "running",
        );
  }
}

function progress({ status }: Replication): Progress {
  if (neverStarted.includes(status)) return "never started";
  return stopped.includes(status) ? "stopped" : "running";
}
