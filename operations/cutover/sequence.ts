import type { Json } from "../../lib/canonical-json";
import type { Journal } from "../journal/journal";
import { beforeOf, type Proof, type Step } from "../journal/steps";
import { UsageError } from "../errors";
import type { Database } from "../database/connect";
import { type Account, accountText } from "../schema/accounts";
import { lockedAmong, unlockAccounts } from "./accounts";
import { runsEvents } from "./read-only";
import { setCountersOnTarget, verifyAll } from "./steps/compare";
import { type Decide, decision } from "./steps/decision";
import { closeDoor, conditionsOf, doorProof, openDoor } from "./steps/door";
import { awaitMarker, probe, superReadOnly, writeMarker } from "./steps/marker";
import {
  disabledBy,
  dropTriggers,
  enabledEvents,
  type EventName,
  makeOnTarget,
  runningEvents,
  setEvents,
} from "./steps/programs";
import { leftSources, lockedBy, lockOut, makeReadOnly, stopEvents } from "./steps/quiesce";
import { settled, startAt, stop, stopAgain } from "./steps/replicate";
import { admitWayBack, notedPositions, notePosition } from "./steps/way-back";
import { forSources, type Surroundings } from "./surroundings";
import type { Replication } from "../replications/replication";

/** Inputs of a sequence of steps. */
export interface Sequence {
  readonly surroundings: Surroundings;
  /** The replications that carry changes to Aurora now. */
  readonly carrying: readonly Replication[];
  /** The journal of the return after which this is another cut-over. */
  readonly returned: Journal | undefined;
  readonly check: Step;
  readonly decide: Decide;
}

/**
 * The steps of a cut-over, in their order. All before {@link opening} can be taken back without loss;
 * after it there is the return, which keeps what was written.
 */
export function cutoverSteps({
  surroundings,
  carrying,
  returned,
  check,
  decide,
}: Sequence): readonly Step[] {
  const { context, ways, limit } = surroundings;
  return [
    check,
    closeDoor(context),
    stopEvents(surroundings),
    lockOut(leftSources(surroundings)),
    makeReadOnly(surroundings),
    writeMarker(surroundings, "forward"),
    superReadOnly(surroundings),
    awaitMarker(surroundings, "forward"),
    settled(surroundings, carrying),
    stop(surroundings, "stop", carrying),
    verifyAll(surroundings),
    setCountersOnTarget(surroundings),
    makeOnTarget(surroundings),
    notePosition(surroundings, "forward"),
    admitWayBack(surroundings),
    dropTriggers(surroundings, "source", "triggers"),
    startAt(surroundings, {
      name: "back",
      replications: ways.back,
      positions: () => notedPositions(surroundings, "back"),
      others: carrying,
      missing: "the way back is not deployed: set phase: cutover, and deploy",
      undo: stopAgain(ways.back, limit),
    }),
    probe(surroundings, "back", "probe"),
    decision(decide),
    openCloud(surroundings, returned),
    probe(surroundings, "back", "first-write"),
  ].map((step, index, all) => (index > all.findIndex(isOpening) ? withoutUndo(step) : step));
}

/** The step after which applications may have written to the new side. */
export const opening = "open";

const isOpening = ({ name }: Pick<Step, "name">) => name === opening;

/** Behind the opening nothing is taken back. */
function withoutUndo({
  name,
  announcement,
  limitSeconds,
  act,
  proof,
  obstacle,
  before,
}: Step): Step {
  return {
    ...{ name, announcement, limitSeconds, act, proof },
    ...(obstacle !== undefined && { obstacle }),
    ...(before !== undefined && { before }),
  };
}

/** Lets the accounts of the application in on Aurora, the events run, and then the requests. */
function openCloud(surroundings: Surroundings, returned: Journal | undefined): Step {
  const { context, entries } = surroundings;
  const { accounts, events: disabled } = closedBy(returned);
  const events = () => [...enabledEvents(surroundings), ...disabled];
  return {
    name: opening,
    announcement: `on Aurora: ${accounts.length > 0 ? "ACCOUNT UNLOCK for those that the return has locked; " : ""}enable the events; send all requests to the cloud`,
    limitSeconds: 60,
    obstacle: async () => {
      const running = await forSources(surroundings, runsEvents);
      const names = Object.keys(running).filter((name) => running[name] === true);
      return names.length === 0
        ? undefined
        : `events run on ${names.join(", ")}, and would run on both sides: SET GLOBAL event_scheduler = OFF there`;
    },
    act: async () => {
      const target = await surroundings.target();
      await unlockAccounts(target, accounts);
      await setEvents(target, events(), "ENABLE");
      await openDoor(context, "cloud", conditionsOf(beforeOf({ name: "door" }, entries())));
    },
    proof: async (): Promise<Proof> => {
      const why = await stillClosed(await surroundings.target(), accounts, events());
      if (why !== undefined) return { proven: false, why };
      const door = await doorProof(context, "cloud");
      if (!door.proven) return door;
      const detail: Json = {
        door: door.detail,
        events: events().map(({ name }) => name),
        unlocked: accounts.map(accountText),
      };
      return { proven: true, detail };
    },
  };
}

/** The accounts that a return has locked on Aurora, and the events that it has disabled there. */
function closedBy(returned: Journal | undefined) {
  const before = (name: string) => beforeOf({ name }, returned?.entries ?? []);
  return {
    accounts: lockedBy(before("accounts") ?? {})["target"] ?? [],
    events: disabledBy(before("events")),
  };
}

/** Why the application cannot work on Aurora yet; undefined when it can. */
async function stillClosed(
  target: Database,
  accounts: readonly Account[],
  events: readonly EventName[],
): Promise<string | undefined> {
  const locked = await lockedAmong(target, accounts);
  if (locked.length > 0) return `locked: ${locked.join(", ")}`;
  const running = await runningEvents(target, [...new Set(events.map(({ schema }) => schema))]);
  const still = events.filter(
    ({ schema, name }) => !running.some((it) => it.schema === schema && it.name === name),
  );
  return still.length === 0 ? undefined : `disabled: ${still.map(({ name }) => name).join(", ")}`;
}

/**
 * The steps up to one of them.
 *
 * @throws UsageError for a name that no step has.
 */
export function stepsUntil(steps: readonly Step[], name: string | undefined): readonly Step[] {
  if (name === undefined) return steps;
  const index = steps.findIndex((step) => step.name === name);
  if (index < 0) {
    throw new UsageError(
      `--until: no step "${name}"; there are ${steps.map((step) => step.name).join(", ")}.`,
    );
  }
  return steps.slice(0, index + 1);
}
