import type { SizedRule } from "../../lib/alarm-rules";
import {
  freeMemoryBytes,
  freeReplicationStorageBytes,
  swapBytes,
} from "../../lib/alarm-thresholds";
import { dmsMemoryGiB } from "../../lib/dms-classes";
import { cpuRule } from "./instance-rules";

/** Properties of a replication instance from which its thresholds follow. */
export interface InstanceSize {
  readonly class: string;
  readonly allocatedStorageGiB: number;
}

/** Alarms on a replication instance. */
export const instanceRules: SizedRule<InstanceSize>[] = [
  cpuRule(
    "The replication instance is short of processor time and replication falls behind. Load fewer tables in parallel, or take a larger dms.replicationInstance.class.",
  ),
  {
    rule: "memory",
    metric: "FreeableMemory",
    statistic: "Average",
    alarmWhen: "below",
    thresholds: (size) => freeMemoryBytes(dmsMemoryGiB(size.class)),
    whenMissing: "missing",
    advice:
      "The replication instance runs out of memory and will swap. Look for long transactions and large LOBs in the task log, or take a larger dms.replicationInstance.class.",
  },
  {
    rule: "swap",
    metric: "SwapUsage",
    statistic: "Average",
    alarmWhen: "above",
    thresholds: swapBytes,
    whenMissing: "missing",
    advice:
      "The replication instance swaps, which slows every task on it. Take a larger dms.replicationInstance.class.",
  },
  {
    rule: "storage",
    metric: "FreeStorageSpace",
    statistic: "Minimum",
    alarmWhen: "below",
    thresholds: (size) => freeReplicationStorageBytes(size.allocatedStorageGiB),
    periods: 1,
    whenMissing: "missing",
    advice:
      "Logs and waiting changes fill the replication instance's disk; when it is full every task stops. Delete task logs, see why the target is slow, or raise dms.replicationInstance.allocatedStorageGiB, which waits for the maintenance window unless it is applied at once by hand.",
  },
];
