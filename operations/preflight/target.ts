import { targetColumn, targetTable } from "../../lib/table-mappings/renaming";
import type { Database } from "../database/connect";
import { interview } from "./ask";
import { targetChecks } from "./checks";
import type { Finding } from "./finding";
import { asksOf, judge } from "./judge";
import { tableKey } from "./row-identity";
import type { TargetExpectation } from "./situation";
import type { PlannedTable, TargetSituation } from "./target-situation";
import { type Examination, type SourceReport, useFreshStatistics } from "./source";

/** Asks the target what checks of the source compare with, before these run. */
export async function targetOf(
  { server, query }: Pick<Database, "server" | "query">,
  expected: TargetExpectation,
): Promise<TargetExpectation> {
  const { answers } = await interview(query, ["variables", "collations", "reservedWords"], {
    server,
    schemas: [],
    tables: [],
    username: "",
    signal: new AbortController().signal,
    onQuestion: () => undefined,
  });
  const words = answers.reservedWords.map(({ word }) => word.toUpperCase());
  const [major, minor] = server.version;
  return {
    variables: Object.fromEntries(
      answers.variables.map(({ variable_name, value }) => [variable_name.toLowerCase(), value]),
    ),
    collations: new Set(answers.collations.flatMap(({ collation }) => collation ?? [])),
    reservedWords: words.length > 0 ? new Set(words) : expected.reservedWords,
    version: [major, minor],
  };
}

/** Asks the target about the tables that the migrations of some sources write, and judges. */
export async function examineTarget(
  { server, query, label }: Pick<Database, "server" | "query" | "label">,
  reports: readonly SourceReport[],
  { config, signal, onProgress }: Pick<Examination, "config" | "signal" | "onProgress">,
): Promise<readonly Finding[]> {
  await useFreshStatistics(server, query);
  const tables = reports.flatMap(plannedTables);
  const situation: TargetSituation = {
    label,
    server,
    username: config.dms.target.username,
    migrations: Object.assign(
      {},
      ...reports.map((report) => report.situation.migrations),
    ) as TargetSituation["migrations"],
    tables,
    schemas: [...new Set(tables.map(({ schema }) => schema))],
  };
  const { answers, refused } = await interview(query, asksOf(targetChecks), {
    server,
    schemas: situation.schemas,
    tables,
    username: situation.username,
    signal,
    onQuestion: (question) => {
      onProgress(`${label}: asking for its ${question}`);
    },
  });
  return judge(targetChecks, { facts: answers, refused }, situation);
}

/** The tables that the migrations of a source write, with the columns that they get. */
function plannedTables({ situation, facts }: SourceReport): readonly PlannedTable[] {
  const columns = Map.groupBy(facts.columns, tableKey);
  return facts.tables.flatMap((source) =>
    situation.migrationsOf(source).flatMap((name) => {
      const migration = situation.migrations[name];
      if (!migration) return [];
      return [
        {
          migration: name,
          ...targetTable(migration.transformations, source),
          columns: (columns.get(tableKey(source)) ?? []).flatMap(({ column, definition }) => {
            const renamed = targetColumn(migration.transformations, source, column);
            return renamed === undefined ? [] : [{ column: renamed, definition }];
          }),
        },
      ];
    }),
  );
}
