import type { Command } from "commander";
import type { Context } from "./context";
import type { ExitCode } from "./exit-codes";

/**
 * One verb of `npm run migrate`. Its module is cheap to load: it imports its dependencies when it
 * runs.
 */
export interface Verb {
  readonly name: string;
  /** Its effect, in one sentence. Also in `docs/operations.md`. */
  readonly description: string;
  /** Declares arguments and options of its own, and subcommands' names as arguments. */
  readonly declare?: (command: Command) => Command;
  /**
   * Does it.
   *
   * @param args The positional arguments, as `declare` has them.
   * @param options The options of the command line, those of `declare` among them.
   * @throws UsageError or OperationError.
   */
  readonly run: (
    context: Context,
    args: readonly (string | readonly string[] | undefined)[],
    options: Readonly<Record<string, unknown>>,
  ) => Promise<ExitCode>;
}
