import type { Connection } from "mysql2/promise";
import type { TaskTable } from "./apply";
import { readCatalog, tableId } from "./catalog";
import { ControlTables } from "./control-tables";
import { TaskFailure } from "./failures";
import { parseTableMappings, type TableMappings } from "./mappings";
import type { Position } from "./position";
import { connectTo, type DatabaseServer } from "./server";
import { controlSchemaOf, parseTaskSettings, type TaskSettings } from "./settings";
import { newStatistics, type TableStatistics } from "./statistics";

/** The definition of a task, as DMS receives it. */
export interface TaskDefinition {
  /** Last part of its ARN. */
  readonly name: string;
  readonly migrationType: "full-load" | "cdc" | "full-load-and-cdc";
  /** JSON. */
  readonly tableMappings: string;
  /** JSON. */
  readonly settings: string;
}

/** The two databases of a task. */
export interface Databases {
  readonly source: DatabaseServer;
  readonly target: DatabaseServer;
}

/** Record of a table between two runs of a task. */
export interface SavedTable {
  readonly statistics: TableStatistics;
  readonly loadedAt?: Position | undefined;
  readonly settledAt?: Position | undefined;
}

/** All that one run of a task works with. */
export interface Session extends Databases {
  readonly definition: TaskDefinition;
  readonly settings: TaskSettings;
  readonly mappings: TableMappings;
  readonly control: ControlTables;
  /** By {@link tableId}. */
  readonly tables: Map<string, TaskTable>;
  readonly reader: Connection;
  readonly writer: Connection;
  readonly close: () => void;
}

/**
 * Connects both databases of a task and reads which tables it copies.
 *
 * @param saved What is known of the tables from an earlier run, by {@link tableId}.
 * @throws TaskFailure when the mappings select no table.
 */
export async function openSession(
  definition: TaskDefinition,
  { source, target }: Databases,
  saved: Readonly<Record<string, SavedTable>>,
): Promise<Session> {
  const settings = parseTaskSettings(definition.settings);
  const mappings = parseTableMappings(definition.tableMappings);
  const reader = await connectTo(source, "read");
  const writer = await connectTo(target, "write").catch((error: unknown) => {
    reader.destroy();
    throw error;
  });
  const close = () => {
    reader.destroy();
    writer.destroy();
  };
  try {
    const control = new ControlTables(controlSchemaOf(settings), definition.name);
    await control.prepare(writer);
    const tables = await taskTables(reader, mappings, settings, saved);
    if (tables.size === 0 && settings.ErrorBehavior.FailOnNoTablesCaptured) {
      throw new TaskFailure("FATAL_ERROR", "No tables were found that the table mappings select.");
    }
    return {
      definition,
      source,
      target,
      settings,
      mappings,
      control,
      tables,
      reader,
      writer,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The tables that a task copies now; their records are kept. */
export async function taskTables(
  reader: Connection,
  mappings: TableMappings,
  settings: TaskSettings,
  saved: Readonly<Record<string, SavedTable>>,
): Promise<Map<string, TaskTable>> {
  const validates = settings.ValidationSettings.EnableValidation;
  const catalog = await readCatalog(reader, mappings);
  return new Map(
    [...catalog.values()].map((copied) => {
      const id = tableId(copied.source);
      const known = saved[id] ?? { statistics: newStatistics(copied.source, validates) };
      return [id, { ...known, copied }];
    }),
  );
}
