import { CloudWatch, type MetricDatum } from "@aws-sdk/client-cloudwatch";
import type { Faults } from "./faults";
import type { Replication } from "./replication";
import { nowSeconds } from "./copy/statistics";

/** A replication and the dimensions of its metrics. */
export interface Measured {
  readonly replication: Replication;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Seconds by which the faults about latency let it grow each second. */
const growth = 10;

/** Sends DMS's CloudWatch metrics to the emulator's CloudWatch. */
export class Metrics {
  readonly #cloudWatch: CloudWatch;
  readonly #latencySince = new Map<string, number>();

  constructor(
    endpoint: string,
    region: string,
    private readonly faults: Faults,
  ) {
    const credentials = { accessKeyId: "double", secretAccessKey: "double" };
    this.#cloudWatch = new CloudWatch({ endpoint, region, credentials });
  }

  /** Sends the present values. */
  async send(all: readonly Measured[]): Promise<void> {
    if (this.faults.find("metrics-missing")) return;
    const data = (await Promise.all(all.map((it) => this.#dataOf(it)))).flat();
    if (data.length === 0) return;
    await this.#cloudWatch.putMetricData({ Namespace: "AWS/DMS", MetricData: data });
  }

  async #dataOf({ replication, dimensions }: Measured): Promise<MetricDatum[]> {
    const { follower, session, record } = replication;
    if (record.status !== "running" || session === undefined) return [];
    const tables = [...session.tables.values()].map(({ statistics }) => statistics);
    const sum = (of: (table: (typeof tables)[number]) => number) =>
      tables.reduce((total, table) => total + of(table), 0);
    const values: Record<string, number> = {
      FullLoadThroughputRowsTarget: record.isLoaded ? 0 : sum((it) => it.FullLoadRows),
      ValidationPendingOverallCount: sum((it) => it.ValidationPendingRecords),
      ValidationFailedOverallCount: sum((it) => it.ValidationFailedRecords),
      ValidationSuspendedOverallCount: sum((it) => it.ValidationSuspendedRecords),
      ...(follower !== undefined && (await this.#changeValues(replication))),
    };
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const Timestamp = new Date();
    return Object.entries(values).map(([MetricName, Value]) => ({
      MetricName,
      Value,
      Dimensions,
      Timestamp,
    }));
  }

  async #changeValues({ follower, session }: Replication): Promise<Record<string, number>> {
    if (follower === undefined || session === undefined) return {};
    const isIdle = await follower.isIdle().catch(() => false);
    const since = (time: number | undefined) =>
      time === undefined || isIdle ? 0 : Math.max(0, (Date.now() - time) / 1_000);
    const waiting = follower.rows.read - follower.rows.applied;
    return {
      CDCLatencySource: Math.max(since(follower.newestRead), this.#played("source-latency")),
      CDCLatencyTarget: Math.max(since(follower.oldestUnapplied), this.#played("target-latency")),
      CDCIncomingChanges: waiting,
      CDCChangesMemoryTarget: waiting,
      CDCChangesDiskTarget: 0,
      CDCThroughputRowsSource: follower.rows.read,
      CDCThroughputRowsTarget: follower.rows.applied,
    };
  }

  /** Seconds of latency by a fault, growing while it is played. */
  #played(fault: "source-latency" | "target-latency"): number {
    const found = this.faults.find(fault);
    if (found === undefined) {
      this.#latencySince.delete(fault);
      return 0;
    }
    const since = this.#latencySince.get(fault) ?? nowSeconds();
    this.#latencySince.set(fault, since);
    return (found.seconds ?? 30) + growth * (nowSeconds() - since);
  }
}
