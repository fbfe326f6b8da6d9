import { z } from "zod";
import type { Database } from "../../database/connect";
import { OperationError } from "../../errors";
import { beforeOf, type Proof, type Step } from "../../journal/steps";
import {
  accountsToLock,
  canLock,
  endSessions,
  foreignSessions,
  lockAccounts,
  sessionWords,
  unlockAccounts,
} from "../accounts";
import { readWritability, runsEvents, setReadOnly } from "../read-only";
import { forSources, keptUsers, type Surroundings } from "../surroundings";

/** Seconds within which a server shows a change of a variable or of an account. */
const limitSeconds = 60;

const account = z.object({ user: z.string(), host: z.string() });
const accountsBefore = z.record(z.string(), z.array(account));
const flags = z.record(z.string(), z.boolean());

/** Stops the events of the sources. */
export function stopEvents(surroundings: Surroundings): Step {
  const running = () => forSources(surroundings, runsEvents);
  return {
    name: "events",
    announcement: "on the sources: SET GLOBAL event_scheduler = OFF",
    limitSeconds,
    before: running,
    act: async () => {
      await forSources(surroundings, async ({ query }) => {
        await query("SET GLOBAL event_scheduler = OFF");
      });
    },
    proof: async () => {
      const still = namesOf(await running());
      return still.length === 0
        ? { proven: true, detail: { eventScheduler: "OFF" } }
        : { proven: false, why: `events run on ${still.join(", ")}` };
    },
    undo: {
      announcement: "on the sources: event_scheduler as before",
      act: async (before) => {
        const ran = flags.parse(before);
        await forSources(surroundings, async ({ query }, name) => {
          if (ran[name] === true) await query("SET GLOBAL event_scheduler = ON");
        });
      },
    },
  };
}

/** The names of a record whose value is true. */
const namesOf = (values: Readonly<Record<string, boolean>>) =>
  Object.keys(values).filter((name) => values[name] === true);

/** The databases that the application is to leave: the sources, or Aurora. */
interface Left {
  readonly label: string;
  readonly each: <T>(
    action: (database: Database, kept: readonly string[], name: string) => Promise<T>,
  ) => Promise<Readonly<Record<string, T>>>;
}

/** The sources, as the side that is left. */
export const leftSources = (surroundings: Surroundings): Left => ({
  label: "the sources",
  each: (action) =>
    forSources(surroundings, async (database, name) =>
      action(database, await keptUsers(surroundings, database, name), name),
    ),
});

/** Aurora, as the side that is left. */
export const leftTarget = (surroundings: Surroundings): Left => ({
  label: "Aurora",
  each: async (action) => {
    const database = await surroundings.target();
    return { target: await action(database, await keptUsers(surroundings, database), "target") };
  },
});

/** The sessions of the application that a lock should have ended, in words. */
async function stillConnected(each: Left["each"]): Promise<readonly string[]> {
  const remaining = await each(async (database, kept) =>
    canLock(database.server) ? foreignSessions(database, kept) : [],
  );
  return Object.entries(remaining)
    .filter(([, sessions]) => sessions.length > 0)
    .map(([name, sessions]) => `${name}: ${sessionWords(sessions)}`);
}

/** Locks the accounts of the application and ends its connections. */
export function lockOut({ label, each }: Left): Step {
  return {
    name: "accounts",
    announcement: `on ${label}: ALTER USER … ACCOUNT LOCK for each account of the application, and KILL its connections`,
    limitSeconds,
    before: async () => {
      const found = await each(accountsToLock);
      return Object.fromEntries(
        Object.entries(found).map(([name, all]) => [name, all.map((it) => ({ ...it }))]),
      );
    },
    act: async (before) => {
      const accounts = accountsBefore.parse(before);
      await each(async (database, kept, name) => {
        await lockAccounts(database, accounts[name] ?? []);
        await endSessions(database, await foreignSessions(database, kept));
      });
    },
    proof: async (before): Promise<Proof> => {
      const connected = await stillConnected(each);
      return connected.length === 0
        ? { proven: true, detail: { locked: accountsBefore.parse(before) } }
        : {
            proven: false,
            why: `still connected: ${connected.join("; ")}. An administrator's connection has to be ended by its owner, or kept with --keep`,
          };
    },
    undo: {
      announcement: `on ${label}: ALTER USER … ACCOUNT UNLOCK for those that were locked`,
      act: async (before) => {
        const accounts = accountsBefore.parse(before);
        await each((database, _, name) => unlockAccounts(database, accounts[name] ?? []));
      },
    },
  };
}

/** Makes the sources refuse the writes of all but administrators. */
export function makeReadOnly(surroundings: Surroundings): Step {
  const states = () =>
    forSources(surroundings, async (database) => (await readWritability(database)).readOnly);
  return {
    name: "read-only",
    announcement: "on the sources: SET GLOBAL read_only = ON",
    limitSeconds,
    obstacle: async () => {
      if (beforeOf({ name: "read-only" }, surroundings.entries()) !== undefined) return undefined;
      const already = namesOf(await states());
      return already.length === 0
        ? undefined
        : `${already.join(", ")} is read-only already: a replica, or left so by something else`;
    },
    before: states,
    act: async () => {
      await forSources(surroundings, (database) => setReadOnly(database, true));
    },
    proof: async () => {
      const writable = Object.entries(await states()).filter(([, isReadOnly]) => !isReadOnly);
      return writable.length === 0
        ? { proven: true, detail: { readOnly: "ON" } }
        : { proven: false, why: `${writable.map(([name]) => name).join(", ")} takes writes` };
    },
    undo: {
      announcement: "on the sources: SET GLOBAL read_only = OFF",
      act: async (before) => {
        const was = flags.parse(before);
        await forSources(surroundings, async (database, name) => {
          if (was[name] !== true) await setReadOnly(database, false);
        });
      },
    },
  };
}

/** The accounts that a step has locked, according to the journal. */
export function lockedBy(before: unknown): z.output<typeof accountsBefore> {
  const { success, data } = accountsBefore.safeParse(before);
  if (!success)
    throw new OperationError("The journal does not have the accounts that were locked.");
  return data;
}

/** The sources on which events ran before a step, according to the journal. */
export const ranBefore = (before: unknown): z.output<typeof flags> =>
  flags.safeParse(before).data ?? {};
