import { expect } from "chai";

class Capture {
  text = "";

  write(text: string): void {
    this.text += text;
  }
}

/** Runs a command that has to succeed. @returns What it printed as its result. */
export async function run<Options>(
  command: (
    options: Options,
    context: { stdout: Capture; stderr: Capture; signal: AbortSignal },
  ) => Promise<number>,
  options: Options,
): Promise<string> {
  const [stdout, stderr] = [new Capture(), new Capture()];
  const { signal } = new AbortController();
  const code = await command(options, { stdout, stderr, signal });
  expect(code, stdout.text + stderr.text).to.equal(0);
  return stdout.text;
}
