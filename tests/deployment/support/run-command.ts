import { expect } from "chai";
import { type DeployContext } from "@landing-zone/cli/commands/up";
import { Capture } from "../../support/capture";
import { startAgain } from "../../support/programs";

type Command<Options> = (options: Options, context: DeployContext) => Promise<number>;

/**
 * Runs a command that has to succeed.
 * @returns What it printed as its result.
 */
export async function run<Options>(command: Command<Options>, options: Options): Promise<string> {
  const { code, stdout, output } = await outcomeOf(command, options, startAgain);
  expect(code, output).to.equal(0);
  return stdout;
}

/**
 * Runs a command that has to fail.
 * @returns All that it printed.
 */
export async function failed<Options>(
  command: Command<Options>,
  options: Options,
): Promise<string> {
  const { code, output } = await outcomeOf(command, options);
  expect(code, output).to.not.equal(0);
  return output;
}

/**
 * Runs a command in this process.
 * @param startProgram Default: the program has a process of its own.
 */
export async function outcomeOf<Options>(
  command: Command<Options>,
  options: Options,
  startProgram?: DeployContext["startProgram"],
): Promise<{ code: number; stdout: string; output: string }> {
  const [stdout, stderr] = [new Capture(), new Capture()];
  const { signal } = new AbortController();
  const code = await command(options, { stdout, stderr, signal, startProgram });
  return { code, stdout: stdout.text, output: stdout.text + stderr.text };
}
