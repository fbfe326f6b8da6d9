import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Double } from "@landing-zone/replication/index";
import type { Phase } from "../../lib/phases";
import type { RehearsalConsole } from "./console";
import { createFixture } from "./fixture";
import { runCommand, type CommandResult } from "./run";
import {
  authorityOf,
  createUsers,
  rehearsedOutputs,
  startRehearsalDouble,
  startServer,
  type RehearsedOutputs,
  type Servers,
} from "./servers";
import { makeWorkspace, rehearsedMigration, setPhase, type Workspace } from "./workspace";

/** Options of a rehearsal. */
export interface RehearsalOptions {
  /** The project's folder. */
  readonly project: string;
  readonly stack: string;
  /** Rows of the largest table. */
  readonly rows: number;
  /** Whether to cut over, return, cut over again and close. */
  readonly cutOver: boolean;
  readonly console: RehearsalConsole;
  readonly signal: AbortSignal;
}

/** A stack on the emulator, its databases with rows, and the double of DMS between them. */
export interface Setting extends Servers {
  readonly options: RehearsalOptions;
  readonly migration: string;
  readonly outputs: RehearsedOutputs;
  readonly double: Double;
  readonly workspace: Workspace;
  /** Runs a verb of `npm run migrate` with all that it needs to find this setting. */
  readonly migrate: (...args: readonly string[]) => Promise<CommandResult>;
  /** Deploys the stack in another phase. */
  readonly deploy: (phase: Phase) => Promise<void>;
}

/** Actions that clean up, to be run in reverse order. */
export type CleanUp = (() => Promise<unknown> | undefined)[];

/**
 * Creates the setting of a rehearsal.
 * @param cleanUp Receives each clean-up action as it becomes necessary, so that nothing is left
 * behind.
 */
export async function makeSetting(options: RehearsalOptions, cleanUp: CleanUp): Promise<Setting> {
  const { project, stack, console, rows } = options;
  const { name: migration, host } = rehearsedMigration(project, stack);
  const onProgress = (line: string) => {
    console.progress(line);
  };
  console.begin("source server");
  const source = await startServer("source", host, onProgress);
  cleanUp.push(source.stop);
  console.done(`MySQL on port ${source.port}, as ${host}`);
  const workspace = makeWorkspace(project, stack, authorityOf(source), firstPhase(options));
  cleanUp.push(() => {
    workspace.remove();
    return undefined;
  });
  console.begin("stack and rows");
  cleanUp.push(() => local(options, workspace, "destroy"));
  const [deployed] = await Promise.all([
    local(options, workspace, "up", "--no-policy-pack"),
    createFixture(source.connection, rows),
  ]);
  if (deployed.exitCode !== 0) throw new Error(`The stack was not deployed:\n${tail(deployed)}`);
  const { outputs, emulator } = await readStack(options, workspace);
  console.done(`${deployed.output.match(/(\d+) created/)?.[1] ?? "?"} resources on the emulator`);
  console.begin("target server and double");
  const target = await startServer("target", outputs.auroraClusterEndpoint, onProgress);
  cleanUp.push(target.stop);
  const servers = { source, target };
  const secret = await createUsers(servers, outputs, emulator);
  const folder = join(workspace.directory, ".local", "double");
  const double = await startRehearsalDouble(servers, host, outputs, emulator, folder);
  cleanUp.push(double.stop);
  console.done(`MySQL on port ${target.port}, as Aurora`);
  const migrate = migrateWith(options, workspace, servers, double, secret);
  const deploy = (phase: Phase) => deployPhase(options, workspace, phase);
  return { ...servers, options, migration, outputs, double, workspace, migrate, deploy };
}

/** Without a cut-over the stack is as in its file. */
const firstPhase = ({ cutOver }: RehearsalOptions): Phase | undefined =>
  cutOver ? "load" : undefined;

/** The last lines of a command's output. */
export const tail = ({ output }: CommandResult) => output.split("\n").slice(-25).join("\n");

/** Runs a command of `npm run local`. */
function local(
  { project, stack, console, signal }: RehearsalOptions,
  { directory }: Workspace,
  command: string,
  ...args: readonly string[]
): Promise<CommandResult> {
  return runCommand({
    project,
    main: "tools/cli/main.ts",
    args: [command, "--stack", stack, "--cwd", directory, ...args],
    onLine: (line) => {
      console.progress(line);
    },
    // The clean-up also runs after an interruption.
    signal: command === "destroy" ? new AbortController().signal : signal,
  });
}

async function deployPhase(options: RehearsalOptions, workspace: Workspace, phase: Phase) {
  setPhase(workspace, options.stack, phase);
  const deployed = await local(options, workspace, "up", "--no-policy-pack");
  if (deployed.exitCode !== 0) throw new Error(`${phase} was not deployed:\n${tail(deployed)}`);
  await readStack(options, workspace);
}

const emulatorRecord = z.object({ endpoint: z.string() });

async function readStack(options: RehearsalOptions, workspace: Workspace) {
  const { stdout } = await local(options, workspace, "outputs", "--json");
  writeFileSync(join(workspace.directory, "outputs.json"), stdout);
  const record = join(workspace.directory, ".local", options.stack, "emulator.json");
  const { endpoint } = emulatorRecord.parse(JSON.parse(readFileSync(record, "utf8")));
  return { outputs: rehearsedOutputs.parse(JSON.parse(stdout)), emulator: endpoint };
}

function migrateWith(
  { project, stack, console, signal }: RehearsalOptions,
  { directory }: Workspace,
  { source, target }: Servers,
  double: Double,
  operatorSecret: string,
): Setting["migrate"] {
  const common = [
    ...["--stack", stack, "--cwd", directory, "--outputs", join(directory, "outputs.json")],
    ...["--endpoint-url", double.endpoint, "--yes", "--source-secret", operatorSecret],
    ...["--source-host", source.host, "--source-port", String(source.port)],
    ...["--source-ca", source.caFile ?? ""],
    ...["--target-host", target.host, "--target-port", String(target.port)],
    ...["--target-ca", target.caFile ?? ""],
  ];
  return (...args) =>
    runCommand({
      project,
      main: "operations/main.ts",
      args: [...args, ...common],
      onLine: (line) => {
        console.progress(line);
      },
      signal,
    });
}
