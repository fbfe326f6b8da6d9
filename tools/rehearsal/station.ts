import { RehearsalError } from "./errors";
import type { CommandResult } from "./run";
import { tail, type Setting } from "./setting";

/** Extracts a detail worth showing from a verb's output. */
export type Detail = (result: CommandResult) => string;

/** The part of it that a pattern finds. */
export const detailOf =
  (pattern: RegExp, otherwise: string): Detail =>
  ({ output }) =>
    pattern.exec(output)?.[1] ?? otherwise;

/** Runs a verb that has to succeed. @returns What it printed. */
export async function verb(
  setting: Setting,
  name: string,
  args: readonly string[],
  detail: Detail,
): Promise<CommandResult> {
  const { console, signal } = setting.options;
  console.begin(name);
  const result = await setting.migrate(...args);
  signal.throwIfAborted();
  if (result.exitCode !== 0) {
    console.failed(`exit code ${result.exitCode}`);
    throw new RehearsalError(`npm run migrate -- ${args.join(" ")} failed:\n${tail(result)}`);
  }
  console.done(detail(result));
  return result;
}
