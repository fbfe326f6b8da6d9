import { expect } from "chai";
import { Capture } from "../../support/capture";

type Command<Options> = (
  options: Options,
  context: { stdout: Capture; stderr: Capture; signal: AbortSignal },
) => Promise<number>;

/**
 * Runs a command that has to succeed.
 * @returns What it printed as its result.
 */
export async function run<Options>(command: Command<Options>, options: Options): Promise<string> {
  const { code, stdout, stderr } = await outcomeOf(command, options);
  expect(code, stdout + stderr).to.equal(0);
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
  const { code, stdout, stderr } = await outcomeOf(command, options);
  expect(code, stdout + stderr).to.not.equal(0);
  return stdout + stderr;
}

async function outcomeOf<Options>(command: Command<Options>, options: Options) {
  const [stdout, stderr] = [new Capture(), new Capture()];
  const { signal } = new AbortController();
  const code = await command(options, { stdout, stderr, signal });
  return { code, stdout: stdout.text, stderr: stderr.text };
}
