import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Position, positionText } from "../../database/position";
import { OperationError } from "../../errors";
import { type Proof, resultOf, type Step } from "../../journal/steps";
import { administratorsOf, foreignSessions, sessionWords } from "../accounts";
import { readWritability, setSuperReadOnly } from "../read-only";
import { forSources, keptUsers, type Surroundings } from "../surroundings";
import { type Direction, isSameEnd, positionsDetail, positionsOf } from "./marker";

const noted = z.object({
  positions: z.record(
    z.string(),
    z.object({ file: z.string(), offset: z.number(), gtids: z.string() }),
  ),
});

/**
 * Notes where the other way begins, while nobody writes to the side that takes over: the position must
 * not change for a while.
 *
 * @param direction The way that ends.
 */
export function notePosition(surroundings: Surroundings, direction: Direction): Step {
  const other: Direction = direction === "forward" ? "back" : "forward";
  let first: Readonly<Record<string, Position>> | undefined;
  return {
    name: "position",
    announcement: `note the position of ${direction === "forward" ? "Aurora" : "the sources"}, which must stay the same for ${surroundings.still} s`,
    limitSeconds: 60 + surroundings.still,
    act: async () => {
      first = await positionsOf(surroundings, other);
    },
    proof: async (): Promise<Proof> => {
      if (first === undefined) return { proven: false, why: "not noted" };
      await sleep(surroundings.still * 1000, undefined, { signal: surroundings.context.signal });
      const second = await positionsOf(surroundings, other);
      const isStill = Object.entries(second).every(([name, position]) => {
        const before = first?.[name];
        return before !== undefined && isSameEnd(before, position);
      });
      first = second;
      return isStill
        ? { proven: true, detail: positionsDetail(second) }
        : { proven: false, why: await whoWrites(surroundings, other) };
    },
  };
}

async function whoWrites(surroundings: Surroundings, side: Direction): Promise<string> {
  if (side === "forward") return "somebody writes to a source";
  const target = await surroundings.target();
  const sessions = await foreignSessions(target, await keptUsers(surroundings, target));
  return sessions.length === 0
    ? "somebody writes to Aurora"
    : `somebody writes to Aurora; connected are ${sessionWords(sessions)}`;
}

/**
 * The noted position of each migration, as DMS takes it.
 *
 * @param direction The way that begins there.
 */
export function notedPositions(
  { entries, sources }: Pick<Surroundings, "entries" | "sources">,
  direction: Direction,
): Readonly<Record<string, string>> {
  const { positions } = noted.parse(resultOf({ name: "position" }, entries()));
  return Object.fromEntries(
    Object.entries(sources).flatMap(([source, migrations]) =>
      Object.keys(migrations).map((migration) => {
        const at = positions[direction === "back" ? "target" : source];
        if (at === undefined) throw new OperationError(`${migration}: no position was noted.`);
        return [migration, positionText(at)] as const;
      }),
    ),
  );
}

/** Lets the user of the way back write to the sources, and nobody else. */
export function admitWayBack(surroundings: Surroundings): Step {
  const { username } = surroundings.context.config.dms.wayBack;
  return {
    name: "admit",
    announcement: `on the sources: SET GLOBAL super_read_only = OFF for ${username}, with read_only = ON for all others`,
    limitSeconds: 60,
    act: async () => {
      await forSources(surroundings, (database) => setSuperReadOnly(database, false));
    },
    proof: async (): Promise<Proof> => {
      const problems = await forSources(surroundings, async (database) => {
        const { readOnly, superReadOnly } = await readWritability(database);
        if (superReadOnly) return "it refuses administrators";
        if (!readOnly) return "it takes writes of everybody";
        const administrators = await administratorsOf(database);
        return administrators.some((account) => account.startsWith(`${username}@`))
          ? undefined
          : `${username} cannot write while it is read-only: GRANT CONNECTION_ADMIN ON *.* (before MySQL 8: SUPER)`;
      });
      const words = Object.entries(problems).filter(([, problem]) => problem !== undefined);
      return words.length === 0
        ? { proven: true, detail: { admitted: username } }
        : { proven: false, why: words.map(([name, problem]) => `${name}: ${problem}`).join("; ") };
    },
  };
}
