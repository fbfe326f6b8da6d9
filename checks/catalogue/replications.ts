import { replicationConfigOf, taskOf } from "../live/dms";
import { isPhase, type Leg, legName, legsOf, watchOf } from "../../lib/phases";
import { type Deployment } from "../check";
import { differences, sameMembers } from "../expectations";

/** The outputs of tasks and phases that a stack has in some phases only. */
export const phasedTaskOutputs = [
  "dmsReverseTaskArns",
  "dmsForwardAgainTaskArns",
  "migrationPhases",
] as const;

/** The outputs of serverless replications and phases that a stack has in some phases only. */
export const phasedConfigOutputs = [
  "dmsReverseReplicationConfigArns",
  "dmsForwardAgainReplicationConfigArns",
  "migrationPhases",
] as const;

/** A deployment with tasks. */
export type WithTasks = Deployment<"dmsReplicationTaskArns", (typeof phasedTaskOutputs)[number]>;

/** A deployment with serverless replications. */
export type WithConfigs = Deployment<
  "dmsReplicationConfigArns",
  (typeof phasedConfigOutputs)[number]
>;

/** A replication, by its migration and direction. */
export interface Part {
  readonly migration: string;
  readonly leg: Leg;
  /** The name of its task, from which its physical names are made. */
  readonly name: string;
}

type Arns = Readonly<Record<string, string>> | undefined;

/** The replication tasks of all directions, with how closely their phase has each watched. */
export async function tasksOf({ outputs, aws }: WithTasks) {
  const { dmsReplicationTaskArns, dmsReverseTaskArns, dmsForwardAgainTaskArns } = outputs;
  const parts = partsOf(dmsReplicationTaskArns, dmsReverseTaskArns, dmsForwardAgainTaskArns);
  return Promise.all(
    parts.map(async ({ arn, ...part }) => {
      const found = await taskOf(aws, arn);
      const phase = phaseOf(part, outputs);
      return { ...part, found, watch: watchOf(part.leg, { phase, type: found.MigrationType }) };
    }),
  );
}

/** The serverless replications of all directions. */
export async function configsOf({ outputs, aws }: WithConfigs) {
  return Promise.all(
    configPartsOf(outputs).map(async ({ arn, ...part }) => ({
      ...part,
      found: await replicationConfigOf(aws, arn),
    })),
  );
}

/** The parts of the outputs that describe serverless replications. */
export function configPartsOf(outputs: WithConfigs["outputs"]) {
  const {
    dmsReplicationConfigArns,
    dmsReverseReplicationConfigArns,
    dmsForwardAgainReplicationConfigArns,
  } = outputs;
  return partsOf(
    dmsReplicationConfigArns,
    dmsReverseReplicationConfigArns,
    dmsForwardAgainReplicationConfigArns,
  );
}

/** The properties that decide which directions a migration has. */
interface Migrating extends Part {
  readonly type: "full-load" | "cdc" | "full-load-and-cdc";
  readonly comparesOnly: boolean;
}

/** Whether each migration has the directions that its phase gives it, and no other. */
export function directionProblems(
  found: readonly Migrating[],
  outputs: Pick<WithTasks["outputs"], "migrationPhases">,
): string[] {
  return found
    .filter(({ leg }) => leg === "forward")
    .flatMap((forward) => {
      const { migration } = forward;
      const own = found.filter((it) => it.migration === migration).map(({ leg }) => leg);
      const legs = legsOf({ ...forward, phase: phaseOf(forward, outputs) });
      return differences(
        `migration ${migration}`,
        { directions: own },
        { directions: sameMembers(legs) },
      );
    });
}

function phaseOf(
  { migration }: Part,
  { migrationPhases }: Pick<WithTasks["outputs"], "migrationPhases">,
) {
  const phase = migrationPhases?.[migration];
  return isPhase(phase) ? phase : undefined;
}

function partsOf(forward: Arns, back: Arns, again: Arns): (Part & { readonly arn: string })[] {
  const of = (leg: Leg, arns: Arns = {}) =>
    Object.entries(arns).map(([migration, arn]) => ({
      ...{ migration, leg, name: legName(leg, migration), arn },
    }));
  return [...of("forward", forward), ...of("back", back), ...of("again", again)];
}
