import * as pulumi from "@pulumi/pulumi";
import { exportedLogGroupName } from "../../lib/aurora-names";
import { instancePurpose } from "../../lib/dms-names";
import type { WatchedLog } from "./log-filters";

/** The log groups that are searched. */
export interface LogSources {
  readonly network: {
    /** Log groups of the VPN's tunnels; empty without a VPN. */
    readonly vpnLogGroupNames: pulumi.Input<string>[];
  };
  readonly dms: {
    /** The log group of each replication instance, by name. */
    readonly replicationInstances: Record<string, { readonly logGroupName: pulumi.Input<string> }>;
    /** The log group of each migration that runs serverless, by name. */
    readonly serverlessLogGroupNames: Record<string, pulumi.Input<string>>;
  };
  readonly database: { readonly clusterIdentifier: pulumi.Input<string> };
}

/** The logs of the VPN's tunnels, of DMS and of Aurora. */
export function watchedLogs({ network, dms, database }: LogSources): WatchedLog[] {
  const exported = (log: string) =>
    pulumi
      .output(database.clusterIdentifier)
      .apply((identifier) => exportedLogGroupName(identifier, log));
  return [
    ...network.vpnLogGroupNames.map((logGroupName, index): WatchedLog => ({
      kind: "tunnelLog",
      name: index === 0 ? "vpn-log" : `vpn-${index + 1}-log`,
      logGroupName,
    })),
    ...Object.entries(dms.serverlessLogGroupNames).map(([name, logGroupName]): WatchedLog => ({
      kind: "serverlessLog",
      name: `dms-serverless-${name}-log`,
      logGroupName,
    })),
    ...Object.entries(dms.replicationInstances).map(([name, { logGroupName }]): WatchedLog => ({
      kind: "taskLog",
      name: `${instancePurpose(name)}-log`,
      logGroupName,
    })),
    { kind: "auroraErrorLog", name: "aurora-error-log", logGroupName: exported("error") },
    { kind: "auroraAuditLog", name: "aurora-audit-log", logGroupName: exported("audit") },
  ];
}
