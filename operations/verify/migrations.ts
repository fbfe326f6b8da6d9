import type { Context } from "../context";
import type { Database } from "../database/connect";
import { UsageError } from "../errors";
import { storeOf } from "../journal/run";
import { migrationsOf, selectMigrations } from "../scope";
import { VerificationRecord } from "./record";
import type { TableResult } from "./result";
import { type VerifyOptions, verifySource } from "./verify";

/** Options of a verification. */
export interface MigrationsVerification {
  /** Names of migrations; none for all. */
  readonly names: readonly string[];
  readonly options: VerifyOptions;
  /** Compare everything again. */
  readonly restart: boolean;
  /** The run that it is part of; it never resumes a comparison of another run. */
  readonly run?: string;
}

/**
 * Compares the rows of migrations, independently of DMS's reports, and keeps the results in the
 * stack's bucket.
 *
 * @throws UsageError when nothing is selected.
 */
export async function verifyMigrations(
  context: Context,
  { names, options, restart, run }: MigrationsVerification,
): Promise<readonly TableResult[]> {
  const { config, console, signal } = context;
  const selected = selectMigrations(config, names);
  const { final, tables } = options;
  const subject = {
    migrations: Object.keys(selected),
    tables,
    final,
    ...(run !== undefined && { run }),
  };
  const record = await VerificationRecord.open(storeOf(context), subject, restart);
  const results: TableResult[] = [];
  for (const source of Object.keys(config.dms.sources)) {
    const migrations = migrationsOf(selected, source);
    if (Object.keys(migrations).length === 0) continue;
    const both = await openBoth(context, source);
    try {
      const found = await verifySource({
        ...both,
        migrations,
        record,
        signal,
        options,
        progress: console.progress.bind(console),
        say: console.say.bind(console),
      });
      results.push(...found);
    } finally {
      await Promise.all([both.source.close(), both.target.close()]);
    }
  }
  if (results.length === 0)
    throw new UsageError("No table is selected: there is nothing to compare.");
  await record.finish();
  return results;
}

async function openBoth(
  { openSource, openTarget }: Context,
  name: string,
): Promise<{ readonly source: Database; readonly target: Database }> {
  const source = await openSource(name);
  try {
    return { source, target: await openTarget() };
  } catch (error) {
    await source.close();
    throw error;
  }
}
