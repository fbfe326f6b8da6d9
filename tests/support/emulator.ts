import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../local/emulator";

const logFile = join(tmpdir(), `migration-landing-zone-emulator-${process.pid}.log`);
let shared: Promise<Emulator> | undefined;

// On the level of the file, so that it runs once, after the tests of every file.
after(async () => {
  await (await shared)?.stop();
  rmSync(logFile, { force: true });
});

/**
 * The AWS emulator of this test run, started for the first test that asks and stopped after the last.
 * Tests share it, so each uses names of its own.
 */
export function emulator(): Promise<Emulator> {
  return (shared ??= startEmulator({ logFile }));
}
