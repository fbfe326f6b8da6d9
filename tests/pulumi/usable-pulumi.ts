import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { z } from "zod";

/** A Pulumi CLI that can deploy this project without downloading anything, or why there is none. */
export type UsablePulumi = { readonly executable: string } | { readonly missing: string };

/** Environment that decides whether Pulumi is usable. */
export interface Surroundings {
  /** The `PATH` that the CLI is looked for on. */
  readonly path: string;
  /** Folder of Pulumi's downloads. Default: `PULUMI_HOME`, else `~/.pulumi`. */
  readonly home?: string;
}

/** The oldest CLI that Pulumi.yaml asks for, as major and minor version. */
const oldest = [3, 200] as const;

/** Longer than a CLI takes to print its version. */
const timeoutMs = 15_000;

const plugins = z.array(z.object({ name: z.string(), kind: z.string(), version: z.string() }));

/** The version of the awsx plugin that the program asks for. */
export const awsxVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(require.resolve("@pulumi/awsx/package.json"), "utf8"))).version;

/**
 * Looks for a Pulumi CLI that works. The `pulumi` package of npm counts once it has downloaded the
 * CLI; it is not run before, as it would begin to.
 */
export function usablePulumi({ path, home = pulumiHome() }: Surroundings): UsablePulumi {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, "pulumi"))
    .filter((file) => existsSync(file))
    .map((file) => behindNpm(realpathSync(file), home));
  const executable = found.find((file) => file !== undefined);
  if (executable === undefined) {
    const why = found.length === 0 ? "there is none" : "there is only npm's, which has none yet";
    return { missing: `no Pulumi CLI on the PATH: ${why}` };
  }
  const fault = faultOf(executable, home);
  return fault === undefined ? { executable } : { missing: `${executable} ${fault}` };
}

function pulumiHome(): string {
  return process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
}

/** The CLI that npm's package has downloaded, if it has; any other file as it is. */
function behindNpm(file: string, home: string): string | undefined {
  const manifest = join(dirname(file), "package.json");
  if (!file.endsWith(".js") || !existsSync(manifest)) return file;
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(manifest, "utf8")));
  const download = join(home, "versions", version, "bin", "pulumi");
  return existsSync(download) ? download : undefined;
}

/** Why a CLI cannot be used. */
function faultOf(executable: string, home: string): string | undefined {
  const version = answerOf(executable, ["version"], home);
  const [, major, minor] = /^v(\d+)\.(\d+)\.\d+/.exec(version ?? "") ?? [];
  if (major === undefined) return "does not say its version";
  const isOld = Number(major) === oldest[0] ? Number(minor) < oldest[1] : Number(major) < oldest[0];
  if (isOld) return `is ${version ?? ""}, older than v${oldest.join(".")}.0`;
  const installed = pluginsOf(answerOf(executable, ["plugin", "ls", "--json"], home));
  const isThere = installed.some(
    ({ name, kind, version }) => name === "awsx" && kind === "resource" && version === awsxVersion,
  );
  return isThere ? undefined : `has no plugin awsx ${awsxVersion}`;
}

function pluginsOf(answer: string | undefined): z.infer<typeof plugins> {
  try {
    return plugins.parse(JSON.parse(answer ?? ""));
  } catch {
    return [];
  }
}

/** The output of a command, or undefined if it fails or takes too long. */
function answerOf(executable: string, args: readonly string[], home: string): string | undefined {
  const env = { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const options = { env, timeout: timeoutMs, killSignal: "SIGKILL", encoding: "utf8" } as const;
  const { status, stdout } = spawnSync(executable, args, options);
  return status === 0 ? stdout.trim() : undefined;
}
