import type { Command } from "commander";
import type { Context } from "../context";
import { quotedTable, tableLabel } from "../database/identifier";
import { historyOf, unfinished } from "../cutover/history";
import { OperationError, UsageError } from "../errors";
import type { Step } from "../journal/steps";
import { perform, storeOf } from "../journal/run";
import { replicationsOf } from "../replications";
import type { Replication } from "../replications/replication";
import {
  reloadStep,
  reloadTablesStep,
  resumeStep,
  startStep,
  stopStep,
} from "../replications/steps";
import { migrationsOf, type ScopedTable, selectMigrations, tablesInScope } from "../scope";
import type { Verb } from "../verb";
import { wholeNumber } from "./options";

/** Options of the verbs that change the run state of replications. */
interface Options {
  readonly limit: number;
  readonly stealLock: boolean;
  readonly position?: string;
  readonly duringLoad?: boolean;
  readonly tables?: readonly string[];
  readonly everything?: boolean;
}

/** Seconds that DMS may take: a serverless replication gets its capacity first. */
const defaultLimitSeconds = 1_800;

function declareMigrations(command: Command): Command {
  return command
    .argument("[migrations...]", "names from dms.migrations; default: all")
    .option(
      "--limit <seconds>",
      "how long to wait for DMS",
      wholeNumber("--limit", 1, 86_400),
      defaultLimitSeconds,
    )
    .option("--steal-lock", "take the lock from another operator", false);
}

/** One chain of steps for each migration. */
function verb(
  name: string,
  description: string,
  stepsOf: (
    replication: Replication,
    options: Options,
    context: Context,
  ) => Promise<Step[]> | Step[],
  declare: (command: Command) => Command = (command) => command,
): Verb {
  return {
    name,
    description,
    declare: (command) => declare(declareMigrations(command)),
    run: async (context, [names], given) => {
      const options = given as unknown as Options;
      if (name !== "stop") await refuseAfterCutover(context, name);
      const replications = replicationsOf(context, names as readonly string[]);
      const chains = await Promise.all(
        replications.map(async (replication) => stepsOf(replication, options, context)),
      );
      const { position, duringLoad, tables = [], everything } = options;
      return perform(context, {
        verb: name,
        subject: {
          migrations: replications.map(({ migration }) => migration),
          ...(position !== undefined && { position }),
          ...(duringLoad === true && { duringLoad }),
          ...(everything === true && { everything }),
          ...(tables.length > 0 && { tables }),
        },
        chains,
        stealLock: options.stealLock,
      });
    },
  };
}

/** An unfinished cut-over or return, or a completed cut-over, decides which replications run. */
async function refuseAfterCutover(context: Context, verb: string): Promise<void> {
  const store = storeOf(context);
  for (const name of ["cutover", "return"] as const) {
    const run = await unfinished(store, name);
    if (run !== undefined) {
      throw new OperationError(
        `${verb}: ${run.run} has not ended: ${name} run --resume or ${name} abort decides what runs.`,
      );
    }
  }
  const { side, returned } = await historyOf(store);
  if (side === "aurora") {
    throw new OperationError(
      `${verb}: Applications use Aurora: rows would go round in a circle. return run goes back.`,
    );
  }
  if (returned !== undefined) {
    throw new OperationError(
      `${verb}: the way back was taken (${returned.run}): the first replication would apply the returned changes again. The replication that the return has started continues.`,
    );
  }
}

/** `start`, `stop`, `resume` and `reload`. */
export const replicationVerbs: readonly Verb[] = [
  verb(
    "start",
    "Starts migrations for the first time: loads the existing rows, then replicates changes.",
    (replication, { limit, position }) => {
      if (position !== undefined && replication.type !== "cdc") {
        throw new UsageError(
          `--position: ${replication.migration} is of the type ${replication.type}; only cdc starts at a position.`,
        );
      }
      return [startStep(replication, limit, position)];
    },
    (command) =>
      command.option(
        "--position <file:offset>",
        "where in the source's binary log to start; for the type cdc",
      ),
  ),
  verb(
    "stop",
    "Stops migrations. They keep their position for as long as the source keeps its binary log.",
    (replication, { limit, duringLoad = false }) => [stopStep(replication, limit, duringLoad)],
    (command) =>
      command.option(
        "--during-load",
        "also during the load; DMS then loads the unfinished tables again",
      ),
  ),
  verb("resume", "Resumes stopped migrations at their last position.", (replication, { limit }) => [
    resumeStep(replication, limit),
  ]),
  verb("reload", "Loads single tables again, or everything.", reloadSteps, (command) =>
    command
      .option("--tables <schema.table...>", "the tables to load again, by their source names")
      .option("--everything", "load every table of the migrations again"),
  ),
];

async function reloadSteps(
  replication: Replication,
  options: Options,
  context: Context,
): Promise<Step[]> {
  const { limit, tables = [], everything = false } = options;
  if (tables.length > 0 === everything) {
    throw new UsageError("reload needs either --tables or --everything.");
  }
  if (everything) {
    const { targetTables } = migrationOf(context, replication).fullLoad;
    const scope = targetTables === "keep" ? await scopeOf(replication, context) : [];
    return [reloadStep(replication, limit, await filledTables(scope, context))];
  }
  return reloadOfTables(replication, options, context);
}

async function reloadOfTables(
  replication: Replication,
  { limit, tables = [] }: Options,
  context: Context,
): Promise<Step[]> {
  const scope = await scopeOf(replication, context);
  const label = ({ source }: ScopedTable) => `${source.schema}.${source.table}`;
  const wanted = scope.filter((table) => tables.includes(label(table)));
  const unknown = tables.filter((name) => !scope.some((table) => label(table) === name));
  if (unknown.length > 0) {
    throw new UsageError(
      `--tables: ${replication.migration} does not take ${unknown.join(", ")}; name one migration and tables of it.`,
    );
  }
  const { targetTables } = migrationOf(context, replication).fullLoad;
  const empty = targetTables === "keep" ? emptying(wanted, context) : undefined;
  return [
    reloadTablesStep(
      replication,
      limit,
      wanted.map(({ source }) => source),
      empty,
    ),
  ];
}

async function scopeOf({ migration }: Replication, context: Context) {
  const selected = selectMigrations(context.config, [migration]);
  const source = selected[migration]?.source ?? "";
  const database = await context.openSource(source);
  try {
    return await tablesInScope(database.query, migrationsOf(selected, source));
  } finally {
    await database.close();
  }
}

/** The tables of the target that have rows. */
async function filledTables(
  scope: readonly ScopedTable[],
  { openTarget }: Context,
): Promise<readonly string[]> {
  if (scope.length === 0) return [];
  const target = await openTarget();
  try {
    const filled: string[] = [];
    for (const { target: table } of scope) {
      const rows = await target.query(`SELECT 1 FROM ${quotedTable(table)} LIMIT 1`);
      if (rows.length > 0) filled.push(tableLabel(table));
    }
    return filled;
  } finally {
    await target.close();
  }
}

/** DMS would add the rows to those that are there. */
function emptying(tables: readonly ScopedTable[], { openTarget }: Context) {
  const statements = tables.map(({ target }) => `TRUNCATE TABLE ${quotedTable(target)}`);
  return {
    announcement: `on the target: ${statements.join("; ")}`,
    act: async () => {
      const target = await openTarget();
      try {
        await target.query("SET SESSION foreign_key_checks = 0");
        for (const statement of statements) await target.query(statement);
      } finally {
        await target.close();
      }
    },
  };
}

function migrationOf({ config }: Context, { migration }: Replication) {
  const found = config.dms.migrations[migration];
  if (found === undefined) throw new UsageError(`There is no migration "${migration}".`);
  return found;
}
