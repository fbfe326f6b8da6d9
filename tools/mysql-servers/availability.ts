import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Flavour } from "./flavours";

/** Milliseconds for a first fetch over a slow line. */
const timeout = 900_000;

const known = new Map<Flavour, string | undefined>();

/**
 * Why no server of a flavour can be had on this machine, or undefined when one can. Fetches it when
 * that has not been done: a suite asks before it defines its tests, so this waits.
 */
export function missingServer(flavour: Flavour): string | undefined {
  if (!known.has(flavour)) known.set(flavour, ask(flavour));
  return known.get(flavour);
}

function ask(flavour: Flavour): string | undefined {
  const loader = pathToFileURL(require.resolve("tsx")).href;
  const main = join(__dirname, "fetch.ts");
  const { status, stderr, error } = spawnSync(
    process.execPath,
    ["--import", loader, main, flavour],
    {
      encoding: "utf8",
      stdio: ["ignore", "inherit", "pipe"],
      timeout,
    },
  );
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim();
}
