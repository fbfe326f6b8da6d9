/** One parameter of an Aurora MySQL parameter group, in the form RDS takes it. */
export interface DatabaseParameter {
  readonly name: string;
  readonly value: string;
  /** `immediate` for dynamic parameters, `pending-reboot` for static ones. */
  readonly applyMethod: "immediate" | "pending-reboot";
}

/**
 * Presets of Aurora's parameters: `migration` while data is loaded and replicated, `live` once
 * applications use the cluster.
 */
export const parameterPresets = ["migration", "live"] as const;

/** One of {@link parameterPresets}. */
export type ParameterPreset = (typeof parameterPresets)[number];

interface ParameterFacts {
  /** The parameter group that the parameter belongs to. */
  readonly group: "cluster" | "instance";
  /**
   * When a change takes effect: at once, or at the next reboot. RDS refuses `immediate` for static
   * parameters, and reports a difference for ever when a dynamic one is declared `pending-reboot`.
   */
  readonly apply: "dynamic" | "static";
  /** The value of both presets, or of each. Absent: Aurora's own default. */
  readonly value?: string | Readonly<Record<ParameterPreset, string>>;
  /** Whether the configuration may set another value. */
  readonly configurable?: true;
  /** Reason for the value, or use of setting it. */
  readonly reason: string;
}

/**
 * The parameters of Aurora MySQL 3 that are set here or may be. Groups as in Aurora's parameter
 * reference (AuroraMySQL.Reference.ParameterGroups), values for DMS as its user guide asks of a
 * MySQL target and of a MySQL source. `docs/database-parameters.md` is generated from it.
 *
 * Every preset sets the same parameters: a group resets none, so none waits for a reboot unexpectedly.
 */
export const auroraParameters = {
  require_secure_transport: {
    group: "cluster",
    apply: "dynamic",
    value: "ON",
    reason: "Clients without TLS are refused.",
  },
  tls_version: {
    group: "cluster",
    apply: "static",
    value: "TLSv1.2,TLSv1.3",
    reason: "Older versions of TLS can be broken.",
  },
  binlog_format: {
    group: "cluster",
    apply: "static",
    value: "ROW",
    reason:
      "DMS reads changes row by row. It takes a reboot, so it is set before the cut-over, when the way back needs it.",
  },
  binlog_row_image: {
    group: "cluster",
    apply: "dynamic",
    // As RDS writes it: full, minimal or noblob.
    value: "full",
    reason: "DMS needs every column of a changed row, before and after.",
  },
  server_audit_logging: {
    group: "cluster",
    apply: "dynamic",
    value: "1",
    reason: "Who connected and who changed what stands in a log.",
  },
  server_audit_events: {
    group: "cluster",
    apply: "dynamic",
    value: "CONNECT,QUERY_DCL,QUERY_DDL",
    reason: "Connections and changes of grants and tables; QUERY would log the data itself.",
  },
  event_scheduler: {
    group: "cluster",
    apply: "dynamic",
    value: { migration: "OFF", live: "ON" },
    reason:
      "Until the cut-over the source runs the events, and DMS carries over what they change; here they would do it again.",
  },
  character_set_server: {
    group: "cluster",
    apply: "dynamic",
    configurable: true,
    reason: "Default character set of new databases: the source server's.",
  },
  collation_server: {
    group: "cluster",
    apply: "dynamic",
    configurable: true,
    reason: "Default collation of new databases: the source server's.",
  },
  time_zone: {
    group: "cluster",
    apply: "dynamic",
    configurable: true,
    reason: "Time zone of NOW() and of TIMESTAMP columns for clients; UTC by default.",
  },
  lower_case_table_names: {
    group: "cluster",
    apply: "static",
    configurable: true,
    reason:
      "1 for a source that ignores the case of table names. Aurora reads it only when the cluster is created.",
  },
  local_infile: {
    group: "instance",
    apply: "dynamic",
    value: { migration: "1", live: "0" },
    reason:
      "DMS loads with LOAD DATA LOCAL INFILE; afterwards it is only a way to read clients' files.",
  },
  log_bin_trust_function_creators: {
    group: "instance",
    apply: "dynamic",
    value: { migration: "1", live: "0" },
    reason:
      "The dump of the schema creates triggers and functions, which the binary log otherwise leaves to users with SUPER, whom RDS does not have.",
  },
  binlog_transaction_compression: {
    group: "instance",
    apply: "dynamic",
    value: "OFF",
    reason: "DMS cannot read compressed transactions.",
  },
  net_read_timeout: {
    group: "instance",
    apply: "dynamic",
    value: "300",
    configurable: true,
    reason: "DMS requires at least 300 seconds on a source and a target.",
  },
  net_write_timeout: {
    group: "instance",
    apply: "dynamic",
    value: "300",
    configurable: true,
    reason: "DMS requires at least 300 seconds on a source and a target.",
  },
  wait_timeout: {
    group: "instance",
    apply: "dynamic",
    value: "28800",
    configurable: true,
    reason:
      "MySQL's default, set explicitly: DMS requires at least 300 seconds, and connection pools rely on it.",
  },
  interactive_timeout: {
    group: "instance",
    apply: "dynamic",
    value: "28800",
    configurable: true,
    reason: "Aurora closes idle sessions after the smaller of this and wait_timeout.",
  },
  max_allowed_packet: {
    group: "instance",
    apply: "dynamic",
    value: "1073741824",
    configurable: true,
    reason: "1 GiB, MySQL's maximum, so that every LOB of the source can be loaded and read.",
  },
  slow_query_log: {
    group: "instance",
    apply: "dynamic",
    value: "1",
    reason: "Queries that are slow here and were not on the source are found.",
  },
  long_query_time: {
    group: "instance",
    apply: "dynamic",
    value: "2",
    configurable: true,
    reason: "Seconds after which a query counts as slow.",
  },
  sql_mode: {
    group: "instance",
    apply: "dynamic",
    configurable: true,
    reason: "As on the source server, for applications that rely on a looser or stricter mode.",
  },
  max_connections: {
    group: "instance",
    apply: "dynamic",
    configurable: true,
    reason: "Aurora's default depends on the instance's memory.",
  },
  innodb_lock_wait_timeout: {
    group: "instance",
    apply: "dynamic",
    configurable: true,
    reason: "Seconds that a transaction waits for a row, as on the source server.",
  },
  group_concat_max_len: {
    group: "instance",
    apply: "dynamic",
    configurable: true,
    reason: "Length at which GROUP_CONCAT truncates, as on the source server.",
  },
} as const satisfies Record<string, ParameterFacts>;

type ParameterName = keyof typeof auroraParameters;

/** A parameter that the configuration may set. */
export type ConfigurableParameter = {
  [Name in ParameterName]: (typeof auroraParameters)[Name] extends { configurable: true }
    ? Name
    : never;
}[ParameterName];

/** Parameters that the configuration sets, over the preset's. */
export type ParameterOverrides = {
  readonly [Name in ConfigurableParameter]?: string | number | undefined;
};

/** Further parameters that people look for, and why the configuration may not set them. */
const neverSet: Readonly<Record<string, string>> = {
  foreign_key_checks: "the DMS endpoint switches them off for its own session, and for no other",
  unique_checks: "without them a duplicate would be written instead of reported",
  innodb_flush_log_at_trx_commit: "another value loses committed transactions",
  innodb_trx_commit_allow_data_loss: "it allows to lose committed transactions",
  sync_binlog: "another value loses changes that DMS has to read",
  read_only: "Aurora decides which instance is read",
  aurora_enhanced_binlog:
    "it changes only together with other parameters, and removes the binary log that is there",
  general_log: "it writes the data of every statement into a log",
};

/** The parameters that the configuration may not set, each with the reason. */
export const fixedParameters: Readonly<Record<string, string>> = {
  ...neverSet,
  ...Object.fromEntries(
    entries()
      .filter(([, facts]) => facts.configurable !== true)
      .map(([name, { reason }]) => [name, `the preset sets it: ${reason.replace(/\.$/, "")}`]),
  ),
};

/** The parameters of the cluster's parameter group. */
export function clusterParameters(
  preset: ParameterPreset,
  overrides: ParameterOverrides = {},
): DatabaseParameter[] {
  return parametersOf("cluster", preset, overrides);
}

/** The parameters of the instances' parameter group. */
export function instanceParameters(
  preset: ParameterPreset,
  overrides: ParameterOverrides = {},
): DatabaseParameter[] {
  return parametersOf("instance", preset, overrides);
}

/** The value of a parameter in a preset; undefined where Aurora's own default stays. */
export function presetValue(
  { value }: Pick<ParameterFacts, "value">,
  preset: ParameterPreset,
): string | undefined {
  return typeof value === "object" ? value[preset] : value;
}

function parametersOf(
  group: ParameterFacts["group"],
  preset: ParameterPreset,
  overrides: ParameterOverrides,
): DatabaseParameter[] {
  const given: Readonly<Record<string, string | number | undefined>> = overrides;
  return entries()
    .filter(([, facts]) => facts.group === group)
    .flatMap(([name, facts]) => {
      const value = given[name] ?? presetValue(facts, preset);
      const applyMethod = facts.apply === "static" ? "pending-reboot" : "immediate";
      return value === undefined ? [] : [{ name, value: String(value), applyMethod }];
    });
}

function entries(): [string, ParameterFacts][] {
  return Object.entries(auroraParameters);
}
