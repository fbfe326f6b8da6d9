import { sqlModeFor80 } from "../../database/sql-mode";
import { check, type Check, type Judgement } from "../check";
import type { Answers } from "../questions";
import type { Situation } from "../situation";
import { isSameClock, offsetsOf, offsetsOfZone, offsetsText, zoneWith } from "../time-zone";
import { isOn, valueOf } from "../variables";

/** The source's own name of its zone, when DMS would know it too; else one with the same clock. */
export function timeZoneOf(answers: Pick<Answers, "variables" | "clock">): string | undefined {
  const [clock] = answers.clock;
  if (!clock) return undefined;
  const offsets = offsetsOf(clock);
  const named = valueOf(answers, "time_zone") ?? "SYSTEM";
  const isKnown =
    Intl.supportedValuesOf("timeZone").includes(named) &&
    isSameClock(offsetsOfZone(named), offsets);
  return isKnown ? named : zoneWith(offsets);
}

function judgeTimeZone(
  answers: Pick<Answers, "variables" | "clock">,
  { settings }: Situation,
): readonly Judgement[] {
  const [clock] = answers.clock;
  if (!clock) return [];
  const offsets = offsetsOf(clock);
  const configured = offsetsOfZone(settings.serverTimezone);
  const zone = valueOf(answers, "time_zone") ?? "?";
  const system = zone === "SYSTEM" ? ` (${valueOf(answers, "system_time_zone") ?? "?"})` : "";
  const measured = `${zone}${system}: ${offsetsText(offsets)}`;
  const wanted = `serverTimezone ${settings.serverTimezone}: ${offsetsText(configured)}`;
  if (isSameClock(offsets, configured)) return [{ verdict: "pass", measured, wanted }];
  const name = timeZoneOf(answers);
  return [
    {
      verdict: "failure",
      measured,
      wanted,
      remedy: `-- dms.sources.<name>.serverTimezone: ${name ?? "a zone with this clock"}`,
    },
  ];
}

function judgeCase(
  answers: Pick<Answers, "variables">,
  { target }: Situation,
): readonly Judgement[] {
  const own = valueOf(answers, "lower_case_table_names") ?? "0";
  const others = target.variables["lower_case_table_names"] ?? "0";
  // 2, of macOS, compares like 1.
  const isSame = (own === "0") === (others === "0");
  return [
    {
      verdict: isSame ? "pass" : "failure",
      measured: `${own}; target ${others}`,
      wanted: "the same on both sides",
      ...(!isSame && {
        remedy: `-- database.parameters.lower_case_table_names: ${own === "0" ? 0 : 1}, before the cluster is made: Aurora reads it only then`,
      }),
    },
  ];
}

/** Modes that change which values are taken or how statements read; others are only about speed. */
const meaningful = (modes: string): readonly string[] =>
  modes
    .split(",")
    .filter((mode) => !["", "NO_AUTO_CREATE_USER", "NO_ENGINE_SUBSTITUTION"].includes(mode))
    .sort();

function judgeSqlMode(
  answers: Pick<Answers, "variables">,
  { target }: Situation,
): readonly Judgement[] {
  const own = valueOf(answers, "sql_mode") ?? "";
  const others = target.variables["sql_mode"];
  const wanted = "the same modes on the target, or fewer";
  const remedy = `-- database.parameters.sql_mode: ${sqlModeFor80(own) || "NO_ENGINE_SUBSTITUTION"}`;
  if (others === undefined) {
    return [
      {
        verdict: "warning",
        measured: `${own || "(empty)"}; target not configured`,
        wanted,
        remedy,
      },
    ];
  }
  const stricter = meaningful(others).filter((mode) => !meaningful(own).includes(mode));
  const laxer = meaningful(own).filter((mode) => !meaningful(others).includes(mode));
  const measured = `${own || "(empty)"}; target ${others || "(empty)"}`;
  if (stricter.length > 0) {
    return [
      { verdict: "failure", measured, wanted: `${wanted}: not ${stricter.join(", ")}`, remedy },
    ];
  }
  return laxer.length > 0
    ? [{ verdict: "warning", measured, wanted, remedy }]
    : [{ verdict: "pass", measured, wanted }];
}

function judgeCharacters(
  answers: Pick<Answers, "variables">,
  { target }: Situation,
): readonly Judgement[] {
  const names = ["character_set_server", "collation_server"] as const;
  const different = names.filter(
    (name) => withoutAlias(valueOf(answers, name)) !== withoutAlias(target.variables[name]),
  );
  const shown = names.map((name) => valueOf(answers, name) ?? "?").join(", ");
  const others = names.map((name) => target.variables[name] ?? "?").join(", ");
  return [
    {
      verdict: different.length === 0 ? "pass" : "warning",
      measured: `${shown}; target ${others}`,
      wanted: "the same on both sides",
      ...(different.length > 0 && {
        remedy: different
          .map((name) => `-- database.parameters.${name}: ${valueOf(answers, name) ?? "?"}`)
          .join("\n"),
      }),
    },
  ];
}

/** `utf8` is the old name of `utf8mb3`. */
function withoutAlias(name: string | undefined): string | undefined {
  return name?.replace(/^utf8(?=_|$)/, "utf8mb3");
}

/** Checks that values and statements mean the same on both sides. */
export const equivalenceChecks: readonly Check[] = [
  check({
    id: "time-zone",
    why: "DMS reads TIMESTAMP columns by serverTimezone: with another clock every value is shifted.",
    source: "DMS user guide, endpoint setting serverTimezone",
    asks: ["variables", "clock"],
    judge: judgeTimeZone,
  }),
  check({
    id: "table-name-case",
    why: "With another rule `Orders` and `orders` are two tables on one side and one on the other.",
    source: "Aurora user guide, lower_case_table_names",
    asks: ["variables"],
    judge: judgeCase,
  }),
  check({
    id: "sql-mode",
    why: "A stricter target refuses rows and tables that the source has, such as zero dates.",
    source: "MySQL reference, Server SQL Modes",
    asks: ["variables"],
    judge: judgeSqlMode,
  }),
  check({
    id: "character-set",
    why: "A database that is made later without a character set of its own would get another one.",
    source: "MySQL reference, character_set_server",
    asks: ["variables"],
    judge: judgeCharacters,
  }),
  check({
    id: "event-scheduler",
    why: "At the cut-over the events of the source must stop before those of the target start.",
    source: "MySQL reference, event_scheduler",
    asks: ["variables", "events"],
    judge: (answers) => {
      const isRunning = isOn(valueOf(answers, "event_scheduler"));
      const enabled = answers.events.filter(({ status }) => status === "ENABLED");
      const measured = `event_scheduler = ${isRunning ? "ON" : "OFF"}, ${enabled.length} enabled events`;
      const wanted = "no enabled event, or known for the cut-over";
      return isRunning && enabled.length > 0
        ? [
            {
              verdict: "warning",
              measured,
              wanted,
              remedy: "-- at the cut-over: SET GLOBAL event_scheduler = OFF;",
            },
          ]
        : [{ verdict: "pass", measured, wanted }];
    },
  }),
];
