import { resolve } from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { exitCodes } from "@landing-zone/plan/errors";
import { examine, type NamedDiagnosis } from ".";

const command = new Command("npm run doctor --")
  .description(
    "Examines this machine, a stack's configuration and the account that it would be deployed to. Changes nothing.",
  )
  .option("-s, --stack <name>", "the stack", "dev")
  .option("--endpoint-url <url>", "an AWS emulator instead of AWS")
  .option("--no-quotas", "do not look at quotas, which takes most of the time")
  .option("--cwd <folder>", "project folder", ".")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage));

const marks: Readonly<Record<NamedDiagnosis["verdict"], string>> = {
  fine: colors.green("fine        "),
  warning: colors.yellow("warning     "),
  fault: colors.red("fault       "),
  "not examined": colors.dim("not examined"),
};

function print({ verdict, name, finding, fix }: NamedDiagnosis): void {
  console.log(`${marks[verdict]}  ${colors.bold(name)}: ${finding}`);
  if (fix !== undefined) console.log(`              Fix: ${fix}`);
}

async function main(): Promise<void> {
  const { cwd, ...examinee } = command
    .parse()
    .opts<{ stack: string; endpointUrl?: string; quotas: boolean; cwd: string }>();
  const diagnoses = await examine({ directory: resolve(cwd), ...examinee }, print);
  const count = (wanted: NamedDiagnosis["verdict"]) =>
    diagnoses.filter(({ verdict }) => verdict === wanted).length;
  console.log(`\n${count("fault")} faults, ${count("warning")} warnings, ${count("fine")} fine.`);
  if (count("fault") > 0) process.exitCode = 1;
}

void main();
