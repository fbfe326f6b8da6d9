import { join } from "node:path";
import { type Context, sourceNames } from "../context";
import type { Database } from "../database/connect";
import { type ExitCode, exitCodes } from "../exit-codes";
import { Journal, runs } from "../journal/journal";
import { perform, storeOf } from "../journal/run";
import { thisOperator } from "../journal/operator";
import { accountMap } from "./accounts";
import { applySteps, sharedConnection } from "./apply";
import { differencesOf } from "./both-sides";
import type { SchemaOptions } from "./options";
import { counterPlan, planSchema } from "./plan";
import { PlanFolder, type PlanFileName, planFileNames, planTexts } from "./plan-folder";
import type { Made, PlannedStatement } from "./statements";

const atCutOver: readonly Made["kind"][] = ["counter", "trigger", "event"];

function folderOf(context: Context, options: SchemaOptions, source: string): PlanFolder {
  const folder = options.directory ?? join("schema", context.stack);
  return new PlanFolder(join(options.cwd, folder, source), source);
}

async function withBoth<T>(
  context: Context,
  source: string,
  action: (source: Database, target: Database) => Promise<T>,
): Promise<T> {
  const opened: Database[] = [];
  try {
    const from = await context.openSource(source);
    opened.push(from);
    const to = await context.openTarget();
    opened.push(to);
    return await action(from, to);
  } finally {
    for (const database of opened) await database.close();
  }
}

/** Writes the files of the plan of each source. */
export async function planVerb(context: Context, options: SchemaOptions): Promise<ExitCode> {
  const { console } = context;
  const accounts = accountMap(options.account);
  const results: { source: string; files: readonly string[]; problems: number }[] = [];
  const lines: string[] = [];
  for (const source of sourceNames(context, options.source)) {
    const { plan, server } = await withBoth(context, source, async (from, to) => ({
      plan: await planSchema(context, from, to, { source, accounts }),
      server: from.server.text,
    }));
    const folder = folderOf(context, options, source);
    const texts = planTexts(plan, source);
    const replaced = folder.replaced(texts);
    const isAgreed =
      replaced.length === 0 ||
      (await console.mayProceed(replaced.map((file) => `replace ${file}`)));
    if (isAgreed) folder.write(server, texts);
    const files = planFileNames.map((name) => folder.file(name));
    const problems = plan.notes.filter(({ isProblem }) => isProblem).length;
    results.push({ source, files, problems, ...{ notes: plan.notes } });
    lines.push(
      `${source}: ${plan.tables.length} tables`,
      ...files.map((file) => `  ${file}`),
      ...plan.notes.map(
        ({ subject, text, isProblem }) => `  ${isProblem ? "problem" : "note"}: ${subject} ${text}`,
      ),
    );
  }
  const isFine = results.every(({ problems }) => problems === 0);
  lines.push(
    isFine
      ? `Read the files. Next: npm run migrate -- schema apply-before --stack ${context.stack}`
      : "Settle the problems on the source or in the configuration, and plan again.",
  );
  console.result(results, lines);
  return isFine ? exitCodes.success : exitCodes.failed;
}

/** Runs the statements of one file of each plan, each once. */
export async function applyVerb(
  context: Context,
  options: SchemaOptions,
  name: PlanFileName,
): Promise<ExitCode> {
  for (const source of sourceNames(context, options.source)) {
    const code = await applyOne(context, options, name, source);
    if (code !== exitCodes.success) return code;
  }
  return exitCodes.success;
}

async function applyOne(
  context: Context,
  options: SchemaOptions,
  name: PlanFileName,
  source: string,
): Promise<ExitCode> {
  const { console } = context;
  const { file, hash } = folderOf(context, options, source).read(name);
  const isLate = options.atCutOver && name === "programs";
  const planned = file.statements.filter(({ makes }) => atCutOver.includes(makes.kind) === isLate);
  const counters = isLate
    ? await withBoth(context, source, (from, to) => counterPlan(context, from, to, source))
    : [];
  const statements = [...counters, ...planned];
  const verb = `schema-${isLate ? "cut-over" : name}-${source}`;
  const subject = { file: name, hash };
  const earlier = counters.length === 0 ? await finishedRun(context, verb, subject) : undefined;
  if (earlier !== undefined) {
    console.say(`${source}: ${name}.sql has been applied, by the run ${earlier}.`);
    return exitCodes.success;
  }
  console.say(...printed(file.session, statements));
  const connection = sharedConnection(context.openTarget);
  try {
    const steps = applySteps(file, statements, connection.open, console.progress.bind(console));
    return await perform(context, { verb, subject, chains: [steps], stealLock: options.stealLock });
  } finally {
    await connection.close();
  }
}

function printed(session: string, statements: readonly PlannedStatement[]): readonly string[] {
  const all = statements.flatMap(({ session: own, sql }) => [
    ...(own === undefined ? [] : [own]),
    sql,
  ]);
  return [session, ...all].map((sql) => `${sql};`);
}

/** The run that has applied the same file to its end. */
async function finishedRun(
  context: Context,
  verb: string,
  subject: { readonly file: string; readonly hash: string },
): Promise<string | undefined> {
  const store = storeOf(context);
  for (const run of (await runs(store)).filter((it) => it.endsWith(`-${verb}`)).toReversed()) {
    const { entries } = await Journal.open(store, run, thisOperator().name);
    const isSame = JSON.stringify(entries[0]?.detail) === JSON.stringify(subject);
    if (isSame && entries.at(-1)?.kind === "end") return run;
  }
  return undefined;
}

/** Compares the definitions of the selected tables and their programs on both sides. */
export async function compareVerb(context: Context, options: SchemaOptions): Promise<ExitCode> {
  const { console } = context;
  const results = [];
  const lines: string[] = [];
  for (const source of sourceNames(context, options.source)) {
    const { differences, compared } = await withBoth(context, source, (from, to) =>
      differencesOf(context, from, to, { source, isCutOver: options.atCutOver }),
    );
    results.push({ source, compared, differences });
    lines.push(
      ...differences.flatMap(({ subject, wanted, found }) => [
        `differs: ${subject}`,
        `  source: ${wanted ?? "nothing"}`,
        `  target: ${found ?? "nothing"}`,
      ]),
      `${source}: ${compared} objects compared, ${differences.length === 0 ? "EQUAL" : `${differences.length} differences`}`,
    );
  }
  console.result(results, lines);
  const isEqual = results.every(({ differences }) => differences.length === 0);
  return isEqual ? exitCodes.success : exitCodes.failed;
}
