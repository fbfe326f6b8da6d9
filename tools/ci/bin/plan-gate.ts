import { readFileSync } from "node:fs";
import { Command } from "commander";
import { z, ZodError } from "zod";
import { dangersOf, Replications } from "@landing-zone/change-guard/index";
import { exitCodes, messageOf } from "@landing-zone/plan/errors";
import { replicationsIn } from "../account-replications";
import { judge, parseAllowance } from "../allowances";
import { gateReport } from "../gate-report";
import { changesOf } from "../preview-digest";

interface Options {
  readonly replications: readonly string[];
  readonly allow: readonly string[];
}

const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

const command = new Command("npm run plan-gate --")
  .description(
    "Looks in what `pulumi preview --json` has written for changes that would cut off the data centre, disturb a running replication, or lose what a resource keeps. Ends with 1 when there is one that is not allowed.",
  )
  .argument("<preview>", "file with the preview")
  .option(
    "--replications <file>",
    "answer of `aws dms describe-replication-tasks` or `describe-replications`: what does not run cannot be disturbed. Without one every task may be running",
    collect,
    [],
  )
  .option("--allow <resource=reason>", "lets a change pass: name or URN, and why", collect, [])
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
  const changes = read(preview, "what `pulumi preview --json` writes", changesOf);
  const known = replications.map((file) =>
    read(file, "an answer of `aws dms describe-replication-tasks`", replicationsIn),
  );
  const dangers = dangersOf(
    changes,
    new Replications(known.length === 0 ? undefined : known.flat()),
  );
  const verdict = judge(dangers, allow.map(parseAllowance));
  console.log(gateReport(verdict));
  return verdict.open.length === 0 ? exitCodes.success : exitCodes.policyViolation;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = exitCodes.usage;
}
