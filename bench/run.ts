import { Argument, Command, InvalidArgumentError } from "commander";
import { join } from "node:path";
import { format } from "prettier";
import { messageOf } from "@landing-zone/plan/errors";
import { assertWritable, writeAtomically } from "@landing-zone/engine/output-file";
import { type BenchContext, projectDirectory } from "./context";
import { performanceDocument } from "./document";
import { deploymentGroup } from "./groups/deployment";
import { loadingGroup } from "./groups/loading";
import { policiesGroup } from "./groups/policies";
import { scaleGroup } from "./groups/scale";
import { startGroup } from "./groups/start";
import { verificationGroup } from "./groups/verification";
import { thisMachine } from "./machine";
import { type Group, isMet, recordOf } from "./metric";
import { Progress } from "./progress";
import { renderGroups } from "./report";

/** Measurement groups by their name on the command line. */
const groups: Readonly<Record<string, (context: BenchContext) => Promise<Group>>> = {
  loading: loadingGroup,
  start: startGroup,
  policies: policiesGroup,
  scale: scaleGroup,
  deployment: deploymentGroup,
  verification: verificationGroup,
};

const documentFile = join(projectDirectory, "docs/performance.md");

/** Exit codes: a goal was missed; what was asked for is wrong, or could not be measured. */
const exitCodes = { missed: 1, failed: 2 };

interface Options {
  readonly runs: number;
  readonly json?: string;
  readonly writeDocs?: boolean;
}

async function bench(
  names: readonly string[],
  { runs, json, writeDocs = false }: Options,
  command: Command,
): Promise<void> {
  if (writeDocs && names.length > 0) {
    command.error("error: --write-docs writes what all groups give, so it takes no groups");
  }
  if (json !== undefined) assertWritable(json);
  const machine = thisMachine();
  const results = await measureGroups(names, runs);
  console.log(renderGroups(results));
  const metrics = results.flatMap(({ metrics: all }) => all);
  if (json !== undefined) {
    writeAtomically(json, `${JSON.stringify(metrics.map(recordOf), null, 2)}\n`);
  }
  if (writeDocs) {
    const run = { groups: results, machine, date: new Date(), runs };
    writeAtomically(documentFile, await format(performanceDocument(run), { parser: "markdown" }));
  }
  process.exitCode = metrics.every(isMet) ? 0 : exitCodes.missed;
}

async function measureGroups(names: readonly string[], runs: number): Promise<readonly Group[]> {
  const progress = new Progress(process.stderr);
  const results: Group[] = [];
  for (const [name, group] of Object.entries(groups)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const onProgress = (message: string): void => {
      progress.report(`${name}: ${message}`);
    };
    results.push(await group({ runs, onProgress }));
  }
  progress.clear();
  return results;
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("A whole number of at least 1 is allowed.");
  }
  return value;
}

const program = new Command("npm run bench --")
  .description(
    "Measures the program, the policy pack, the local engine and the verification against their goals.",
  )
  .addArgument(
    new Argument("[groups...]", "what to measure; default: everything").choices(
      Object.keys(groups),
    ),
  )
  .option("--runs <number>", "rounds that count", positiveInteger, 5)
  .option("--json <file>", "write the figures to a file")
  .option("--write-docs", "write docs/performance.md")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.failed))
  .action(bench);

program.parseAsync().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = exitCodes.failed;
});
