import type { Json } from "../../lib/canonical-json";
import type { Journal } from "../journal/journal";
import { beforeOf, type Proof, type Step } from "../journal/steps";
import { lockedAmong, unlockAccounts } from "./accounts";
import { readWritability, runsEvents, setReadOnly, setSuperReadOnly } from "./read-only";
import { opening } from "./sequence";
import { setCountersOnSources, verifyAll } from "./steps/compare";
import { type Decide, decision } from "./steps/decision";
import { closeDoor, conditionsOf, doorProof, openDoor } from "./steps/door";
import { awaitMarker, stillness, writeMarker } from "./steps/marker";
import { disableEvents, dropTriggers, restoreTriggers } from "./steps/programs";
import { leftTarget, lockedBy, lockOut, ranBefore } from "./steps/quiesce";
import { settled, startAt, stop } from "./steps/replicate";
import { notedPositions, notePosition } from "./steps/way-back";
import { forSources, type Surroundings } from "./surroundings";

/** Inputs of the steps of a return. */
export interface ReturnSequence {
  readonly surroundings: Surroundings;
  /** The journal of the cut-over that is returned from. */
  readonly cutover: Journal;
  readonly check: Step;
  readonly decide: Decide;
}

/**
 * The steps of a return, in their order: those of the cut-over with the sides exchanged. All before the
 * opening can be taken back without loss.
 */
export function returnSteps({
  surroundings,
  cutover,
  check,
  decide,
}: ReturnSequence): readonly Step[] {
  const { context, ways } = surroundings;
  return [
    check,
    closeDoor(context),
    disableEvents(surroundings),
    lockOut(leftTarget(surroundings)),
    writeMarker(surroundings, "back"),
    stillness(surroundings),
    awaitMarker(surroundings, "back"),
    settled(surroundings, ways.back),
    stop(surroundings, "stop", ways.back),
    verifyAll(surroundings),
    setCountersOnSources(surroundings),
    notePosition(surroundings, "back"),
    dropTriggers(surroundings, "target", "triggers"),
    restoreTriggers(surroundings, beforeOf({ name: "triggers" }, cutover.entries) ?? {}),
    decision(decide),
    openSources(surroundings, cutover),
    startAt(surroundings, {
      name: "again",
      replications: ways.again,
      positions: () => notedPositions(surroundings, "forward"),
      others: ways.back,
      missing:
        "the replication back to Aurora is not deployed yet: set phase: returned, deploy, and continue with return run --resume. The application works meanwhile",
    }),
  ];
}

/** Lets the application write to the sources again, as it was before the cut-over. */
function openSources(surroundings: Surroundings, cutover: Journal): Step {
  const { context, entries } = surroundings;
  const locked = lockedBy(beforeOf({ name: "accounts" }, cutover.entries));
  const ran = ranBefore(beforeOf({ name: "events" }, cutover.entries));
  return {
    name: opening,
    announcement:
      "on the sources: SET GLOBAL read_only = OFF, ACCOUNT UNLOCK, event_scheduler as before the cut-over; send all requests to the data centre",
    limitSeconds: 60,
    act: async () => {
      await forSources(surroundings, async (database, name) => {
        await setSuperReadOnly(database, false);
        await setReadOnly(database, false);
        await unlockAccounts(database, locked[name] ?? []);
        if (ran[name] === true) await database.query("SET GLOBAL event_scheduler = ON");
      });
      await openDoor(context, "onPremises", conditionsOf(beforeOf({ name: "door" }, entries())));
    },
    proof: async (): Promise<Proof> => {
      const states = await forSources(surroundings, async (database, name) => ({
        isReadOnly: (await readWritability(database)).readOnly,
        locked: await lockedAmong(database, locked[name] ?? []),
        lacksEvents: ran[name] === true && !(await runsEvents(database)),
      }));
      const closed = Object.keys(states).filter((name) => states[name]?.isReadOnly === true);
      if (closed.length > 0) return { proven: false, why: `${closed.join(", ")} is read-only` };
      const shut = Object.values(states).flatMap((it) => it.locked);
      if (shut.length > 0) return { proven: false, why: `locked: ${shut.join(", ")}` };
      const still = Object.keys(states).filter((name) => states[name]?.lacksEvents === true);
      if (still.length > 0) return { proven: false, why: `no events on ${still.join(", ")}` };
      const door = await doorProof(context, "onPremises");
      const detail: Json = { writable: Object.keys(states) };
      return door.proven ? { proven: true, detail: { ...detail, door: door.detail } } : door;
    },
  };
}
