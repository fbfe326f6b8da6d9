import type { Check, Judgement } from "../check";
import { targetCheck, type TargetSituation } from "../target-situation";
import { isOn, valueOf } from "../variables";

const preset = "-- database.parameterPreset: migration, and deploy";

/** A check of variables of which each has one right value. */
function variables(
  definition: Pick<Check, "id" | "why" | "source" | "assessment"> & {
    readonly wanted: Readonly<Record<string, string>>;
    readonly wrong: Judgement["verdict"];
    readonly remedy: string;
  },
): Check<TargetSituation> {
  const { wanted, wrong, remedy, ...about } = definition;
  const isSame = (left: string, right: string): boolean =>
    isOn(left) && isOn(right) ? true : left.toUpperCase() === right.toUpperCase();
  return targetCheck({
    ...about,
    asks: ["variables"],
    judge: (answers) => {
      const names = Object.keys(wanted);
      const values = names.map((name) => valueOf(answers, name) ?? "OFF");
      const isRight = values.every((value, index) =>
        isSame(value, wanted[names[index] ?? ""] ?? ""),
      );
      return [
        {
          verdict: isRight ? "pass" : wrong,
          measured: names.map((name, index) => `${name} = ${values[index] ?? ""}`).join(", "),
          wanted: names.map((name) => `${name} = ${wanted[name] ?? ""}`).join(", "),
          ...(!isRight && { remedy }),
        },
      ];
    },
  });
}

/** Checks on Aurora as a server before DMS writes to it. */
export const targetServerChecks: readonly Check<TargetSituation>[] = [
  variables({
    id: "target-writable",
    why: "DMS writes to the writer; a reader refuses.",
    source: "DMS user guide, premigration assessments",
    assessment: "all-check-target-read-replica",
    wanted: { innodb_read_only: "OFF", read_only: "OFF" },
    wrong: "failure",
    remedy: "-- connect to auroraClusterEndpoint, which leads to the writer",
  }),
  variables({
    id: "target-local-infile",
    why: "DMS loads with LOAD DATA LOCAL INFILE.",
    source: "DMS user guide, CHAP_Target.MySQL",
    assessment: "mysql-check-target-localinfile-set",
    wanted: { local_infile: "ON" },
    wrong: "failure",
    remedy: preset,
  }),
  variables({
    id: "target-function-creators",
    why: "Triggers and functions cannot be made otherwise: error 1419.",
    source: "MySQL reference, Stored Program Binary Logging; tried",
    wanted: { log_bin_trust_function_creators: "ON" },
    wrong: "failure",
    remedy: preset,
  }),
  variables({
    id: "target-binlog",
    why: "The way back reads Aurora's binary log. binlog_format needs a reboot: this is the value in force.",
    source: "Aurora user guide, binlog_format",
    wanted: { log_bin: "ON", binlog_format: "ROW", binlog_row_image: "FULL" },
    wrong: "failure",
    remedy: "-- reboot the writer: aws rds reboot-db-instance; the parameter group has the values",
  }),
  targetCheck({
    id: "target-binlog-retention",
    why: "The way back ends when Aurora removes its binary log, which it does at once by default.",
    source: "Aurora user guide, mysql.rds_set_configuration",
    asks: ["rdsConfiguration"],
    unanswered: "warning",
    judge: ({ rdsConfiguration }) => {
      const row = rdsConfiguration.find(({ name }) => name === "binlog retention hours");
      const hours = Number(row?.value ?? 0);
      return [
        {
          verdict: hours >= 72 ? "pass" : "warning",
          measured: row?.value == null ? "not set" : `${hours} h`,
          wanted: "72 h or more, from before the cut-over on",
          ...(hours < 72 && {
            remedy: "CALL mysql.rds_set_configuration('binlog retention hours', 168);",
          }),
        },
      ];
    },
  }),
  targetCheck({
    id: "target-timeouts",
    why: "Aurora ends a connection that reads or writes for longer.",
    source: "DMS user guide, premigration assessments for MySQL",
    assessment: "mysql-check-target-network-parameter",
    asks: ["variables"],
    judge: (answers) => {
      const names = ["net_read_timeout", "net_write_timeout", "wait_timeout"];
      const short = names.filter((name) => Number(valueOf(answers, name) ?? Infinity) < 300);
      return [
        {
          verdict: short.length === 0 ? "pass" : "warning",
          measured: names.map((name) => `${name} = ${valueOf(answers, name) ?? "?"}`).join(", "),
          wanted: "300 s or more each",
          ...(short.length > 0 && { remedy: `-- database.parameters: ${short.join(", ")}` }),
        },
      ];
    },
  }),
  targetCheck({
    id: "target-events",
    why: "Until the cut-over the source runs the events, and DMS copies what they change.",
    source: "tried",
    asks: ["variables", "events"],
    judge: (answers) => {
      const enabled = answers.events.filter(({ status }) => status === "ENABLED");
      const isOnNow = isOn(valueOf(answers, "event_scheduler"));
      const isRunning = isOnNow && enabled.length > 0;
      return [
        {
          verdict: isRunning ? "failure" : isOnNow ? "warning" : "pass",
          measured: `event_scheduler = ${isOnNow ? "ON" : "OFF"}, ${enabled.length} enabled events`,
          wanted: "OFF, or no event",
          ...(isOnNow && { remedy: preset }),
        },
      ];
    },
  }),
  targetCheck({
    id: "target-zones",
    why: "Statements that name a zone answer NULL where the server has no tables of zones.",
    source: "MySQL reference, Time Zone Support",
    asks: ["namedZones"],
    judge: ({ namedZones }) => {
      const isKnown = namedZones.some(({ converted }) => converted !== null);
      return [
        {
          verdict: isKnown ? "pass" : "warning",
          measured: isKnown ? "known" : "no named zone is known",
          wanted: "named zones, as Aurora has them",
          ...(!isKnown && { remedy: "-- mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql mysql" }),
        },
      ];
    },
  }),
];
