import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../local/emulator";

const logFile = join(tmpdir(), `migration-landing-zone-emulator-${process.pid}.log`);
let shared: Promise<Emulator> | undefined;

// On the level of the file, so that they run once, before and after the tests of every file.
before(async function () {
  // The emulator is installed when it is used for the first time.
  this.timeout(300_000);
  await emulator();
});
after(async () => {
  await (await shared)?.stop();
  rmSync(logFile, { force: true });
});

/** The AWS emulator of this test run. Tests share it, so each uses names of its own. */
export function emulator(): Promise<Emulator> {
  return (shared ??= startEmulator({ logFile }));
}
