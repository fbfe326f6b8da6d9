import { resolve } from "node:path";
import { Command } from "commander";
import { createColors } from "picocolors";
import { usesColors } from "../../lib/terminal-colors";
import { exitCodes } from "@landing-zone/plan/errors";
import { type DoctorListener, inspectStack, type NamedFinding } from ".";

const command = new Command("npm run doctor --")
  .description(
    "Inspects this machine, a stack's configuration and the account that it would be deployed to, and suggests fixes. Changes nothing.",
  )
  .option("-s, --stack <name>", "the stack", "dev")
  .option("--endpoint-url <url>", "an AWS emulator instead of AWS")
  .option("--no-quotas", "skip the quotas, which take most of the time")
  .option("--json", "print the findings as JSON")
  .option("--cwd <folder>", "project folder", ".")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage));

const colors = createColors(usesColors(process.stdout));

const marks: Readonly<Record<NamedFinding["verdict"], string>> = {
  fine: colors.green("fine         "),
  warning: colors.yellow("warning      "),
  fault: colors.red("fault        "),
  "not inspected": colors.dim("not inspected"),
};

const terminal: Required<DoctorListener> = {
  onFinding: ({ verdict, name, finding, fix }) => {
    clearProgress();
    console.log(`${marks[verdict]}  ${colors.bold(name)}: ${finding}`);
    if (fix !== undefined) console.log(`               Fix: ${fix}`);
  },
  onProgress: (done, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all} inspections`);
  },
};

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}

async function main(): Promise<void> {
  const { cwd, json, ...options } = command
    .parse()
    .opts<{ stack: string; endpointUrl?: string; quotas: boolean; json?: true; cwd: string }>();
  const listener = json ? { ...terminal, onFinding: () => undefined } : terminal;
  const findings = await inspectStack({ directory: resolve(cwd), ...options }, listener);
  clearProgress();
  const count = (verdict: NamedFinding["verdict"]) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  console.log(
    json
      ? JSON.stringify({ stack: options.stack, findings }, null, 2)
      : `\n${count("fault")} faults, ${count("warning")} warnings, ${count("fine")} fine, ${count("not inspected")} not inspected.`,
  );
  if (count("fault") > 0) process.exitCode = 1;
}

void main();
