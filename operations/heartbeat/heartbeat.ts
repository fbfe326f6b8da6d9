import { randomUUID } from "node:crypto";
import { heartbeatSchema, heartbeatTable } from "../../lib/heartbeat";
import { selectedBy } from "../../lib/table-mappings/matching";
import { targetTable } from "../../lib/table-mappings/renaming";
import type { Database } from "../database/connect";
import { quoted, quotedTable, type TableName } from "../database/identifier";
import { type Query, textOf } from "../database/query";
import type { Migration } from "../scope";
import { until, type Waiting } from "../wait";

/** The heartbeat table of a migration on both sides. */
export interface HeartbeatTable {
  readonly source: TableName;
  readonly target: TableName;
}

/** The row that the verb `heartbeat` writes again and again. */
export const heartbeatRow = "heartbeat";

/** The heartbeat table of a migration; undefined when its tables do not select it. */
export function heartbeatOf(
  name: string,
  { tables, transformations }: Pick<Migration, "tables" | "transformations">,
): HeartbeatTable | undefined {
  const source = { schema: heartbeatSchema, table: heartbeatTable(name) };
  if (!selectedBy(tables)(source)) return undefined;
  return { source, target: targetTable(transformations, source) };
}

/** The statements that make a heartbeat table. The user who runs them needs CREATE on its schema. */
export function creation({ schema, table }: TableName): readonly string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS ${quoted(schema)}`,
    `CREATE TABLE IF NOT EXISTS ${quotedTable({ schema, table })} (name VARCHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY, marker CHAR(36) CHARACTER SET ascii NOT NULL, written_at DATETIME(6) NOT NULL) ENGINE=InnoDB`,
  ];
}

/**
 * Writes a row of a heartbeat table. The heartbeat itself pauses while the server is read-only: an
 * administrator could write it then, after the marker of a cut-over.
 */
export async function beat(query: Query, table: TableName, row: string): Promise<string> {
  const marker = randomUUID();
  const pause = row === heartbeatRow ? " FROM DUAL WHERE @@GLOBAL.read_only = 0" : "";
  await query(
    `REPLACE INTO ${quotedTable(table)} (name, marker, written_at) SELECT ?, ?, UTC_TIMESTAMP(6)${pause}`,
    [row, marker],
  );
  return marker;
}

/** Heartbeat row on one side. */
export interface Beat {
  /** When it was written, by the source's clock, in UTC. */
  readonly writtenAt: string;
  /** Seconds since then, by this side's clock. */
  readonly ageSeconds: number;
}

/** The heartbeat on a side; undefined when it has none. */
export async function lastBeat(query: Query, table: TableName): Promise<Beat | undefined> {
  const [row] = await query(
    `SELECT CAST(written_at AS CHAR) AS written_at, TIMESTAMPDIFF(MICROSECOND, written_at, UTC_TIMESTAMP(6)) AS age FROM ${quotedTable(table)} WHERE name = ?`,
    [heartbeatRow],
  );
  if (row === undefined) return undefined;
  return { writtenAt: textOf(row, "written_at"), ageSeconds: Number(textOf(row, "age")) / 1e6 };
}

/**
 * A marker: a row written to the source after everything else, and awaited on the target. Once it is
 * there, so is everything that the source had before it.
 *
 * @param row The name of the marker's row, so that two operators do not overwrite each other's.
 */
export class Marker {
  constructor(
    private readonly source: Database,
    private readonly target: Database,
    private readonly table: HeartbeatTable,
    private readonly row: string,
    private readonly waiting: Waiting & { readonly limitSeconds: number },
  ) {}

  /** Writes the marker and waits until the target shows it. */
  async passThrough(): Promise<void> {
    const marker = await beat(this.source.query, this.table.source, this.row);
    await until(
      "waiting for the marker on the target",
      async () => {
        const [row] = await this.target.query(
          `SELECT marker FROM ${quotedTable(this.table.target)} WHERE name = ?`,
          [this.row],
        );
        const isThere = row !== undefined && textOf(row, "marker") === marker;
        return isThere ? { done: undefined } : { pending: "not there yet" };
      },
      this.waiting.limitSeconds,
      this.waiting,
    );
  }

  /** Removes the marker's row. */
  async remove(): Promise<void> {
    await this.source.query(`DELETE FROM ${quotedTable(this.table.source)} WHERE name = ?`, [
      this.row,
    ]);
  }
}
