import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../local/emulator";

let shared: Promise<Emulator> | undefined;

/**
 * The AWS emulator of this test run, started for the first test that asks. It ends with the test
 * process. Tests share it, so each uses names of its own.
 */
export function emulator(): Promise<Emulator> {
  const logFile = join(tmpdir(), `migration-landing-zone-emulator-${process.pid}.log`);
  return (shared ??= startEmulator({ logFile }));
}
