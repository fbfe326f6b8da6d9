import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { emulatorOf, finish, start } from "../deployment/support/command-process";
import { emulatorCounts } from "../deployment/support/emulator-content";
import { kill, processesWith, type Victim } from "../deployment/support/victims";
import { withPatchedProgram } from "../support/patched-program";

/** Overlays of the stack's configuration that a run goes back and forth between. */
const variants = [[], ["network.availabilityZones=3", "network.natGateways=perAz"]] as const;

/** The processes that are killed at the same time. */
const victimSets: readonly (readonly Victim[])[] = [
  ["engine"],
  ["provider"],
  ["emulator"],
  ["engine", "provider", "emulator"],
];

type Counts = Readonly<Record<string, number>>;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    kills: { type: "string", default: "40" },
    stack: { type: "string", default: "dev" },
  },
});
const deadline = Date.now() + Number(values.minutes) * 60_000;

/**
 * Kills processes of a deployment at random moments, and each time has it deployed again and counts
 * the objects in the emulator. The last deployment is destroyed, and must leave no process.
 */
class Soak {
  readonly #expected = new Map<number, Counts>();
  #longestMs = 0;
  #kills = 0;

  constructor(readonly directory: string) {}

  /** @returns How many kills there were. */
  async run(kills: number): Promise<number> {
    for (const variant of variants.keys()) {
      await this.#converge(variant);
      await this.#destroy();
    }
    while (this.#kills < kills && Date.now() < deadline) {
      const variant = this.#kills % variants.length;
      const isDestroyed = this.#kills % 8 === 7;
      await this.#interrupt(isDestroyed ? ["destroy"] : this.#up(variant));
      await this.#converge(variant);
    }
    await this.#destroy();
    return this.#kills;
  }

  #up(variant: number): readonly string[] {
    const config = (variants[variant] ?? []).flatMap((value) => ["--config", value]);
    return ["up", "--no-policy-pack", ...config];
  }

  #start(args: readonly string[]): ReturnType<typeof start> {
    return start(this.directory, ...args, "--stack", values.stack);
  }

  /** Starts a command and kills something at a moment of its usual time. */
  async #interrupt(args: readonly string[]): Promise<void> {
    const victims = victimSets[randomInt(victimSets.length)] ?? [];
    const afterMs = randomInt(Math.ceil(this.#longestMs));
    const child = this.#start(args);
    const ended = finish(child);
    await Promise.race([delay(afterMs), ended]);
    const isRunning = child.exitCode === null && child.signalCode === null;
    const killed = isRunning ? kill(victims, child.pid ?? 0, this.directory, values.stack) : 0;
    const { code } = await ended;
    if (killed === 0) return;
    this.#kills++;
    report(
      `${this.#kills}: ${args[0] ?? ""}, ${victims.join(" + ")} killed after ${(afterMs / 1_000).toFixed(1)} s, exit code ${String(code)}`,
    );
  }

  /** Deploys, and compares the emulator's contents with those after the first such deployment. */
  async #converge(variant: number): Promise<void> {
    const started = Date.now();
    const { code, output } = await finish(this.#start(this.#up(variant)));
    if (code !== 0) throw new Error(`The deployment ended with ${String(code)}:\n${output}`);
    this.#longestMs = Math.max(this.#longestMs, Date.now() - started);
    const counts = await emulatorCounts(emulatorOf(this.directory, values.stack).endpoint);
    const expected = this.#expected.get(variant) ?? counts;
    this.#expected.set(variant, expected);
    if (!isDeepStrictEqual(counts, expected)) {
      throw new Error(
        `The emulator holds ${JSON.stringify(counts)}, not ${JSON.stringify(expected)}.`,
      );
    }
  }

  async #destroy(): Promise<void> {
    const { code, output } = await finish(this.#start(["destroy"]));
    if (code !== 0) throw new Error(`The destruction ended with ${String(code)}:\n${output}`);
    const left = processesWith(this.directory);
    if (left.length > 0) throw new Error(`Processes are left: ${left.join(", ")}`);
  }
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const wanted = Number(values.kills);
  const started = Date.now();
  const kills = await withPatchedProgram([], (directory) => new Soak(directory).run(wanted));
  const minutes = Math.round((Date.now() - started) / 60_000);
  report(`${kills} kills in ${minutes} minutes; the counts in the emulator were right each time.`);
  if (kills < wanted) report(`Only ${kills} of ${wanted}: allow more with --minutes.`);
}

void main().catch((error: unknown) => {
  report(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
