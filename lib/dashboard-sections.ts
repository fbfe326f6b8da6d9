import type { WatchedKind } from "./alarm-rules";

/** A graph: which metrics of which kinds of resources it shows, one line for each resource. */
export interface GraphPlan {
  readonly title: string;
  readonly series: readonly (readonly [kind: WatchedKind, metric: string])[];
}

/** A part of the dashboard. */
export interface SectionPlan {
  readonly title: string;
  /** Where to look first. */
  readonly hint: string;
  readonly graphs: readonly GraphPlan[];
}

/** The dashboard, from the data centre to the users: the first part with an alarm is where to begin. */
export const dashboardSections: readonly SectionPlan[] = [
  {
    title: "1 · Data centre",
    hint: "One tunnel is enough; without any, replication stands still and the source must keep its binary logs.",
    graphs: [
      {
        title: "VPN tunnels up",
        series: [
          ["vpn", "TunnelState"],
          ["tunnel", "TunnelState"],
        ],
      },
      {
        title: "Bytes through the VPN",
        series: [
          ["vpn", "TunnelDataIn"],
          ["vpn", "TunnelDataOut"],
        ],
      },
      { title: "Negotiations that failed", series: [["tunnelLog", "VpnFailedNegotiations"]] },
      { title: "Connections that NAT refuses", series: [["natGateway", "ErrorPortAllocation"]] },
    ],
  },
  {
    title: "2 · Source and replication",
    hint: "Latency of the target includes that of the source: look at the source first.",
    graphs: [
      { title: "Source latency (s)", series: [["task", "CDCLatencySource"]] },
      { title: "Target latency (s)", series: [["task", "CDCLatencyTarget"]] },
      {
        title: "Changes (rows/s)",
        series: [
          ["task", "CDCThroughputRowsSource"],
          ["task", "CDCThroughputRowsTarget"],
        ],
      },
      { title: "Full load (rows/s)", series: [["task", "FullLoadThroughputRowsTarget"]] },
      { title: "Changes that wait", series: [["task", "CDCIncomingChanges"]] },
      {
        title: "Errors in task logs",
        series: [
          ["taskLog", "ReplicationErrors"],
          ["serverlessLog", "ServerlessReplicationErrors"],
        ],
      },
      {
        title: "Changes on disk",
        series: [
          ["task", "CDCChangesDiskSource"],
          ["task", "CDCChangesDiskTarget"],
        ],
      },
    ],
  },
  {
    title: "3 · Replication instance",
    hint: "Swap and full disks slow every task of an instance.",
    graphs: [
      { title: "CPU (%)", series: [["replicationInstance", "CPUUtilization"]] },
      { title: "Free memory (bytes)", series: [["replicationInstance", "FreeableMemory"]] },
      { title: "Swap (bytes)", series: [["replicationInstance", "SwapUsage"]] },
      { title: "Free storage (bytes)", series: [["replicationInstance", "FreeStorageSpace"]] },
    ],
  },
  {
    title: "4 · Validation",
    hint: "Do not cut over while a row differs, or is not compared yet.",
    graphs: [
      {
        title: "Rows that differ, or change too often to be compared",
        series: [
          ["task", "ValidationFailedOverallCount"],
          ["task", "ValidationSuspendedOverallCount"],
        ],
      },
      { title: "Rows not compared yet", series: [["task", "ValidationPendingOverallCount"]] },
      { title: "Rows that agree", series: [["task", "ValidationSucceededRecordCount"]] },
    ],
  },
  {
    title: "5 · Aurora",
    hint: "During a load the writer is busy; readers must keep up.",
    graphs: [
      {
        title: "CPU (%)",
        series: [
          ["auroraInstance", "CPUUtilization"],
          ["auroraReaders", "CPUUtilization"],
        ],
      },
      {
        title: "Free memory (bytes)",
        series: [
          ["auroraInstance", "FreeableMemory"],
          ["auroraReaders", "FreeableMemory"],
        ],
      },
      {
        title: "Free local storage (bytes)",
        series: [
          ["auroraInstance", "FreeLocalStorage"],
          ["auroraReaders", "FreeLocalStorage"],
        ],
      },
      {
        title: "Connections",
        series: [
          ["auroraInstance", "DatabaseConnections"],
          ["auroraReaders", "DatabaseConnections"],
        ],
      },
      {
        title: "Replica lag (ms)",
        series: [
          ["auroraInstance", "AuroraReplicaLag"],
          ["auroraReaders", "AuroraReplicaLag"],
        ],
      },
      { title: "Writes (statements/s)", series: [["auroraInstance", "DMLThroughput"]] },
      { title: "Latency of a write (ms)", series: [["auroraInstance", "DMLLatency"]] },
      { title: "Deadlocks (1/s)", series: [["auroraInstance", "Deadlocks"]] },
      { title: "Binary log lag (s)", series: [["auroraCluster", "AuroraBinlogReplicaLag"]] },
      { title: "Errors in the log", series: [["auroraErrorLog", "AuroraErrors"]] },
      { title: "Refused logins", series: [["auroraAuditLog", "AuroraFailedLogins"]] },
      {
        title: "Left of the volume (bytes)",
        series: [["auroraCluster", "AuroraVolumeBytesLeftTotal"]],
      },
    ],
  },
  {
    title: "6 · Application",
    hint: "After the cut-over, errors and slow answers show here first.",
    graphs: [
      { title: "Requests", series: [["loadBalancer", "RequestCount"]] },
      {
        title: "Answers with errors",
        series: [
          ["loadBalancer", "HTTPCode_ELB_5XX_Count"],
          ["targets", "HTTPCode_Target_5XX_Count"],
        ],
      },
      { title: "Response time, 95th percentile (s)", series: [["targets", "TargetResponseTime"]] },
      {
        title: "Targets",
        series: [
          ["targets", "HealthyHostCount"],
          ["targets", "UnHealthyHostCount"],
        ],
      },
      {
        title: "Connections that fail",
        series: [
          ["loadBalancer", "RejectedConnectionCount"],
          ["targets", "TargetConnectionErrorCount"],
        ],
      },
      {
        title: "Web application firewall",
        series: [
          ["firewall", "AllowedRequests"],
          ["firewall", "BlockedRequests"],
        ],
      },
      { title: "Days until the certificate expires", series: [["certificate", "DaysToExpiry"]] },
    ],
  },
  {
    title: "Around it",
    hint: "Passwords that change, and messages that arrive.",
    graphs: [
      { title: "Rotations that failed", series: [["rotation", "Errors"]] },
      { title: "Events that were not told", series: [["eventRule", "FailedInvocations"]] },
    ],
  },
];
