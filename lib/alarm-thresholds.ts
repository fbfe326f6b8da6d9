/**
 * When an alarm goes off, in the unit of its metric: at `warning` somebody should look during the day,
 * at `critical` at once.
 *
 * AWS publishes no thresholds for DMS; these are this project's proposal, to be tuned in operation.
 */
export interface Thresholds {
  readonly warning?: number;
  readonly critical?: number;
}

/** The thresholds that there can be, most urgent last. */
export const severities = ["warning", "critical"] as const satisfies (keyof Thresholds)[];

const secondsPerHour = 3600;
const bytesPerMiB = 2 ** 20;
const bytesPerGiB = 2 ** 30;

/** Percent of a processor, used for longer than a quarter of an hour. */
export const cpuPercent = { warning: 80, critical: 95 } satisfies Thresholds;

/** Bytes that a replication instance has moved from memory to disk. */
export const swapBytes = {
  warning: 256 * bytesPerMiB,
  critical: 1024 * bytesPerMiB,
} satisfies Thresholds;

/** Seconds by which a replication task is behind its source. */
export const replicationLatencySeconds = { warning: 300, critical: 900 } satisfies Thresholds;

/** The same while the cut-over is near: changes that are not applied within seconds prolong it. */
export const cutoverLatencySeconds = { warning: 10, critical: 60 } satisfies Thresholds;

/** Changes that wait for a replication task to apply them. */
export const waitingChanges = { warning: 10_000 } satisfies Thresholds;

/** Milliseconds by which an Aurora reader is behind the writer; usual is below 100. */
export const replicaLagMilliseconds = { warning: 1_000, critical: 10_000 } satisfies Thresholds;

/** Errors in five minutes. */
export const errorCount = { warning: 10, critical: 100 } satisfies Thresholds;

/** Seconds within which 95 of 100 requests should be answered. */
export const responseSeconds = { warning: 1, critical: 5 } satisfies Thresholds;

/** Days until a certificate expires. ACM renews its own certificates 60 days before. */
export const certificateDays = { warning: 30, critical: 7 } satisfies Thresholds;

/** Whether a VPN tunnel is up: 1, or 0 when it is not. */
export const tunnelState = { warning: 1 } satisfies Thresholds;

/** Thresholds for the tunnels of a VPN connection that are up: half of them, or none. */
export const connectionState = { critical: 0.5 } satisfies Thresholds;

/** Deadlocks in a second: one in ten seconds, sustained. */
export const deadlocksPerSecond = { warning: 0.1 } satisfies Thresholds;

/** Requests that the web application firewall blocks in five minutes. */
export const blockedRequests = { warning: 1_000, critical: 10_000 } satisfies Thresholds;

/** Bytes that an Aurora cluster's volume may still grow by, of 128 TiB at least. */
export const volumeLeftBytes = {
  warning: 16 * 1024 * bytesPerGiB,
  critical: 8 * 1024 * bytesPerGiB,
} satisfies Thresholds;

/** A count that should be zero. */
export const unwanted = { warning: 0 } satisfies Thresholds;

/** A count that must be zero. */
export const forbidden = { critical: 0 } satisfies Thresholds;

/** Seconds behind the source at which half of what its binary log keeps is used up. */
export function binlogLatencySeconds(retentionHours: number): Thresholds {
  return { critical: (retentionHours * secondsPerHour) / 2 };
}

/** Bytes of free memory, 10 % and 5 % of the instance's. */
export function freeMemoryBytes(memoryGiB: number): Thresholds {
  return shareOf(memoryGiB, { warning: 0.1, critical: 0.05 });
}

/** Bytes of free replication storage, 25 % and 15 %; DMS itself first speaks up at 10 %. */
export function freeReplicationStorageBytes(allocatedStorageGiB: number): Thresholds {
  return shareOf(allocatedStorageGiB, { warning: 0.25, critical: 0.15 });
}

/** Bytes of free local storage, 10 % and 5 %: Aurora instances have twice as much of it as memory. */
export function freeLocalStorageBytes(memoryGiB: number): Thresholds {
  return shareOf(2 * memoryGiB, { warning: 0.1, critical: 0.05 });
}

/** Open connections, 80 % and 95 % of the instance's maximum. */
export function connectionCount(maxConnections: number): Thresholds {
  return {
    warning: Math.floor(0.8 * maxConnections),
    critical: Math.floor(0.95 * maxConnections),
  };
}

/**
 * Aurora MySQL's default `max_connections` for an instance's memory.
 *
 * The formula of Aurora's default parameter group in whole steps, as the table in the Aurora user
 * guide has it: 90 for 4 GiB and less, 135 for 8, 1,000 for 16, 2,000 for 32. Between two steps it
 * stays at the lower one, so that an alarm comes early rather than never.
 */
export function defaultMaxConnections(memoryGiB: number): number {
  const steps = (divisorBytes: number) =>
    Math.floor(Math.log2((memoryGiB * bytesPerGiB) / divisorBytes));
  return Math.max(90, 45 * steps(805_306_368), 1_000 * steps(8_187_281_408));
}

/** Memory in GiB of a serverless instance at a capacity in Aurora capacity units. */
export function serverlessMemoryGiB(capacity: number): number {
  return 2 * capacity;
}

function shareOf(
  gibibytes: number,
  share: { warning: number; critical: number },
): Required<Thresholds> {
  return {
    warning: Math.floor(share.warning * gibibytes * bytesPerGiB),
    critical: Math.floor(share.critical * gibibytes * bytesPerGiB),
  };
}
