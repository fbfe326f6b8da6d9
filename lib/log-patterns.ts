import type { AlarmRule, WatchedKind } from "./alarm-rules";
import { errorCount, unwanted } from "./alarm-thresholds";

/** A log entry that no metric covers, and the alarm on it. */
export interface LogPattern {
  /** Kind of the log. */
  readonly kind: Extract<
    WatchedKind,
    "tunnelLog" | "taskLog" | "serverlessLog" | "auroraErrorLog" | "auroraAuditLog"
  >;
  /** In names of the filter and its alarms. */
  readonly name: string;
  /** Filter pattern of CloudWatch Logs. */
  readonly pattern: string;
  /** The alarm on the metric that counts what matches. */
  readonly rule: AlarmRule;
}

/**
 * Messages of tunnels whose negotiation failed. Source: AWS Site-to-Site VPN, "Contents of
 * Site-to-Site VPN logs".
 */
const failedNegotiations = [
  "No Proposal Match Found",
  "Pre-shared Key",
  "pre-shared key mismatch",
  "AUTHENTICATION_FAILED",
  "TS_UNACCEPTABLE",
  "Phase 2 was unable to establish",
  "un-established Phase 1",
];

/** Patterns that logs are searched for. */
export const logPatterns: readonly LogPattern[] = [
  {
    kind: "tunnelLog",
    name: "vpn-log",
    pattern: anyOf(failedNegotiations),
    rule: counted("VpnFailedNegotiations", {
      rule: "negotiations",
      thresholds: unwanted,
      advice:
        "The ends of a VPN tunnel do not agree, so the tunnel stays down or goes down at the next renewal of its keys. The tunnel's log group says on what: proposals of phase 1 or 2 (network.onPremises.gateways[].tunnels), the pre-shared key, or the networks of each end.",
    }),
  },
  {
    kind: "taskLog",
    name: "dms-log",
    // A line of a task's log: 2026-01-31T12:00:00 [TARGET_APPLY    ]E:  …
    pattern: '"]E:"',
    rule: counted("ReplicationErrors", {
      rule: "errors",
      thresholds: unwanted,
      advice:
        "A replication task logs errors, and may go on without the rows that they are about. Read them in the log group of the output dmsLogGroupName and in awsdms_control.awsdms_apply_exceptions on Aurora.",
    }),
  },
  {
    kind: "serverlessLog",
    name: "dms-serverless-log",
    // Lines of a task's log, and the states of DMS Serverless: {'replication_state':'failed', …}
    pattern: anyOf(["]E:", "'replication_state':'failed'"]),
    rule: counted("ServerlessReplicationErrors", {
      rule: "errors",
      thresholds: unwanted,
      advice:
        "A serverless replication logs errors, or has failed. Read them in the log group dms-serverless-replication-<migration>-<environment>: a failure says there which connection or which capacity it could not get.",
    }),
  },
  {
    kind: "auroraErrorLog",
    name: "aurora-error-log",
    pattern: '"[ERROR]"',
    rule: counted("AuroraErrors", {
      rule: "errors",
      thresholds: unwanted,
      advice:
        "Aurora logs errors. Read them in the cluster's log group error: crashes, failed plugins and refused connections are told there first.",
    }),
  },
  {
    kind: "auroraAuditLog",
    name: "aurora-audit-log",
    // The operation of a refused login in the audit log's comma separated columns.
    pattern: '",FAILED_CONNECT,"',
    rule: counted("AuroraFailedLogins", {
      rule: "failed-logins",
      thresholds: errorCount,
      advice:
        "Many logins to Aurora fail: an application with an old password, or somebody who guesses. The cluster's log group audit says from where and as whom.",
    }),
  },
];

/** Lines with one of some texts in them, which must have no quote. */
function anyOf(texts: readonly string[]): string {
  return texts.map((text) => `?"${text}"`).join(" ");
}

/** An alarm on a count of log lines in five minutes. */
function counted(
  metric: string,
  given: Pick<AlarmRule, "rule" | "thresholds" | "advice">,
): AlarmRule {
  return {
    ...given,
    metric,
    statistic: "Sum",
    alarmWhen: "above",
    periods: 1,
    whenMissing: "notBreaching",
  };
}
