import type { ParameterPreset } from "./aurora-parameters";
import { mapValues } from "./map-values";

/** Phases of a migration, in order. `returned` is reached from `live` only, by the way back. */
export const phases = [
  "prepare",
  "load",
  "replicate",
  "cutover",
  "live",
  "returned",
  "closed",
] as const;

/** One of {@link phases}. */
export type Phase = (typeof phases)[number];

/**
 * A replication of a migration: `forward` from the source to Aurora, `back` from Aurora to the source,
 * and `again` from the source to Aurora once more, after a way back that was taken.
 */
export type Leg = "forward" | "back" | "again";

/**
 * Closeness of a task's alarms: `validation` for rows that differ only, `replication` for its delay
 * and its silence too, `cutover` for a delay of seconds.
 */
export type Watch = "validation" | "replication" | "cutover";

/**
 * Days between two rotations while passwords are held: longer than a migration should follow changes.
 * A freeze has an end of its own, so that one that is forgotten is no secret that never changes.
 */
export const frozenRotationDays = 365;

/** Settings of a phase for the deployed resources. The run state of tasks follows no phase. */
export interface PhaseFacts {
  /** Work of the phase. */
  readonly purpose: string;
  /** The phases that may follow it. Any other change is a jump. */
  readonly next: readonly Phase[];
  /** Preset of Aurora's parameters. */
  readonly parameterPreset: ParameterPreset;
  /** The replications that exist, each with a stopped task. */
  readonly legs: readonly Leg[];
  /** The replications whose tasks have alarms of their own. */
  readonly watched: Readonly<Partial<Record<Leg, Watch>>>;
  /** Whether the passwords of the DMS users rotate as `secrets.rotation` says, or are frozen. */
  readonly rotation: "on" | "frozen";
  /** Whether Pulumi refuses to delete tasks, replication instances and endpoints. */
  readonly protection: "asConfigured" | "protected" | "unprotected";
  /** Requests of each hundred that the data centre serves; `none`: it has no target group. */
  readonly onPremisesPercent: number | "asConfigured" | "none";
  /** Whether the load balancer has a rule by which operations answer all requests for a while. */
  readonly maintenanceRule: boolean;
  /** Whether operations switch the traffic, so that a deployment leaves it as it finds it. */
  readonly trafficSwitched: boolean;
}

const beforeLive = {
  parameterPreset: "migration",
  rotation: "frozen",
  protection: "protected",
  legs: ["forward", "back"],
  maintenanceRule: false,
  trafficSwitched: false,
} as const satisfies Partial<PhaseFacts>;

/** Settings of each phase. `docs/phases.md` is generated from it. */
export const phaseFacts: Readonly<Record<Phase, PhaseFacts>> = {
  prepare: {
    ...beforeLive,
    purpose: "The environment is deployed and examined; nothing is copied yet.",
    next: ["load"],
    legs: ["forward"],
    watched: {},
    rotation: "on",
    protection: "asConfigured",
    onPremisesPercent: 100,
  },
  load: {
    ...beforeLive,
    purpose: "DMS copies the tables, and indexes are made afterwards.",
    next: ["replicate", "prepare"],
    watched: { forward: "validation" },
    onPremisesPercent: 100,
  },
  replicate: {
    ...beforeLive,
    purpose: "Changes flow, rows are verified, the cut-over is rehearsed.",
    next: ["cutover", "load"],
    watched: { forward: "replication" },
    onPremisesPercent: "asConfigured",
  },
  cutover: {
    ...beforeLive,
    purpose: "The window in which `npm run migrate -- cutover run` moves the writes to Aurora.",
    next: ["live", "replicate"],
    watched: { forward: "cutover" },
    onPremisesPercent: 100,
    maintenanceRule: true,
    trafficSwitched: true,
  },
  live: {
    ...beforeLive,
    purpose: "Applications use Aurora, whose changes flow back to the source.",
    next: ["closed", "returned"],
    parameterPreset: "live",
    watched: { back: "replication" },
    onPremisesPercent: 0,
    maintenanceRule: true,
  },
  returned: {
    ...beforeLive,
    purpose:
      "The way back was taken: applications use the source again, whose changes flow to Aurora.",
    next: ["live", "load"],
    legs: ["forward", "back", "again"],
    watched: { again: "replication" },
    onPremisesPercent: 100,
    maintenanceRule: true,
  },
  closed: {
    ...beforeLive,
    purpose: "The way back is closed, and the replications may be deleted.",
    next: [],
    parameterPreset: "live",
    legs: ["forward"],
    watched: {},
    rotation: "on",
    protection: "unprotected",
    onPremisesPercent: "none",
  },
};

/**
 * Progress of a phase: shared resources serve a migration that is further than the stack, but not
 * one that is behind it.
 */
export function progressOf(phase: Phase): number {
  return phases.indexOf(phase === "returned" ? "replicate" : phase);
}

/** Whether a phase may follow another, or stays. */
export function mayFollow(from: Phase, to: Phase): boolean {
  return from === to || phaseFacts[from].next.includes(to);
}

/** Whether a text, such as a tag's value, is a phase. */
export function isPhase(text: unknown): text is Phase {
  return (phases as readonly unknown[]).includes(text);
}

/** Properties from which the replications of a migration follow. */
export interface Replicating {
  readonly type: "full-load" | "cdc" | "full-load-and-cdc";
  /** Whether the task compares and writes nothing. */
  readonly comparesOnly: boolean;
  /** Undefined where the stack has none. */
  readonly phase: Phase | undefined;
}

/**
 * The replications that a migration has. Nothing comes back of a load that follows no changes. And a
 * task of changes alone can be started at any position, so that it needs no second one.
 */
export function legsOf({ type, comparesOnly, phase }: Replicating): readonly Leg[] {
  if (phase === undefined || type === "full-load" || comparesOnly) return ["forward"];
  return phaseFacts[phase].legs.filter((leg) => leg !== "again" || type !== "cdc");
}

/** Closeness of a task's alarms: by its phase, or `usual` without phases. */
export type TaskWatch = Watch | "usual";

/**
 * Closeness of a task's alarms; undefined if it has no alarms of its own. A task of changes alone
 * serves once more after a return; any other migration has a second one.
 */
export function watchOf(
  leg: Leg,
  { phase, type }: Pick<Replicating, "type"> & { readonly phase?: Phase | undefined },
): TaskWatch | undefined {
  if (phase === undefined) return "usual";
  const { watched } = phaseFacts[phase];
  return watched[leg] ?? (leg === "forward" && type === "cdc" ? watched.again : undefined);
}

/** The name of a migration's task, from which its physical name and its identifier are made. */
export function legName(leg: Leg, migration: string): string {
  return leg === "forward" ? migration : `${leg}-${migration}`;
}

/** Protection of a resource that migrations in these phases share: the strictest of theirs. */
export function sharedProtection(
  sharing: readonly (Phase | undefined)[],
): PhaseFacts["protection"] {
  const found = sharing.map((phase) =>
    phase === undefined ? "asConfigured" : phaseFacts[phase].protection,
  );
  const order = ["protected", "asConfigured", "unprotected"] as const;
  return order.find((protection) => found.includes(protection)) ?? "asConfigured";
}

/** Whether the rotation of a password is frozen that migrations in these phases share. */
export function isFrozen(sharing: readonly (Phase | undefined)[]): boolean {
  return sharing.some((phase) => phase !== undefined && phaseFacts[phase].rotation === "frozen");
}

/** Phases of a stack and of each of its migrations; undefined without phases. */
export function phasesOf(
  stack: Phase | undefined,
  migrations: Readonly<Record<string, { readonly phase?: Phase | undefined }>>,
) {
  if (stack === undefined) return undefined;
  return { stack, migrations: mapValues(migrations, ({ phase }) => phase ?? stack) };
}
