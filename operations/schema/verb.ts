import { Argument } from "commander";
import type { Context } from "../context";
import { UsageError } from "../errors";
import type { ExitCode } from "../exit-codes";
import type { Verb } from "../verb";
import { type SchemaOptions, schemaOptions } from "./options";

const actions = ["plan", "apply-before", "apply-after", "programs", "compare"] as const;

const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

/** Brings everything over that DMS leaves behind: keys, defaults, programs, users. */
export const schemaVerb: Verb = {
  name: "schema",
  description:
    "Plans the target's schema, creates it before the load, after the load and at the cut-over, and compares both sides.",
  declare: (command) =>
    command
      .addArgument(
        new Argument("<action>", "what to do; plan and compare change nothing").choices([
          ...actions,
        ]),
      )
      .option("--source <name>", "only this one of dms.sources")
      .option("--directory <folder>", "folder of the plans; default: schema/<stack>")
      .option(
        "--account <old=new>",
        "replaces an account of the source, as a user and as a definer",
        collect,
        [],
      )
      .option(
        "--at-cut-over",
        "programs: counters, triggers and events, instead of what comes before; compare: these too",
        false,
      )
      .option("--steal-lock", "take the lock from another operator", false),
  run: async (context, [action], options) =>
    runSchema(context, String(action), schemaOptions.parse(options)),
};

async function runSchema(
  context: Context,
  action: string,
  options: SchemaOptions,
): Promise<ExitCode> {
  const { planVerb, applyVerb, compareVerb } = await import("./actions.js");
  switch (action as (typeof actions)[number]) {
    case "plan":
      return planVerb(context, options);
    case "apply-before":
      return applyVerb(context, options, "before");
    case "apply-after":
      return applyVerb(context, options, "after");
    case "programs":
      return applyVerb(context, options, "programs");
    case "compare":
      return compareVerb(context, options);
    default:
      throw new UsageError(`There is no action "${action}"; there are ${actions.join(", ")}.`);
  }
}
