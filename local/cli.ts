import { Command, Option } from "commander";
import { previewCommand, type PreviewCommandOptions } from "./commands/preview";
import { exitCodes } from "./errors";

const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

const program = new Command("npm start --")
  .description(
    "Runs the Pulumi program and its policy pack on this machine, without a cloud account.",
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage))
  .showHelpAfterError();

program
  .command("preview", { isDefault: true })
  .description("Shows what a first deployment of a stack would create, and what the policies say.")
  .option("-s, --stack <name>", "stack to preview (Pulumi.<name>.yaml)", "dev")
  .option(
    "-c, --config <key=value>",
    "overlay a configuration value; the key may be a path",
    collect,
    [],
  )
  .option("--secret <key=value>", "the same for a secret value", collect, [])
  .option("--policy-pack <folder>", "policy pack to run (default: policy-pack, if it is there)")
  .option("--no-policy-pack", "run no policy pack")
  .option("--policy-pack-config <file>", "JSON file with settings for the policies")
  .option("--json <file>", "write the plan to a file")
  .option("--html <file>", "write a report of the plan as one HTML page")
  .option("-q, --quiet", "print only mandatory policy violations, errors and the summary")
  .addOption(new Option("--cwd <folder>", "project folder").default("."))
  .action(async (options: PreviewCommandOptions) => {
    process.exitCode = (await previewCommand(options, process)).exitCode;
  });

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Exiting runs the hook that ends the child processes.
  process.once(signal, () => process.exit(exitCodes.programFailed));
}

void program.parseAsync();
