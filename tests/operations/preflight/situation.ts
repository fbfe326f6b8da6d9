import type { Check, Judgement } from "../../../operations/preflight/check";
import { sourceChecks, targetChecks } from "../../../operations/preflight/checks";
import type { TargetSituation } from "../../../operations/preflight/target-situation";
import type { Answers } from "../../../operations/preflight/questions";
import { expectedTarget, type Situation } from "../../../operations/preflight/situation";
import type { ValueFacts } from "../../../operations/preflight/values";
import { parseServer } from "../../../operations/database/server";
import { readStackConfiguration } from "../../../operations/stack-configuration";

/** The configuration of `dev`: one source `erp`, one migration `orders`. */
export const config = readStackConfiguration(process.cwd(), "dev");

/** MySQL 8.0.33 read by the migration `orders`, which takes everything in the schema `orders`. */
export const situation: Situation = {
  label: "source erp",
  server: parseServer("8.0.33"),
  settings: config.dms.sources["erp"]!,
  migrations: config.dms.migrations,
  schemas: ["orders"],
  migrationsOf: ({ schema }) => (schema === "orders" ? ["orders"] : []),
  target: expectedTarget(config),
  storageGiB: 100,
  readings: [],
  now: new Date("2026-06-15T12:00:00Z"),
};

/** Aurora as the migration `orders` finds it. */
export const targetSituation: TargetSituation = {
  label: "target",
  server: parseServer("8.0.42"),
  username: "dms_target",
  migrations: config.dms.migrations,
  tables: [
    {
      schema: "orders",
      table: "lines",
      migration: "orders",
      columns: [{ column: "id", definition: "int(10) unsigned" }],
    },
  ],
  schemas: ["orders"],
};

/** Answers of a server; questions that are left out have no rows. */
export type Recorded = Partial<Answers> & ValueFacts;

/** Variables as `SHOW GLOBAL VARIABLES` gives them. */
export function variables(values: Readonly<Record<string, string>>): Pick<Answers, "variables"> {
  return {
    variables: Object.entries(values).map(([variable_name, value]) => ({ variable_name, value })),
  };
}

/** A source check's judgements on recorded answers. */
export function judgementsOf(
  id: string,
  answers: Recorded,
  different: Partial<Situation> = {},
): readonly Judgement[] {
  return judged(sourceChecks, id, answers, { ...situation, ...different });
}

/** A target check's judgements on recorded answers. */
export function targetJudgementsOf(
  id: string,
  answers: Recorded,
  different: Partial<TargetSituation> = {},
): readonly Judgement[] {
  return judged(targetChecks, id, answers, { ...targetSituation, ...different });
}

function judged<S>(
  checks: readonly Check<S>[],
  id: string,
  answers: Recorded,
  about: S,
): readonly Judgement[] {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new RangeError(`There is no check ${id}.`);
  const asked = Object.fromEntries(check.asks.map((name) => [name, answers[name] ?? []]));
  return check.judge({ ...(asked as unknown as Answers), ...valuesIn(answers) }, about);
}

function valuesIn({ values }: Recorded): ValueFacts {
  return values ? { values } : {};
}
