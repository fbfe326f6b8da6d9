import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Json } from "../../../lib/canonical-json";
import type { Database } from "../../database/connect";
import { quotedTable, type TableName } from "../../database/identifier";
import { type Position, positionText, readPosition } from "../../database/position";
import { textOf } from "../../database/query";
import { OperationError } from "../../errors";
import { beat } from "../../heartbeat/heartbeat";
import { type Proof, resultOf, type Step } from "../../journal/steps";
import { hasSuperReadOnly, readWritability, setSuperReadOnly } from "../read-only";
import { forSources, type Link, linksOf, type Surroundings } from "../surroundings";

/** Direction of replication: from the sources to Aurora, or back. */
export type Direction = "forward" | "back";

/** The row of the heartbeat table that is the last one of a side. */
const markerRow = "cut-over";

const positions = z.record(
  z.string(),
  z.object({ file: z.string(), offset: z.number(), gtids: z.string() }),
);
const written = z.object({ markers: z.record(z.string(), z.string()), positions });

/** The side that a migration's rows come from, or go to. */
export async function sideOf(
  surroundings: Surroundings,
  direction: Direction,
  end: "from" | "to",
  { source, tables }: Link,
): Promise<{ readonly database: Database; readonly table: TableName }> {
  const isSource = (direction === "forward") === (end === "from");
  return isSource
    ? { database: await surroundings.source(source), table: tables.source }
    : { database: await surroundings.target(), table: tables.target };
}

/** The positions of the side that is left, by the source's name, or `target`. */
export async function positionsOf(
  surroundings: Surroundings,
  direction: Direction,
): Promise<Readonly<Record<string, Position>>> {
  return direction === "forward"
    ? forSources(surroundings, readPosition)
    : { target: await readPosition(await surroundings.target()) };
}

/** Positions for the journal. */
export const positionsDetail = (all: Readonly<Record<string, Position>>): Json => ({
  positions: Object.fromEntries(Object.entries(all).map(([name, it]) => [name, { ...it }])),
});

/** Writes the last row of the side that is left, and notes the position after it. */
export function writeMarker(surroundings: Surroundings, direction: Direction): Step {
  let marked: z.output<typeof written> | undefined;
  return {
    name: "marker",
    announcement: `write a marker to each heartbeat table of ${direction === "forward" ? "the sources" : "Aurora"}`,
    limitSeconds: 1,
    act: async () => {
      const pairs: (readonly [string, string])[] = [];
      for (const link of linksOf(surroundings)) {
        const { database, table } = await sideOf(surroundings, direction, "from", link);
        pairs.push([link.migration, await beat(database.query, table, markerRow)]);
      }
      const at = await positionsOf(surroundings, direction);
      marked = { markers: Object.fromEntries(pairs), positions: { ...at } };
    },
    proof: () =>
      Promise.resolve(
        marked === undefined
          ? { proven: false, why: "not written" }
          : { proven: true, detail: marked },
      ),
  };
}

/** The result of the marker's step. */
export function markerOf({ entries }: Surroundings): z.output<typeof written> {
  return written.parse(resultOf({ name: "marker" }, entries()));
}

/**
 * Proves that the marker was the last transaction: the sources refuse writes of administrators too, and
 * their position is the one after the marker. A server that cannot refuse them is watched for a while.
 */
export function superReadOnly(surroundings: Surroundings): Step {
  return {
    name: "super-read-only",
    announcement:
      "on the sources: SET GLOBAL super_read_only = ON, and the position must be the marker's",
    limitSeconds: 60,
    act: async () => {
      await forSources(surroundings, (database) => setSuperReadOnly(database, true));
    },
    proof: async (): Promise<Proof> => {
      const isSet = await forSources(surroundings, async (database) => {
        const { superReadOnly: isOn } = await readWritability(database);
        return isOn || !hasSuperReadOnly(database.server);
      });
      const open = Object.keys(isSet).filter((name) => !isSet[name]);
      if (open.length > 0) return { proven: false, why: `${open.join(", ")} takes writes` };
      return stillAtMarker(surroundings, "forward");
    },
    undo: {
      announcement: "on the sources: SET GLOBAL super_read_only = OFF",
      act: async () => {
        await forSources(surroundings, (database) => setSuperReadOnly(database, false));
      },
    },
  };
}

/** The same for Aurora, where nobody can be refused: its position must stay at the marker. */
export function stillness(surroundings: Surroundings): Step {
  return {
    name: "still",
    announcement: `watch Aurora's position for ${surroundings.still} s: it must stay the marker's`,
    limitSeconds: 60,
    act: () => Promise.resolve(),
    proof: () => stillAtMarker(surroundings, "back"),
  };
}

/** @throws OperationError when somebody has written after the marker. */
async function stillAtMarker(surroundings: Surroundings, direction: Direction): Promise<Proof> {
  const { positions: first } = markerOf(surroundings);
  await pauseWhereWritable(surroundings, direction);
  const second = await positionsOf(surroundings, direction);
  for (const [name, position] of Object.entries(second)) {
    const marked = first[name];
    if (marked === undefined || !isSameEnd(marked, position)) {
      throw new OperationError(
        `${name}: somebody has written after the marker: the position went from ${marked ? positionText(marked) : "unknown"} to ${positionText(position)}. Take it back with cutover abort or return abort, find who writes with an administrator's rights, and begin again.`,
      );
    }
  }
  return { proven: true, detail: positionsDetail(second) };
}

async function pauseWhereWritable(surroundings: Surroundings, direction: Direction): Promise<void> {
  const refuses =
    direction === "forward"
      ? Object.values(
          await forSources(surroundings, ({ server }) => Promise.resolve(hasSuperReadOnly(server))),
        )
      : [false];
  if (refuses.every(Boolean)) return;
  await sleep(surroundings.still * 1000, undefined, { signal: surroundings.context.signal });
}

/** Whether nothing was committed between two looks; a new file of the log is no transaction. */
export function isSameEnd(first: Position, second: Position): boolean {
  if (first.gtids !== "" && second.gtids !== "") return first.gtids === second.gtids;
  return positionText(first) === positionText(second);
}

/** Waits until the other side shows the marker: then it has everything before it. */
export function awaitMarker(surroundings: Surroundings, direction: Direction): Step {
  return {
    name: "drain",
    announcement: `wait for the marker on ${direction === "forward" ? "Aurora" : "the sources"}`,
    limitSeconds: surroundings.limit,
    act: () => Promise.resolve(),
    proof: async () => {
      const { markers } = markerOf(surroundings);
      const missing: string[] = [];
      for (const link of linksOf(surroundings)) {
        const { database, table } = await sideOf(surroundings, direction, "to", link);
        const seen = await markerIn(database, table, markerRow);
        if (seen !== markers[link.migration]) missing.push(link.migration);
      }
      return missing.length === 0
        ? { proven: true, detail: { seen: Object.keys(markers) } }
        : { proven: false, why: `not there yet for ${missing.join(", ")}` };
    },
  };
}

async function markerIn(
  { query }: Database,
  table: TableName,
  row: string,
): Promise<string | undefined> {
  const [found] = await query(`SELECT marker FROM ${quotedTable(table)} WHERE name = ?`, [row]);
  return found && textOf(found, "marker");
}

/**
 * Sends a row the other way, to prove that the way works.
 *
 * @param direction The way that is proven.
 */
export function probe(surroundings: Surroundings, direction: Direction, name: string): Step {
  let sent: Readonly<Record<string, string>> | undefined;
  const each = async (end: "from" | "to", action: (it: ProbeSide) => Promise<void>) => {
    for (const link of linksOf(surroundings)) {
      await action({ ...(await sideOf(surroundings, direction, end, link)), link });
    }
  };
  return {
    name,
    announcement: `send a row from ${direction === "forward" ? "the sources to Aurora" : "Aurora to the sources"}, and wait for it`,
    limitSeconds: surroundings.limit,
    act: async () => {
      const markers: Record<string, string> = {};
      await each("from", async ({ database, table, link }) => {
        markers[link.migration] = await beat(database.query, table, name);
      });
      sent = markers;
    },
    proof: async () => {
      if (sent === undefined) return { proven: false, why: "not sent" };
      const missing: string[] = [];
      await each("to", async ({ database, table, link }) => {
        const seen = await markerIn(database, table, name);
        if (seen !== sent?.[link.migration]) missing.push(link.migration);
      });
      return missing.length === 0
        ? { proven: true, detail: { arrived: Object.keys(sent) } }
        : { proven: false, why: `it has not arrived for ${missing.join(", ")}` };
    },
    undo: {
      announcement: "remove the row again",
      act: async () => {
        await each("from", removeProbe(name));
        await each("to", removeProbe(name));
      },
    },
  };
}

interface ProbeSide {
  readonly database: Database;
  readonly table: TableName;
  readonly link: Link;
}

const removeProbe =
  (name: string) =>
  async ({ database, table }: ProbeSide): Promise<void> => {
    await database.query(`DELETE FROM ${quotedTable(table)} WHERE name = ?`, [name]);
  };
