import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import { build } from "esbuild";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { tableMappings } from "../../../lib/table-mappings";
import { migrateCommand } from "../../../operations/command";
import { readStackConfiguration } from "../../../operations/stack-configuration";
import { verbs } from "../../../operations/verbs";
import { startWorld, TestTask, type World } from "../../replication/support/world";
import { projectDirectory } from "../../support/engine";
import { type Death, startKiller } from "./killer";
import { recordedTerminal } from "./terminal";

const bucket = "operations-of-a-test";

/** Exit code and output of a command. */
export interface Ended {
  /** Null after a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Result of a command that was to be killed. */
export interface Killed extends Ended {
  /** The journal entry at which it was killed; undefined if it ran to its end. */
  readonly entry: string | undefined;
}

/** A stack between two real servers, whose migration `orders` the double of DMS runs. */
export interface TestStack {
  readonly world: World;
  readonly s3: S3;
  readonly task: TestTask;
  /** Name of the bucket of the operations. */
  readonly bucket: string;
  /** The project's folder. */
  readonly folder: string;
  readonly outputsFile: string;
  /** The table mappings of the migration. */
  readonly rules: readonly object[];
  /** Options of every verb that identify the stack; an option of the command itself wins. */
  readonly options: readonly string[];
  /** Makes another clone of the project, without anything that a run has left. @returns Its options. */
  readonly clone: () => readonly string[];
  /** Runs a verb in this process, which is faster. */
  readonly runHere: (...args: string[]) => Promise<Ended>;
  /** Runs a verb as an operator does, as a process of its own. */
  readonly migrate: (...args: string[]) => Promise<Ended>;
  /** The same, killed at an entry of its journal. */
  readonly migrateUntil: (death: Death, ...args: string[]) => Promise<Killed>;
  readonly stop: () => Promise<void>;
}

/** A suite's additions to the stack. */
export interface StackExtension {
  /** The stack file, more of it. */
  readonly stackFile: (text: string) => string;
  /** Creates the suite's further resources, with their outputs. */
  readonly make: (world: World, rules: readonly object[]) => Promise<Record<string, unknown>>;
}

/** Starts everything; the caller stops it. */
export async function startStack(
  prepare: (world: World) => Promise<void>,
  extension?: StackExtension,
): Promise<TestStack> {
  const folder = projectFolder(extension);
  const world = await startWorld();
  const { endpoint } = world.double;
  const options = {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const s3 = new S3({ ...options, forcePathStyle: true });
  await s3.createBucket({ Bucket: bucket });
  await prepare(world);
  const { tables, transformations } = readStackConfiguration(folder, "dev").dms.migrations[
    "orders"
  ]!;
  const { rules } = JSON.parse(tableMappings(tables, transformations)) as { rules: object[] };
  const settings = { ValidationSettings: { EnableValidation: true } };
  const task = await TestTask.create(world, "orders-dev", { rules, settings });
  const outputsFile = join(folder, "outputs.json");
  writeFileSync(
    outputsFile,
    JSON.stringify({
      ...(await outputsOf(world, task, new SecretsManager(options))),
      ...(await extension?.make(world, rules)),
    }),
  );
  const common = [
    ...["--stack", "dev", "--cwd", folder, "--outputs", outputsFile, "--endpoint-url", endpoint],
    ...["--source-host", "127.0.0.1", "--source-port", String(world.servers.source.port)],
    ...["--source-ca", world.servers.source.caFile ?? ""],
    ...["--target-host", "127.0.0.1", "--target-port", String(world.servers.target.port)],
    ...["--target-ca", world.servers.target.caFile ?? ""],
  ];
  const killer = await startKiller(endpoint);
  const command = oneFileCommand();
  return {
    world,
    s3,
    task,
    ...{ bucket, folder, outputsFile, rules },
    options: common,
    clone: () => {
      const other = join(folder, randomUUID());
      const file = join(other, "outputs.json");
      for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml", "certificates", "outputs.json"]) {
        cpSync(join(folder, name), join(other, name), { recursive: true });
      }
      return ["--cwd", other, "--outputs", file];
    },
    runHere: (...args) => runInProcess(withOptions(common, args)),
    migrate: async (...args) => run(await command.file(), withOptions(common, args)),
    migrateUntil: async (death, ...args) => {
      const all = [...args, "--endpoint-url", killer.endpoint];
      const ended = await run(await command.file(), withOptions(common, all), (kill) => {
        killer.arm(death, kill);
      });
      return { ...ended, entry: killer.disarm() };
    },
    stop: async () => {
      command.remove();
      await killer.stop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A command line: its own options come last, and win. */
export function withOptions(
  options: readonly string[],
  [verb = "", ...args]: readonly string[],
): readonly string[] {
  return [verb, ...options, ...args];
}

/** A stack of the suite that calls this: started before its tests, stopped after them. */
export function suiteStack(prepare: (world: World) => Promise<void>): TestStack {
  const stack = {} as TestStack;
  before(async () => {
    Object.assign(stack, await startStack(prepare));
  });
  after(() => stack.stop());
  return stack;
}

/** A project whose stack `dev` reads from the source of the test. */
function projectFolder(extension: StackExtension | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), "migrate-"));
  for (const name of ["Pulumi.yaml", "certificates"]) {
    cpSync(join(projectDirectory, name), join(folder, name), { recursive: true });
  }
  const dev = readFileSync(join(projectDirectory, "Pulumi.dev.yaml"), "utf8");
  const stack = dev.replace("mysql-dev.corp.example", "source.example");
  const operations = "  migration-landing-zone:operations: { heartbeat: true }\n";
  const text = stack + operations;
  writeFileSync(join(folder, "Pulumi.dev.yaml"), extension?.stackFile(text) ?? text);
  return folder;
}

async function outputsOf(world: World, task: TestTask, secrets: SecretsManager) {
  const example = resolve(__dirname, "../../integration/fixtures/outputs.json");
  const outputs = JSON.parse(readFileSync(example, "utf8")) as Record<string, unknown>;
  const arnOf = async (SecretId: string) => (await secrets.describeSecret({ SecretId })).ARN;
  return {
    ...outputs,
    environment: "dev",
    operationsBucketName: bucket,
    auroraClusterEndpoint: "target.example",
    auroraDbSecretArn: await arnOf("target"),
    onPremisesDbSecretArns: { erp: await arnOf("source") },
    dmsReplicationInstanceArns: { default: world.instance },
    dmsSourceEndpointArns: { erp: world.endpoints.source },
    dmsTargetEndpointArn: world.endpoints.target,
    dmsReplicationTaskArns: { orders: task.arn },
    dmsReplicationConfigArns: {},
  };
}

async function runInProcess(args: readonly string[]): Promise<Ended> {
  const terminal = recordedTerminal();
  let code: number | null = null;
  const command = migrateCommand(verbs, terminal, (given) => (code = given));
  await command.parseAsync(["node", "migrate", ...args]);
  return { code, out: terminal.out(), err: terminal.err() };
}

/** The command line in one file, made when it is needed: a process loads it in half the time. */
function oneFileCommand() {
  // From this folder the program finds the project as it does from its own.
  const outfile = join(projectDirectory, "node_modules/.cache", `migrate-${randomUUID()}.cjs`);
  let made: Promise<unknown> | undefined;
  return {
    file: async () => {
      made ??= build({
        entryPoints: [join(projectDirectory, "operations/main.ts")],
        ...{ outfile, bundle: true, platform: "node", logLevel: "error" },
      });
      await made;
      return outfile;
    },
    remove: () => {
      rmSync(outfile, { force: true });
    },
  };
}

function run(
  file: string,
  args: readonly string[],
  onStart: (kill: () => void) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: projectDirectory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onStart(() => child.kill("SIGKILL"));
  const written = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (written.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (written.err += chunk.toString()));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => {
      done({ code, ...written });
    });
  });
}
