import { CommanderError } from "commander";
import { migrateCommand } from "./command";
import { messageOf } from "./errors";
import { exitCodes } from "./exit-codes";
import { verbs } from "./verbs";

/** Stops in good order at the first signal, at once at the next. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      process.stderr.write("\nStopping after the step under way. Once more stops at once.\n");
      controller.abort();
    });
  }
  return controller.signal;
}

const program = migrateCommand(
  verbs,
  {
    stdout: process.stdout,
    stderr: process.stderr,
    interactive: process.stdin.isTTY,
    signal: interruption(),
  },
  (code) => {
    process.exitCode = code;
  },
);

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) process.stderr.write(`${messageOf(error)}\n`);
  const isFine = error instanceof CommanderError && error.exitCode === 0;
  process.exitCode = isFine ? exitCodes.success : exitCodes.usage;
});
