import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Identity } from "@landing-zone/plan-report/sections/head";

/** The origin of a plan; unknown parts are left out. */
export function identityOf(directory: string, now: Date): Identity {
  return {
    version: versionOf(directory),
    commit: commitOf(directory),
    date: `${now.toISOString().slice(0, 16).replace("T", " ")} UTC`,
  };
}

function versionOf(directory: string): string | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    return z.object({ version: z.string() }).safeParse(content).data?.version;
  } catch {
    return undefined;
  }
}

function commitOf(directory: string): string | undefined {
  const git = (...args: string[]) =>
    spawnSync("git", ["-C", directory, ...args], { encoding: "utf8" });
  const { status, stdout } = git("rev-parse", "--short=12", "HEAD");
  if (status !== 0) return undefined;
  const isChanged = git("status", "--porcelain", "--", ".").stdout.trim() !== "";
  return `${stdout.trim()}${isChanged ? ", with uncommitted changes" : ""}`;
}
