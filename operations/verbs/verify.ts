import { exitCodes } from "../exit-codes";
import type { Verb } from "../verb";
import { verifyMigrations } from "../verify/migrations";
import { reportLines } from "../verify/report";
import type { VerifyOptions } from "../verify/verify";
import { wholeNumber } from "./options";

/** Options of `verify`, as the command line gives them. */
interface Options {
  readonly final: boolean;
  readonly tables: readonly string[];
  readonly budget?: number;
  readonly maxRunning: number;
  readonly markerLimit: number;
  readonly settle: number;
  readonly restart: boolean;
}

/** Per cent of its time that a source is kept busy, unless the operator says otherwise. */
const defaultBudget = { live: 50, final: 100 };

const saveIntervalMs = 10_000;

/** `verify`: compares the rows of both sides, whatever DMS reports. */
export const verifyVerb: Verb = {
  name: "verify",
  description:
    "Compares the rows of sources and target, and names each row that differs. Goes on where it was interrupted.",
  declare: (command) =>
    command
      .argument("[migrations...]", "names from dms.migrations; default: all")
      .option("--final", "nobody writes any more: compare once, without waiting", false)
      .option("--tables <schema.table...>", "only these; % stands for any characters", [])
      .option(
        "--budget <percent>",
        "how much of its time a source may be kept busy; default: 50, with --final 100",
        wholeNumber("--budget", 1, 100),
      )
      .option(
        "--max-running <statements>",
        "wait while more run on the source",
        wholeNumber("--max-running", 1, 10_000),
        50,
      )
      .option(
        "--marker-limit <seconds>",
        "how long a marker row may take to the target",
        wholeNumber("--marker-limit", 1, 86_400),
        300,
      )
      .option(
        "--settle <seconds>",
        "how long to wait where there is no heartbeat table",
        wholeNumber("--settle", 1, 3_600),
        30,
      )
      .option("--restart", "compare everything again", false),
  run: async (context, [names], given) => {
    const options = given as unknown as Options;
    const results = await verifyMigrations(context, {
      names: names as readonly string[],
      options: verifyOptions(options),
      restart: options.restart,
    });
    context.console.result(results, reportLines(results));
    const isEqual = results.every(({ verdict }) => verdict !== "different");
    return isEqual ? exitCodes.success : exitCodes.failed;
  },
};

function verifyOptions(options: Options): VerifyOptions {
  const { final, tables, budget, maxRunning, markerLimit, settle } = options;
  const busyPercent = budget ?? (final ? defaultBudget.final : defaultBudget.live);
  return {
    final,
    tables,
    limits: { busyPercent, mostRunning: maxRunning },
    markerLimitSeconds: markerLimit,
    settleSeconds: settle,
    saveIntervalMs,
  };
}
