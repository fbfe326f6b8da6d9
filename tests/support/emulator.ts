import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "@landing-zone/aws-emulator/server/index";
import { afterAllFiles } from "./shared";

const logFile = join(tmpdir(), `migration-landing-zone-emulator-${process.pid}.log`);
let shared: Promise<Emulator> | undefined;

// On the level of the file, so that it runs once, before the tests of every file.
before(async function () {
  // The emulator is installed when it is used for the first time.
  this.timeout(300_000);
  await emulator();
});
afterAllFiles(async () => (await shared)?.stop());
process.once("exit", () => {
  rmSync(logFile, { force: true });
});

/** The AWS emulator of this test run. Tests share it, so each uses names of its own. */
export function emulator(): Promise<Emulator> {
  return (shared ??= startEmulator({ logFile }));
}
