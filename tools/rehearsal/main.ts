import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { missingServer } from "@landing-zone/mysql-servers/index";
import { RehearsalConsole } from "./console";
import { RehearsalError } from "./errors";
import { rehearse } from "./rehearse";

/** Exit codes: all is equal; something is not, or went wrong; interrupted. */
const exitCodes = { success: 0, failed: 1, interrupted: 130 };

const mostRows = 100_000_000;

function rowCount(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows >= 1_000 && rows <= mostRows) return rows;
  throw new InvalidArgumentError(`a whole number, 1000 to ${mostRows}.`);
}

const program = new Command("npm run rehearse --")
  .description(
    "Rehearses the migration of a stack with real rows: two MySQL servers, the stack on the AWS emulator, a double of DMS, and an application that writes meanwhile.",
  )
  .option("-s, --stack <name>", "the stack (Pulumi.<name>.yaml)", "dev")
  .option("--rows <number>", "rows of the largest table", rowCount, 1_000_000)
  .option("--cut-over", "also cut over, return with all writes, cut over again, close", false)
  .parse();

/** Aborted by the first signal; the next one ends at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    process.stderr.write("\nCleaning up. Press Ctrl+C again to stop at once.\n");
    controller.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return controller.signal;
}

async function main(): Promise<number> {
  const { stack, rows, cutOver } = program.opts<{
    stack: string;
    rows: number;
    cutOver: boolean;
  }>();
  const missing = missingServer("mysql-8.0");
  if (missing !== undefined) {
    process.stderr.write(`A rehearsal needs two MySQL servers. ${missing}\n`);
    return exitCodes.failed;
  }
  const signal = interruption();
  const console = new RehearsalConsole(process.stdout);
  const project = resolve(__dirname, "../..");
  try {
    const isFine = await rehearse({ project, stack, rows, cutOver, console, signal });
    return isFine ? exitCodes.success : exitCodes.failed;
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    const message = error instanceof RehearsalError ? error.message : String(error);
    process.stderr.write(`\n${message}\n`);
    return exitCodes.failed;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
