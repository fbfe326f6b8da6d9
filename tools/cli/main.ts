import { enableCompileCache } from "node:module";
import { Command, Option } from "commander";
import { type OutputsCommandOptions } from "./commands/outputs";
import { type PlanCommandOptions } from "./commands/plan";
import { type ProgramOptions, type StackOptions } from "./commands/run-options";
import { type DeployContext } from "./commands/up";
import { compileCache } from "@landing-zone/engine/paths";
import { exitCodes, InterruptedError } from "@landing-zone/plan/errors";

// The commands are loaded once this is done.
enableCompileCache(compileCache.NODE_COMPILE_CACHE);

const collect = (value: string, values: readonly string[]): readonly string[] => [...values, value];

/** Signals that end a command, with the exit codes that a shell gives. */
const signals = Object.entries({
  SIGHUP: exitCodes.hungUp,
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
});

/** A reader of the output may quit during a deployment, which is no reason to interrupt it. */
const goneReader = ["EPIPE", "EIO"];
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!goneReader.includes(error.code ?? "")) throw error;
  });
}

/** Streams of a deployment, and its stop: the first signal ends it in order, the next at once. */
function deployContext(): DeployContext {
  const controller = new AbortController();
  for (const [signal, exitCode] of signals) {
    process.on(signal, () => {
      // Exiting runs the hook that ends the child processes.
      if (controller.signal.aborted) process.exit(exitCode);
      process.stderr.write(
        "Stopping: waiting for running operations. Interrupt again to stop at once.\n",
      );
      controller.abort(new InterruptedError(exitCode));
    });
  }
  return { stdout: process.stdout, stderr: process.stderr, signal: controller.signal };
}

const program = new Command("npm run local --")
  .description(
    "Runs the Pulumi program and its policy pack on this machine, without a cloud account.",
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage))
  .showHelpAfterError();

function stackCommand(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option("-s, --stack <name>", "the stack (Pulumi.<name>.yaml)", "dev")
    .addOption(new Option("--cwd <folder>", "project folder").default("."));
}

function programCommand(name: string, description: string): Command {
  return stackCommand(name, description)
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
    .option("--baseline <file>", "JSON file with findings that are known and do not block");
}

programCommand(
  "plan",
  "Previews a first deployment of a stack: facts, cost, counts, findings of the policies.",
)
  .option("--json <file>", "write the plan to a file; - is standard output")
  .option("--html <file>", "write a report of the plan as one HTML page; - is standard output")
  .option("--sarif <file>", "write the findings of the policies as SARIF 2.1.0")
  .option("--junit <file>", "write the findings as JUnit's XML")
  .option("--exceptions <file>", "write exceptions with owner, age and end as JSON")
  .option("--write-baseline <file>", "write the findings that block now, for --baseline")
  .option(
    "--compare <stack or file>",
    "show what differs from another stack, or from a plan that --json has written",
  )
  .option("--resources", "also print the resources, with the properties that readers compare")
  .option("--outputs", "also print the outputs")
  .option("-v, --verbose", "print every finding, the resources and the outputs")
  .option("-q, --quiet", "print only mandatory policy violations, errors and the summary")
  .action(async (options: PlanCommandOptions) => {
    for (const [signal, exitCode] of signals) {
      process.once(signal, () => process.exit(exitCode));
    }
    const { planCommand } = await import("./commands/plan.js");
    process.exitCode = (await planCommand(options, process)).exitCode;
  });

programCommand(
  "preview",
  "Shows the changes that `up` would make to the local deployment of a stack.",
).action(async (options: ProgramOptions) => {
  const { previewCommand } = await import("./commands/up.js");
  process.exitCode = await previewCommand(options, deployContext());
});

programCommand("up", "Deploys a stack to an AWS emulator on this machine.").action(
  async (options: ProgramOptions) => {
    const { upCommand } = await import("./commands/up.js");
    process.exitCode = await upCommand(options, deployContext());
  },
);

programCommand(
  "rehearse",
  "Deploys a stack, checks it and deletes it again, even after a failure.",
).action(async (options: ProgramOptions) => {
  const { rehearseCommand } = await import("./commands/rehearse.js");
  process.exitCode = await rehearseCommand(options, deployContext());
});

stackCommand(
  "check",
  "Runs the integration checks against the local deployment of a stack.",
).action(async (options: StackOptions) => {
  const { checkCommand } = await import("./commands/check.js");
  process.exitCode = await checkCommand(options, deployContext());
});

stackCommand("refresh", "Shows drift in the emulator and updates the state.").action(
  async (options: StackOptions) => {
    const { refreshCommand } = await import("./commands/refresh.js");
    process.exitCode = await refreshCommand(options, deployContext());
  },
);

stackCommand("outputs", "Prints the outputs of the local deployment of a stack.")
  .option("--json", "as one JSON object")
  .action(async (options: OutputsCommandOptions) => {
    const { outputsCommand } = await import("./commands/outputs.js");
    process.exitCode = await outputsCommand(options, process);
  });

stackCommand("destroy", "Deletes the local deployment of a stack and ends its emulator.").action(
  async (options: StackOptions) => {
    const { destroyCommand } = await import("./commands/destroy.js");
    process.exitCode = await destroyCommand(options, deployContext());
  },
);

void program.parseAsync();
