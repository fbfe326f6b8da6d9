import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { orphanGuard } from "@landing-zone/engine/processes/child-process";
import { type PlanResource } from "./plan";

/** A verdict of the pack. */
export type Diagnostic = proto.AnalyzeDiagnostic.AsObject;

/** The content of a configuration file: a level, or a level and options, by policy. */
export type Sections = Readonly<Record<string, string | Record<string, JavaScriptValue>>>;

/** The pack of this repository. */
export const packDirectory = join(__dirname, "../../../policy-pack");

const levels = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  disabled: proto.EnforcementLevel.DISABLED,
};

/** The pack in a process of its own, started and spoken to as the engine does. */
export class PackProcess {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Starts the pack of a folder; resolves when it has printed its port. */
  static async start(directory = packDirectory): Promise<PackProcess> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, ["--import", orphanGuard, runner, "127.0.0.1:0", "."], {
      cwd: directory,
      env: { ...process.env, PULUMI_NODEJS_PROJECT: "landing-zone", PULUMI_NODEJS_STACK: "dev" },
      // The channel closes when this process ends, however it does, and the pack ends with it.
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const [port] = (await once(createInterface(child.stdout!), "line")) as [string];
    const credentials = grpc.credentials.createInsecure();
    return new PackProcess(child, new AnalyzerClient(`127.0.0.1:${port.trim()}`, credentials));
  }

  stop(): void {
    this.client.close();
    this.process.kill();
  }

  /** The pack's information about itself. */
  info(): Promise<proto.AnalyzerInfo> {
    return answer((done) => this.client.getAnalyzerInfo(new Empty(), done));
  }

  /** Sends a configuration, which has the form of a preset, as the engine does. */
  async configure(sections: Sections): Promise<void> {
    const request = new proto.ConfigureAnalyzerRequest();
    for (const [name, settings] of Object.entries(sections)) {
      const { enforcementLevel, ...properties } = asSection(settings);
      const section = new proto.PolicyConfig();
      const level = enforcementLevel as keyof typeof levels | undefined;
      section.setEnforcementlevel(levels[level ?? "mandatory"]);
      section.setProperties(Struct.fromJavaScript(properties));
      request.getPolicyconfigMap().set(name, section);
    }
    await answer<unknown>((done) => this.client.configure(request, done));
  }

  /**
   * Sends what the engine makes of a file given by `--policy-pack-config` (pkg/resource/analyzer of
   * pulumi): for each policy its own level and defaults, over them `all`, over that its section.
   */
  async configureFrom(file: Sections): Promise<void> {
    const policies = (await this.info()).getPoliciesList().map((policy) => {
      const schemas = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
      const defaults = Object.entries(schemas as Record<string, { default?: JavaScriptValue }>)
        .map(([name, schema]) => [name, schema.default] as const)
        .filter(([, value]) => value !== undefined);
      const [level] = Object.entries(levels).find(
        ([, number]) => number === policy.getEnforcementlevel(),
      )!;
      const own = { enforcementLevel: level, ...Object.fromEntries(defaults) };
      return [policy.getName(), { ...own, ...asSection(file["all"]) }] as const;
    });
    const merged = new Map<string, Record<string, JavaScriptValue>>(policies);
    for (const [name, section] of Object.entries(file).filter(([key]) => key !== "all")) {
      merged.set(name, { ...merged.get(name), ...asSection(section) });
    }
    await this.configure(Object.fromEntries(merged));
  }

  /** Analyzes each resource, then the stack; all diagnostics. */
  async analyze(plan: readonly PlanResource[]): Promise<Diagnostic[]> {
    return [...(await this.analyzeEach(plan)), ...(await this.analyzeStack(plan))];
  }

  /** The violations of mandatory policies in a plan, one line each. */
  async mandatoryViolations(plan: readonly PlanResource[]): Promise<string[]> {
    return (await this.analyze(plan))
      .filter(({ enforcementlevel }) => enforcementlevel === proto.EnforcementLevel.MANDATORY)
      .map(({ policyname, urn, message }) => `${policyname} ${urn}: ${message}`);
  }

  /** Analyzes the stack, of which the pack has seen each resource before. */
  async analyzeStack(plan: readonly PlanResource[]): Promise<Diagnostic[]> {
    const request = new proto.AnalyzeStackRequest();
    request.serializeBinary = () => Buffer.concat(plan.map(stackField));
    const response = await answer<proto.AnalyzeResponse>((done) =>
      this.client.analyzeStack(request, done),
    );
    return response.toObject().diagnosticsList;
  }

  /** Analyzes each resource by its inputs, which the pack remembers for the stack. */
  async analyzeEach(resources: readonly PlanResource[]): Promise<Diagnostic[]> {
    const answers = await Promise.all(resources.map((resource) => this.judge(resource)));
    return answers.flatMap((response) => response.toObject().diagnosticsList);
  }

  /** The names of the policies that do not apply to a resource. */
  async notApplicable(resource: PlanResource): Promise<string[]> {
    const response = await this.judge(resource);
    return response.getNotApplicableList().map((policy) => policy.getPolicyName());
  }

  private judge(resource: PlanResource): Promise<proto.AnalyzeResponse> {
    const request = new proto.AnalyzeRequest();
    fill(request, resource, resource.inputs);
    return answer((done) => this.client.analyze(request, done));
  }
}

function asSection(settings: Sections[string] | undefined): Record<string, JavaScriptValue> {
  return typeof settings === "string" ? { enforcementLevel: settings } : (settings ?? {});
}

function fill(
  request: proto.AnalyzeRequest | proto.AnalyzerResource,
  { type, urn, name, options, provider }: PlanResource,
  properties: PlanResource["inputs"],
): void {
  request.setType(type);
  request.setUrn(urn);
  request.setName(name);
  request.setProperties(struct(properties));
  request.setOptions(new proto.AnalyzerResourceOptions().setProtect(options?.protect ?? false));
  if (provider) {
    request.setProvider(new proto.AnalyzerProviderResource().setProperties(struct(provider)));
  }
}

function struct(properties: PlanResource["inputs"]): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

const fields = new WeakMap<PlanResource, Uint8Array>();

/** A resource of a request, encoded once: most of a plan is the same in many analyses. */
function stackField(resource: PlanResource): Uint8Array {
  const field = fields.get(resource) ?? encodedField(stackMessage(resource));
  fields.set(resource, field);
  return field;
}

/** A request with just this resource: a message of lists is encoded as one list after the other. */
function encodedField(message: proto.AnalyzerResource): Uint8Array {
  return new proto.AnalyzeStackRequest().setResourcesList([message]).serializeBinary();
}

function stackMessage(resource: PlanResource): proto.AnalyzerResource {
  const message = new proto.AnalyzerResource();
  fill(message, resource, resource.outputs ?? resource.inputs);
  message.setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new proto.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function answer<T>(
  call: (done: (error: Error | null, response: T) => void) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error) reject(error);
      else resolve(response);
    });
  });
}

/** Starts the pack before the tests of a suite, and stops it after them. */
export function usePack(onStart: (pack: PackProcess) => void): void {
  let pack: PackProcess | undefined;
  before(async () => {
    pack = await PackProcess.start();
    onStart(pack);
  });
  after(() => pack?.stop());
}
