import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { startProgram } from "@landing-zone/engine/processes/program";
import { credentials } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { previewProgram } from "../../support/engine";

const probe = join(__dirname, "probe.cjs");

/** The functions that a process had when it ended; see `probe.cjs`. */
export interface Description {
  /** Functions of Node.js that are no longer the ones that it started with. */
  readonly changedInNode: readonly string[];
  readonly prepareStackTrace: string;
  /** By file name: digests of the functions of the SDKs, by path. */
  readonly modules: Readonly<
    Record<string, { readonly isLoaded: boolean; readonly functions: Record<string, string> }>
  >;
}

/** Runs a process with the probe, and reads what it found. `modules` are loaded at the end. */
async function probed(
  run: (environment: Record<string, string>) => Promise<void>,
  modules: readonly string[] = [],
): Promise<Description> {
  const folder = mkdtempSync(join(tmpdir(), "probe-"));
  const [output, list] = [join(folder, "output.json"), join(folder, "modules.json")];
  try {
    writeFileSync(list, JSON.stringify(modules));
    await run({ NODE_OPTIONS: `--require ${probe}`, PROBE_OUTPUT: output, PROBE_MODULES: list });
    return JSON.parse(readFileSync(output, "utf8")) as Description;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the program of a folder as the language host does, with the options of its Pulumi.yaml. */
export function describeProgram(
  options: { readonly cwd: string; readonly stack: string; readonly config?: object },
  modules?: readonly string[],
): Promise<Description> {
  return probed(async (environment) => {
    const { exitCode, stderr } = await previewProgram({
      ...options,
      config: { ...options.config },
      startProgram: (run) => withEnvironment(environment, () => startProgram(run)),
    });
    if (exitCode !== 0) throw new Error(stderr);
  }, modules);
}

/** Starts something that takes over the environment of this process. */
function withEnvironment<T>(environment: Record<string, string>, start: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    return start();
  } finally {
    process.env = before;
  }
}

/** Runs the policy pack of a folder as the policy host does, and has it judge a stack of one key. */
export function describePolicyPack(
  directory: string,
  modules?: readonly string[],
): Promise<Description> {
  return probed(async (environment) => {
    const host = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [host, "127.0.0.1:0", "."], {
      cwd: directory,
      env: {
        ...process.env,
        ...environment,
        PULUMI_NODEJS_PROJECT: "plain",
        PULUMI_NODEJS_STACK: "dev",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    try {
      const lines = createInterface(child.stdout);
      const [port] = (await Promise.race([once(lines, "line"), ended])) as [string];
      await judgeKey(`127.0.0.1:${port}`);
    } finally {
      child.kill("SIGTERM");
      await ended;
    }
  }, modules);
}

async function judgeKey(address: string): Promise<void> {
  const client = new AnalyzerClient(address, credentials.createInsecure());
  const type = "aws:kms/key:Key";
  const urn = `urn:pulumi:dev::plain::${type}::data`;
  const properties = Struct.fromJavaScript({ description: "Data" });
  const resource = new AnalyzerResource()
    .setType(type)
    .setUrn(urn)
    .setName("data")
    .setProperties(properties)
    .setOptions(new AnalyzerResourceOptions());
  const request = new AnalyzeRequest()
    .setType(type)
    .setUrn(urn)
    .setName("data")
    .setProperties(properties)
    .setOptions(new AnalyzerResourceOptions());
  await answer((done) => client.analyze(request, done));
  await answer((done) =>
    client.analyzeStack(new AnalyzeStackRequest().setResourcesList([resource]), done),
  );
  client.close();
}

function answer(call: (done: (error: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
