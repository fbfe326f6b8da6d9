import { check, type Check, type Judgement } from "../check";
import { estimatedLoadHours, hoursText } from "../estimates";
import type { Answers } from "../questions";
import { followsChanges, type Situation } from "../situation";
import { isOn, setInFile, setVariable, valueOf } from "../variables";

const mysqlSource = "DMS user guide, CHAP_Source.MySQL";
const assessments = "DMS user guide, premigration assessments for MySQL";

/** A check of one variable of the binary log, which only a migration that follows changes reads. */
function setting(
  definition: Pick<Check, "id" | "why" | "source" | "assessment"> & {
    readonly names: readonly string[];
    readonly wanted: string;
    readonly isRight: (value: string) => boolean;
    readonly remedy: (situation: Situation, name: string) => string;
  },
): Check {
  const { names, wanted, isRight, remedy, ...about } = definition;
  return check({
    ...about,
    asks: ["variables"],
    judge: (answers, situation) => {
      const name = names.find((candidate) => valueOf(answers, candidate) !== undefined);
      const value = name === undefined ? undefined : valueOf(answers, name);
      if (!followsChanges(situation) || name === undefined || value === undefined) return [];
      const measured = `${name} = ${value || "(empty)"}`;
      return isRight(value)
        ? [{ verdict: "pass", measured, wanted }]
        : [{ verdict: "failure", measured, wanted, remedy: remedy(situation, name) }];
    },
  });
}

/** Hours that the server keeps its binary log; infinite when it never removes it. */
export function retentionHours(answers: Pick<Answers, "variables">): number {
  if (valueOf(answers, "binlog_expire_logs_auto_purge")?.toUpperCase() === "OFF") return Infinity;
  const seconds = Number(valueOf(answers, "binlog_expire_logs_seconds") ?? 0);
  const days = Number(valueOf(answers, "expire_logs_days") ?? 0);
  const hours = seconds > 0 ? seconds / 3600 : days * 24;
  return hours === 0 ? Infinity : hours;
}

/** Hours that the binary log should reach back: three days, the configured hours, two loads. */
export function wantedRetentionHours(
  answers: Pick<Answers, "tables">,
  { settings }: Pick<Situation, "settings">,
): number {
  return Math.ceil(Math.max(72, settings.binlogRetentionHours, 2 * estimatedLoadHours(answers)));
}

function judgeRetention(
  answers: Pick<Answers, "variables" | "tables">,
  situation: Situation,
): readonly Judgement[] {
  if (!followsChanges(situation)) return [];
  const hours = retentionHours(answers);
  const needed = wantedRetentionHours(answers, situation);
  const wanted = `at least ${needed} h: 72 h, dms.sources.<name>.binlogRetentionHours, and twice the load`;
  const measured = hours === Infinity ? "never removed: watch the disk" : hoursText(hours);
  if (hours >= needed) return [{ verdict: "pass", measured, wanted }];
  const hasSeconds = valueOf(answers, "binlog_expire_logs_seconds") !== undefined;
  const remedy = hasSeconds
    ? setVariable(situation.server, "binlog_expire_logs_seconds", needed * 3600)
    : setVariable(situation.server, "expire_logs_days", Math.ceil(needed / 24));
  return [{ verdict: hours < 24 ? "failure" : "warning", measured, wanted, remedy }];
}

function judgeFilters(
  { logStatus }: Pick<Answers, "logStatus">,
  situation: Situation,
): readonly Judgement[] {
  const [status] = logStatus;
  if (!followsChanges(situation) || status === undefined) return [];
  const only = listOf(status.binlog_do_db);
  const without = listOf(status.binlog_ignore_db);
  const wanted = "every selected schema is logged";
  if (only.length + without.length === 0) {
    return [{ verdict: "pass", measured: "no filter", wanted }];
  }
  const measured = [
    ...(only.length > 0 ? [`binlog_do_db: ${only.join(", ")}`] : []),
    ...(without.length > 0 ? [`binlog_ignore_db: ${without.join(", ")}`] : []),
  ].join("; ");
  const lost = situation.schemas.filter(
    (schema) => (only.length > 0 && !only.includes(schema)) || without.includes(schema),
  );
  return [
    {
      verdict: lost.length > 0 ? "failure" : "warning",
      measured: lost.length > 0 ? `${measured}; not logged: ${lost.join(", ")}` : measured,
      wanted,
      remedy: setInFile("remove binlog_do_db and binlog_ignore_db"),
    },
  ];
}

function listOf(value: string): readonly string[] {
  return value === "" ? [] : value.split(",");
}

/** Checks on the binary log of a source, which DMS follows. */
export const binaryLogChecks: readonly Check[] = [
  setting({
    id: "log-bin",
    why: "Without a binary log only a full load is possible.",
    source: mysqlSource,
    assessment: "mysql-check-binlog-enabled",
    names: ["log_bin"],
    wanted: "ON",
    isRight: isOn,
    remedy: () => setInFile("log_bin = binlog"),
  }),
  setting({
    id: "binlog-format",
    why: "DMS reads rows, not statements. A session that is open keeps the format that it began with.",
    source: mysqlSource,
    assessment: "mysql-check-binlog-format",
    names: ["binlog_format"],
    wanted: "ROW",
    isRight: (value) => value.toUpperCase() === "ROW",
    remedy: ({ server }) => setVariable(server, "binlog_format", "ROW"),
  }),
  setting({
    id: "binlog-row-image",
    why: "Updates and deletions find their row only with all columns of it.",
    source: mysqlSource,
    assessment: "mysql-check-binlog-image",
    names: ["binlog_row_image"],
    wanted: "FULL",
    isRight: (value) => value.toUpperCase() === "FULL",
    remedy: ({ server }) => setVariable(server, "binlog_row_image", "FULL"),
  }),
  setting({
    id: "binlog-row-value-options",
    why: "With PARTIAL_JSON an update logs a part of a JSON document, not the whole value.",
    source: "MySQL reference, binlog_row_value_options",
    names: ["binlog_row_value_options"],
    wanted: "(empty)",
    isRight: (value) => value === "",
    remedy: ({ server }) => setVariable(server, "binlog_row_value_options", ""),
  }),
  setting({
    id: "binlog-compression",
    why: "DMS cannot read compressed transactions.",
    source: assessments,
    assessment: "mysql-check-binlog-compression",
    names: ["binlog_transaction_compression", "log_bin_compress"],
    wanted: "OFF",
    isRight: (value) => !isOn(value),
    remedy: ({ server }, name) => setVariable(server, name, "OFF"),
  }),
  setting({
    id: "binlog-checksum",
    why: "DMS checks CRC32 itself; it knows no other checksum.",
    source: mysqlSource,
    names: ["binlog_checksum"],
    wanted: "CRC32 or NONE",
    isRight: (value) => ["CRC32", "NONE"].includes(value.toUpperCase()),
    remedy: ({ server }) => setVariable(server, "binlog_checksum", "CRC32"),
  }),
  check({
    id: "binlog-retention",
    why: "A task that stops for longer than the log reaches back must load everything again.",
    source: "DMS user guide, CHAP_Source.MySQL; the assessment asks for more than 24 hours",
    assessment: "mysql-check-binlog-retention-time",
    asks: ["variables", "tables"],
    judge: judgeRetention,
  }),
  check({
    id: "binlog-files",
    why: "A job may remove log files despite the retention; a single file suggests that.",
    source: "MySQL reference, PURGE BINARY LOGS",
    asks: ["binaryLogs"],
    unanswered: "warning",
    judge: ({ binaryLogs }, situation) =>
      followsChanges(situation)
        ? [
            {
              verdict: binaryLogs.length > 1 ? "pass" : "warning",
              measured: `${binaryLogs.length} ${binaryLogs.length === 1 ? "file" : "files"}`,
              wanted: "more than the current file",
              ...(binaryLogs.length <= 1 && {
                remedy: "-- look for a job that runs PURGE BINARY LOGS; a new server is in order",
              }),
            },
          ]
        : [],
  }),
  check({
    id: "binlog-filters",
    why: "Changes of a schema that the server filters are never logged, and never replicated.",
    source: "MySQL reference, binlog_do_db",
    asks: ["logStatus"],
    judge: judgeFilters,
  }),
];
