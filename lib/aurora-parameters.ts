/** One parameter of an Aurora MySQL parameter group, in the form RDS takes it. */
export interface DatabaseParameter {
  readonly name: string;
  readonly value: string;
  /** `immediate` for dynamic parameters, `pending-reboot` for static ones. */
  readonly applyMethod: "immediate" | "pending-reboot";
}

/**
 * The static parameters among those set here. RDS refuses `immediate` for them, and reports a
 * difference for ever when a dynamic one is declared `pending-reboot`.
 */
const staticParameters = new Set(["binlog_format", "tls_version"]);

function parameters(values: Record<string, string>): DatabaseParameter[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    applyMethod: staticParameters.has(name) ? "pending-reboot" : "immediate",
  }));
}

/**
 * Cluster parameters of Aurora MySQL 3 as the target of a migration, and as a source later: TLS for
 * every client, a row-based binary log, the audit log, and what DMS asks of a target.
 */
export function clusterParameters(): DatabaseParameter[] {
  return parameters({
    require_secure_transport: "ON",
    tls_version: "TLSv1.2,TLSv1.3",
    binlog_format: "ROW",
    binlog_row_image: "FULL",
    server_audit_logging: "1",
    // Connections and changes of data definition or grants; QUERY would log the data itself.
    server_audit_events: "CONNECT,QUERY_DCL,QUERY_DDL",
    // DMS loads with LOAD DATA LOCAL INFILE.
    local_infile: "1",
  });
}

/** Instance parameters: the slow query log, and timeouts long enough for DMS (at least 300 s). */
export function instanceParameters(): DatabaseParameter[] {
  return parameters({
    slow_query_log: "1",
    long_query_time: "2",
    net_read_timeout: "300",
    net_write_timeout: "300",
    max_allowed_packet: "1073741824",
  });
}
