import { DeploymentError, messageOf } from "@landing-zone/plan/errors";
import { nameOf, shortType, type StackIdentity, typeOf } from "@landing-zone/plan/urn";
import { type Emulation } from "./emulation";
import { type SecretKey } from "./secret-key";
import { emptyState, type PendingOperation, type StackState } from "./state";
import { readState } from "./state-file";
import { type StateFolder } from "./state-folder";

/** Milliseconds that an emulator which runs may take to answer: one that is kept, one that is not. */
const answerLimitsMs = { kept: 60_000, givenUp: 10_000 };

const ended = "the emulator that held it has ended";

/** How many interrupted calls a message names. */
const namedCalls = 3;

/** Options for reading a deployment. */
export interface ReadDeploymentOptions {
  readonly identity: StackIdentity;
  readonly folder: StateFolder;
  readonly key: SecretKey;
  readonly emulation: Pick<Emulation, "exists" | "answersWithin">;
  /** Whether an emulator that does not answer is given up. Default: it is an error. */
  readonly isGivenUpWhenSilent?: boolean;
  /** Default: a minute, and ten seconds for an emulator that is given up then. */
  readonly answerLimitMs?: number;
}

/**
 * The deployment of a stack, or a text with the reason why none is usable: an emulator forgets
 * everything when it ends, so in case of doubt about its contents a deployment starts over.
 * @throws DeploymentError when the emulator does not answer.
 */
export async function readDeployment(options: ReadDeploymentOptions): Promise<StackState | string> {
  const { identity, folder, key, emulation } = options;
  const { emulator } = folder;
  if (emulator === undefined || !emulation.exists(emulator, folder.emulatorFile)) {
    return folder.wasUsed ? ended : emptyState(identity);
  }
  const { isGivenUpWhenSilent = false } = options;
  const { answerLimitMs = answerLimitsMs[isGivenUpWhenSilent ? "givenUp" : "kept"] } = options;
  if (!(await emulation.answersWithin(answerLimitMs, emulator))) {
    // The process that was ending it may have been killed first.
    if (!emulation.exists(emulator, folder.emulatorFile)) return ended;
    if (isGivenUpWhenSilent) return "its emulator does not answer";
    throw new DeploymentError(
      `The emulator of the stack runs (process ${emulator.pid}), but did not answer at ${emulator.endpoint} within ${answerLimitMs / 1_000} s. Try again when the machine is less busy, or discard the deployment: npm run local -- destroy --stack ${identity.stack}`,
    );
  }
  const read = await readState(folder.stateFile, key).catch(messageOf);
  if (typeof read === "string") return read;
  return doubtAbout(read, options) ?? read ?? emptyState(identity);
}

function doubtAbout(
  state: StackState | undefined,
  { identity, folder }: ReadDeploymentOptions,
): string | undefined {
  if (state === undefined) return undefined;
  for (const field of ["project", "stack"] as const) {
    if (state[field] !== identity[field]) {
      return `${folder.stateFile} is the state of the ${field} "${state[field]}"`;
    }
  }
  return state.pending.length === 0 ? undefined : interruption(state.pending);
}

function interruption(pending: readonly PendingOperation[]): string {
  const named = pending
    .slice(0, namedCalls)
    .map(({ kind, urn }) => `${kind} ${shortType(typeOf(urn))} "${nameOf(urn)}"`);
  const others = pending.length - named.length;
  const more = others > 0 ? [`${others} more`] : [];
  return `the last run was interrupted, and the outcome of these calls is unknown: ${[...named, ...more].join(", ")}`;
}
