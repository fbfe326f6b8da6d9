import { resolve } from "node:path";
import { Command, Option } from "commander";
import { ConfigurationError } from "../config/faults";
import { Console, type Stream } from "./console";
import { type CommonOptions, loadContext } from "./context";
import { messageOf, UsageError } from "./errors";
import { type ExitCode, exitCodes } from "./exit-codes";
import type { Verb } from "./verb";

/** Streams of a command, and the signal that interrupts it. */
export interface Terminal {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly interactive: boolean;
  readonly signal: AbortSignal;
}

type Options = CommonOptions & {
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
};

/** Collects the values of an option that may be given more than once. */
function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}

/**
 * The command line of `npm run migrate`.
 *
 * @param onExit Given the exit code of the verb that ran.
 */
export function migrateCommand(
  verbs: readonly Verb[],
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): Command {
  const program = new Command("npm run migrate --")
    .description("Runs the migration of a stack, with one verb for each step.")
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride()
    .showHelpAfterError();
  for (const verb of verbs) {
    const command = commonOptions(program.command(verb.name).description(verb.description));
    (verb.declare?.(command) ?? command).action(async () => {
      onExit(await runVerb(verb, command, terminal));
    });
  }
  return program;
}

/** Declares the options that every verb has. */
export function commonOptions(command: Command): Command {
  return command
    .requiredOption("-s, --stack <name>", "the stack (Pulumi.<name>.yaml)")
    .addOption(new Option("--cwd <folder>", "project folder").default("."))
    .option("--outputs <file>", "the outputs as `pulumi stack output --json` prints them")
    .option("--local", "the stack that `npm run local -- up` deployed to this machine", false)
    .option("--endpoint-url <url>", "an AWS emulator instead of AWS")
    .option(
      "--via <node>",
      "reach the databases through a managed node of Systems Manager: host (the stack's own) or ssm:<instance>",
    )
    .option("--source-host <host>", "local host of a tunnel to the source", collect, [])
    .option("--source-port <port>", "its port", collect, [])
    .option("--source-ca <file>", "PEM file that verifies the source's certificate", collect, [])
    .option(
      "--source-secret <arn>",
      "secret of the user for connections to the source",
      collect,
      [],
    )
    .option("--target-host <host>", "local host of a tunnel to Aurora")
    .option("--target-port <port>", "its port")
    .option("--target-ca <file>", "PEM file that verifies Aurora's certificate")
    .option("--target-secret <arn>", "secret of the user for connections to Aurora")
    .option("--json", "print the result as JSON", false)
    .option("--dry-run", "print the plan and stop", false)
    .option("-y, --yes", "do not ask for confirmation", false);
}

/** Runs a verb, and turns its errors into a message and an exit code. */
async function runVerb(verb: Verb, command: Command, terminal: Terminal): Promise<ExitCode> {
  const options = command.opts<Options>();
  const console = new Console({ ...terminal, ...options });
  try {
    const common = { ...options, cwd: resolve(options.cwd) };
    const context = await loadContext(common, console, terminal.signal);
    try {
      return await verb.run(context, command.processedArgs, command.opts());
    } finally {
      await context.close();
    }
  } catch (error) {
    if (terminal.signal.aborted) {
      console.error("Interrupted. The same command continues from here.");
      return exitCodes.interrupted;
    }
    console.error(messageOf(error));
    const isUsage = error instanceof UsageError || error instanceof ConfigurationError;
    return isUsage ? exitCodes.usage : exitCodes.failed;
  }
}
