import { type Document, parseDocument } from "yaml";
import { tableLabel } from "../database/identifier";
import { sqlModeFor80 } from "../database/sql-mode";
import { retentionHours } from "./checks/binary-log";
import { timeZoneOf } from "./checks/equivalence";
import { isLob, lobLimitKiB } from "./lobs";
import { unifiedDiff } from "./line-diff";
import type { SourceReport } from "./source";
import { isSameClock, offsetsOf, offsetsOfZone } from "./time-zone";
import { valueOf } from "./variables";
import { valuesOf } from "./values";

/** A value that the stack file should have, according to a source. */
export interface Proposal {
  /** Keys below the project's namespace. */
  readonly path: readonly (string | number)[];
  readonly value: string | number | Readonly<Record<string, string | number>>;
  readonly why: string;
}

/** Largest LOB that the mode `limited` takes, in KiB, as the configuration allows. */
const largestLimitKiB = 102_400;

/** Configuration changes that suit the sources as they are. */
export function proposalsOf(reports: readonly SourceReport[]): readonly Proposal[] {
  return [...reports.flatMap(ofSource), ...reports.flatMap(ofLobs), ...parameterProposals(reports)];
}

function ofSource({ name, facts, situation }: SourceReport): readonly Proposal[] {
  const { settings } = situation;
  const at = (key: string) => ["dms", "sources", name, key];
  const [clock] = facts.clock;
  const isRightClock =
    !clock || isSameClock(offsetsOf(clock), offsetsOfZone(settings.serverTimezone));
  const zone = isRightClock ? undefined : timeZoneOf(facts);
  const hours = Math.floor(retentionHours(facts));
  const isOtherRetention =
    Number.isFinite(hours) && hours >= 72 && hours !== settings.binlogRetentionHours;
  return [
    ...(situation.server.flavour === settings.engine
      ? []
      : [{ path: at("engine"), value: situation.server.flavour, why: `what ${name} is` }]),
    ...(zone === undefined
      ? []
      : [{ path: at("serverTimezone"), value: zone, why: `the clock of the source ${name}` }]),
    ...(isOtherRetention
      ? [
          {
            path: at("binlogRetentionHours"),
            value: Math.min(hours, 8760),
            why: `the source ${name} keeps its binary log for that long`,
          },
        ]
      : []),
  ];
}

/** A rule for each table with a LOB that would be cut off. */
function ofLobs({ facts, situation }: SourceReport): readonly Proposal[] {
  const longest = new Map<string, { schema: string; table: string; bytes: number }>();
  for (const column of facts.columns.filter(isLob)) {
    const limit = lobLimitKiB(column, situation);
    const bytes = valuesOf(facts.values, column)?.longestBytes ?? 0;
    if (limit === undefined || bytes <= limit * 1024) continue;
    const { schema, table } = column;
    const key = tableLabel(column);
    const known = longest.get(key)?.bytes ?? 0;
    longest.set(key, { schema, table, bytes: Math.max(known, bytes) });
  }
  return [...longest.values()].flatMap(({ schema, table, bytes }) =>
    situation.migrationsOf({ schema, table }).flatMap((name) => {
      const rules = situation.migrations[name]?.tables ?? [];
      const index = rules.findIndex((rule) => rule.schema === schema && rule.table === table);
      const kib = Math.ceil(bytes / 1024);
      const isTooLong = kib > largestLimitKiB;
      const key = isTooLong ? "lobMode" : "lobMaxSizeKiB";
      const value = isTooLong ? "full" : kib;
      const path = ["dms", "migrations", name, "tables"];
      const why = `the longest LOB of ${tableLabel({ schema, table })} that was read has ${kib} KiB`;
      return [
        index >= 0
          ? { path: [...path, index, key], value, why }
          : { path: [...path, rules.length], value: { schema, table, [key]: value }, why },
      ];
    }),
  );
}

/** Parameters of Aurora that should be as on the sources, when these agree. */
function parameterProposals(reports: readonly SourceReport[]): readonly Proposal[] {
  const wanted = {
    character_set_server: (value: string) => value,
    collation_server: (value: string) => value,
    sql_mode: sqlModeFor80,
    lower_case_table_names: (value: string) => (value === "0" ? 0 : 1),
  };
  return Object.entries(wanted).flatMap(([name, convert]) => {
    const values = new Set(
      reports.map(({ facts }) => valueOf(facts, name)).flatMap((value) => value ?? []),
    );
    const [value] = values;
    const target = reports[0]?.situation.target;
    if (values.size !== 1 || value === undefined || value === "" || !target) return [];
    if (name === "collation_server" && target.collations?.has(value) === false) return [];
    const converted = convert(value);
    return String(converted) === target.variables[name] || converted === ""
      ? []
      : [{ path: ["database", "parameters", name], value: converted, why: "as on the source" }];
  });
}

/**
 * The proposals as a patch of the stack file, for `git apply`, and nothing else of the file changed.
 *
 * @param project The namespace of the keys.
 */
export function stackPatch(
  file: string,
  text: string,
  project: string,
  proposals: readonly Proposal[],
): string {
  const lines = (document: Document): readonly string[] =>
    linesOf(document.toString({ lineWidth: 0 }));
  const document = parseDocument(text);
  const before = lines(document);
  for (const [path, ofOne] of Map.groupBy(proposals, ({ path: at }) => JSON.stringify(at))) {
    const [first, ...rest] = JSON.parse(path) as Proposal["path"];
    for (const { value } of ofOne) {
      document.setIn(["config", `${project}:${first ?? ""}`, ...rest], document.createNode(value));
    }
  }
  const shown = linesOf(text);
  return unifiedDiff(
    file,
    before,
    lines(document),
    shown.length === before.length ? shown : before,
  );
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, "").split("\n");
}
