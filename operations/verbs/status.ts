import { setTimeout as sleep } from "node:timers/promises";
import { exitCodes } from "../exit-codes";
import { collectFacts } from "../status/collect";
import { nextOf } from "../status/judge";
import { statusLines } from "../status/render";
import type { Verb } from "../verb";

/** Seconds between two looks with `--watch`. */
const watchSeconds = 5;

/** `status`: how the migrations of a stack are, and what comes next. */
export const statusVerb: Verb = {
  name: "status",
  description: "Shows the state of the migrations, the next step and its obstacles.",
  declare: (command) =>
    command
      .argument("[migrations...]", "names from dms.migrations; default: all")
      .option("--watch", "refresh every few seconds, until interrupted", false),
  run: async (context, [names], { watch }) => {
    const { console, signal } = context;
    for (;;) {
      console.progress("Asking DMS, CloudWatch and the databases");
      const facts = await collectFacts(context, names as readonly string[]);
      const now = new Date();
      const next = nextOf(facts, now);
      console.result({ ...facts, next }, [
        ...(watch === true ? [now.toISOString()] : []),
        ...statusLines(facts, next, now),
      ]);
      if (watch !== true) return exitCodes.success;
      await sleep(watchSeconds * 1000, undefined, { signal });
    }
  },
};
