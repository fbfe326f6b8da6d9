import { readFileSync } from "node:fs";
import { Command } from "commander";
import { z, ZodError } from "zod";
import {
  dangerousChangesOf,
  refusedChangesOf,
  Replications,
} from "@landing-zone/change-guard/index";
import { exitCodes, messageOf } from "@landing-zone/plan/errors";
import { replicationsIn } from "../account-replications";
import { judge, parseAllowance } from "../allowances";
import { guardReport } from "../guard-report";
import { readPreview } from "../preview-digest";

interface Options {
  readonly replications: readonly string[];
  readonly allow: readonly string[];
}

const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

const command = new Command("npm run change-guard --")
  .description(
    "Looks in the output of `pulumi preview --json` for changes that would cut off the data centre, disturb a running replication, or lose data. Ends with 1 when one is not allowed, and with 2 when the preview failed or cannot be read.",
  )
  .argument("<preview>", "file with the output")
  .option(
    "--replications <file>",
    "answer of `aws dms describe-replication-tasks` or `describe-replications`, which shows which replications run. Without one every replication counts as running",
    collect,
    [],
  )
  .option(
    "--allow <resource=reason>",
    "allows a change: name or URN of the resource, and the reason",
    collect,
    [],
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage))
  .showHelpAfterError();

/** @throws Error naming the file. */
function read<T>(file: string, what: string, parse: (value: unknown) => T): T {
  try {
    return parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const reason = error instanceof ZodError ? z.prettifyError(error) : messageOf(error);
    throw new Error(`${file} cannot be read as ${what}: ${reason}`, { cause: error });
  }
}

function main(): number {
  const [preview = ""] = command.parse().args;
  const { replications, allow } = command.opts<Options>();
  const { changes, refused, errors } = read(
    preview,
    "the output of `pulumi preview --json`",
    readPreview,
  );
  if (errors.length > 0) throw new Error(`The preview failed:\n${errors.join("\n")}`);
  const answers = replications.map((file) =>
    read(file, "an answer of `aws dms describe-replication-tasks`", replicationsIn),
  );
  const known = new Replications(answers.length === 0 ? undefined : answers.flat());
  const verdict = judge(dangerousChangesOf(changes, known), allow.map(parseAllowance));
  console.log(guardReport(verdict, refusedChangesOf(refused, known)));
  return verdict.open.length + refused.length === 0 ? exitCodes.success : exitCodes.policyViolation;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = exitCodes.usage;
}
