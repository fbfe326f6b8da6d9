import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Context } from "../context";
import { type ExitCode, exitCodes } from "../exit-codes";
import type { Verb } from "../verb";

/** Looks whether a migration can succeed, before anything is moved. Changes neither side. */
export const preflightVerb: Verb = {
  name: "preflight",
  description:
    "Checks the sources and the target for problems that would break the migration. It changes nothing there.",
  declare: (command) =>
    command
      .option("--source <name>", "only this one of dms.sources")
      .option("--deep", "also read all values of columns with LOBs and dates", false)
      .option(
        "--accepted <file>",
        "accepted findings: a list of { id, subject, reason, expires }; default: preflight.<stack>.yaml",
      ),
  run: async (context, _arguments, options) => {
    const given = z
      .looseObject({
        cwd: z.string(),
        source: z.string().optional(),
        deep: z.boolean(),
        accepted: z.string().optional(),
      })
      .parse(options);
    return runPreflight(context, given);
  },
};

interface Options {
  readonly cwd: string;
  readonly source?: string | undefined;
  readonly deep: boolean;
  readonly accepted?: string | undefined;
}

async function runPreflight(context: Context, options: Options): Promise<ExitCode> {
  const [{ readAcceptances }, { examine, checkIds }, { isClear, reportLines }] = await Promise.all([
    import("./accepted.js"),
    import("./examine.js"),
    import("./report.js"),
  ]);
  const { stack, console } = context;
  const usual = join(options.cwd, `preflight.${stack}.yaml`);
  const file = options.accepted ?? (existsSync(usual) ? usual : undefined);
  const stackFile = `Pulumi.${stack}.yaml`;
  const report = await examine(context, {
    source: options.source,
    deep: options.deep,
    acceptances: file === undefined ? [] : readAcceptances(file, checkIds),
    stackFile: { name: stackFile, text: readFileSync(join(options.cwd, stackFile), "utf8") },
  });
  console.result(report, reportLines(report, process.stdout.columns));
  return isClear(report) ? exitCodes.success : exitCodes.failed;
}
