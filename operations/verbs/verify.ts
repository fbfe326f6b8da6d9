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

/** Default per cent of its time that a source is kept busy. */
const defaultBudget = { live: 50, final: 100 };

const saveIntervalMs = 10_000;

/** `verify`: compares the rows of both sides, independently of DMS's reports. */
export const verifyVerb: Verb = {
  name: "verify",
  description:
    "Compares the rows of the sources and the target and lists each difference. Continues after an interruption.",
  declare: (command) =>
    command
      .argument("[migrations...]", "names from dms.migrations; default: all")
      .option("--final", "compare once without waiting, after all writes have stopped", false)
      .option("--tables <schema.table...>", "only these tables; % matches any characters", [])
      .option(
        "--budget <percent>",
        "maximum load on a source, in percent of its time; default: 50, with --final 100",
        wholeNumber("--budget", 1, 100),
      )
      .option(
        "--max-running <statements>",
        "wait while more statements run on the source",
        wholeNumber("--max-running", 1, 10_000),
        50,
      )
      .option(
        "--marker-limit <seconds>",
        "time limit for a marker row to reach the target",
        wholeNumber("--marker-limit", 1, 86_400),
        300,
      )
      .option(
        "--settle <seconds>",
        "time to wait without a heartbeat table",
        wholeNumber("--settle", 1, 3_600),
        30,
      )
      .option("--restart", "start the comparison again from the beginning", false),
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
