import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerHandshakeRequest,
  AnalyzerStackConfigureRequest,
  AnalyzeStackRequest,
  type AnalyzerInfo,
  type AnalyzeResponse,
  ConfigureAnalyzerRequest,
  PolicyType,
  type PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { type CallOptions, type Metadata, type requestCallback } from "@grpc/grpc-js";
import { type Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type AnalyzedResource, type Analyzer } from "../engine/analyzer";
import { callUnary, channelOptions, insecure } from "../engine/rpc";
import { type StackIdentity } from "../engine/urn";
import { type PropertyMap } from "../engine/values";
import { propertiesOf } from "../engine/wire";
import { DeploymentError, UsageError } from "../errors";
import { Child } from "../host/child-process";
import { resolveFrom } from "../host/program";
import { type PolicyReport, type PolicyResult } from "../plan";
import { type Configuration } from "../project/configuration";
import { effectiveConfiguration, type PolicyPackConfiguration } from "./configuration";
import { analyzeRequest, remediateRequest, stackResource } from "./messages";
import { levelOf, resultOf } from "./results";

/** What a policy pack is started with. */
export interface PolicyPackOptions {
  /** Folder that holds PulumiPolicy.yaml. */
  readonly directory: string;
  readonly configuration: PolicyPackConfiguration;
  readonly identity: StackIdentity;
  readonly organization: string;
  readonly stackConfiguration: Configuration;
  /** Address of the engine service, for the pack's log messages. */
  readonly engine: string;
  readonly onOutput: (line: string) => void;
  /** Sees every request before it is sent. */
  readonly onRequest?: (method: string, request: Message) => void;
  readonly timeoutMs: number;
}

type Method<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: requestCallback<Response>,
) => unknown;

/** A policy pack in a process of its own, spoken to over Pulumi's Analyzer service. */
export class PolicyPack implements Analyzer {
  readonly #options: PolicyPackOptions;
  readonly #child: Child;
  readonly #port: Promise<string>;
  readonly #results: PolicyResult[] = [];
  #client: AnalyzerClient | undefined;
  #info: AnalyzerInfo | undefined;
  #configuration: ReadonlyMap<string, PolicyConfig> = new Map();
  #evaluations = 0;
  #stopping = false;

  /** Starts the process; {@link configure} waits until it can be used. */
  constructor(options: PolicyPackOptions) {
    const directory = resolve(options.directory);
    if (!existsSync(join(directory, "PulumiPolicy.yaml"))) {
      throw new UsageError(`${directory} is not a policy pack: it has no PulumiPolicy.yaml.`);
    }
    this.#options = options;
    let announce: (line: string) => void = () => undefined;
    const firstLine = new Promise<string>((resolvePromise) => {
      announce = resolvePromise;
    });
    let announced = false;
    this.#child = new Child({
      args: [
        resolveFrom(directory, "@pulumi/pulumi/cmd/run-policy-pack"),
        options.engine,
        directory,
      ],
      cwd: directory,
      env: {
        PULUMI_NODEJS_ORGANIZATION: options.organization,
        PULUMI_NODEJS_PROJECT: options.identity.project,
        PULUMI_NODEJS_STACK: options.identity.stack,
        PULUMI_NODEJS_DRY_RUN: "true",
        PULUMI_CONFIG: JSON.stringify(options.stackConfiguration.values),
      },
      onStdout: (line) => {
        if (announced) {
          options.onOutput(line);
        } else {
          announced = true;
          announce(line);
        }
      },
      onStderr: options.onOutput,
    });
    this.#port = this.#portFrom(firstLine);
    this.#port.catch(() => undefined);
  }

  /** Rejects when the process ends before {@link stop} is called. */
  async watch(): Promise<never> {
    const { code, signal } = await this.#child.exited;
    if (this.#stopping) {
      return new Promise(() => undefined);
    }
    throw new DeploymentError(
      `The policy pack in ${this.#options.directory} ended unexpectedly (${signal ?? `exit code ${String(code)}`}).`,
    );
  }

  /** Asks the pack for its policies and gives them their configuration. */
  async configure(): Promise<this> {
    const { directory, identity, organization, stackConfiguration, engine } = this.#options;
    this.#client = new AnalyzerClient(`127.0.0.1:${await this.#port}`, insecure, channelOptions);
    const client = this.#client;
    const handshake = new AnalyzerHandshakeRequest()
      .setEngineAddress(engine)
      .setRootDirectory(directory)
      .setProgramDirectory(directory);
    await this.#call("Handshake", client.handshake.bind(client), handshake).catch(isOptional);
    const stack = new AnalyzerStackConfigureRequest()
      .setStack(identity.stack)
      .setProject(identity.project)
      .setOrganization(organization)
      .setDryRun(true)
      .setConfigSecretKeysList([...stackConfiguration.secretKeys]);
    for (const [key, value] of Object.entries(stackConfiguration.values)) {
      stack.getConfigMap().set(key, value);
    }
    await this.#call("ConfigureStack", client.configureStack.bind(client), stack);
    await this.#call("GetPluginInfo", client.getPluginInfo.bind(client), new Empty());
    this.#info = await this.#call(
      "GetAnalyzerInfo",
      client.getAnalyzerInfo.bind(client),
      new Empty(),
    );
    this.#configuration = effectiveConfiguration(this.#info, this.#options.configuration);
    const configure = new ConfigureAnalyzerRequest();
    for (const [name, config] of this.#configuration) {
      configure.getPolicyconfigMap().set(name, config);
    }
    await this.#call("Configure", client.configure.bind(client), configure);
    return this;
  }

  async remediate(resource: AnalyzedResource): Promise<PropertyMap> {
    const client = this.#connected();
    const request = remediateRequest(resource);
    const response = await this.#call("Remediate", client.remediate.bind(client), request);
    const properties = response
      .getRemediationsList()
      .map((remediation) => remediation.getProperties())
      .findLast((struct) => struct !== undefined);
    return properties === undefined ? resource.registration.inputs : propertiesOf(properties);
  }

  async analyze(resource: AnalyzedResource): Promise<void> {
    const client = this.#connected();
    const request = analyzeRequest(resource);
    const response = await this.#call("Analyze", client.analyze.bind(client), request);
    this.#collect(response, resource.registration.urn, PolicyType.POLICY_TYPE_RESOURCE);
  }

  async analyzeStack(resources: readonly AnalyzedResource[]): Promise<void> {
    const client = this.#connected();
    const request = new AnalyzeStackRequest().setResourcesList(resources.map(stackResource));
    const response = await this.#call("AnalyzeStack", client.analyzeStack.bind(client), request);
    const stack = resources.find(({ registration }) => registration.parent === undefined);
    this.#collect(response, stack?.registration.urn ?? "", PolicyType.POLICY_TYPE_STACK);
  }

  /** What the pack has said so far. */
  report(): PolicyReport {
    return {
      pack: this.#info?.getName() ?? "",
      version: this.#info?.getVersion() ?? "",
      rules: this.#enabled().length,
      evaluations: this.#evaluations,
      results: this.#results,
    };
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#client?.close();
    await this.#child.kill();
  }

  async #portFrom(firstLine: Promise<string>): Promise<string> {
    const { directory, timeoutMs } = this.#options;
    const ended = this.#child.exited.then(() => undefined);
    const line = await within(timeoutMs, Promise.race([firstLine, ended]), () => {
      return new DeploymentError(
        `The policy pack in ${directory} has not started within ${timeoutMs / 1000} s.`,
      );
    });
    if (line === undefined) {
      throw new DeploymentError(
        `The policy pack in ${directory} ended before it served any policy: see its output above.`,
      );
    }
    if (!/^\d+$/.test(line)) {
      throw new DeploymentError(
        `The policy pack in ${directory} printed "${line}" where its port was expected: nothing may be printed before "new PolicyPack".`,
      );
    }
    return line;
  }

  #connected(): AnalyzerClient {
    if (this.#client === undefined) {
      throw new DeploymentError("The policy pack was used before it was configured.");
    }
    return this.#client;
  }

  #call<Request extends Message, Response>(
    name: string,
    method: Method<Request, Response>,
    request: Request,
  ): Promise<Response> {
    this.#options.onRequest?.(name, request);
    return callUnary(method, request, `${name} of the policy pack`, this.#options.timeoutMs);
  }

  #enabled(type?: PolicyType) {
    const policies = this.#info?.getPoliciesList() ?? [];
    return policies.filter((policy) => {
      const level = this.#configuration.get(policy.getName())?.getEnforcementlevel();
      const isDisabled = level !== undefined && levelOf(level) === "disabled";
      return !isDisabled && (type === undefined || policy.getPolicyType() === type);
    });
  }

  #collect(response: AnalyzeResponse, urn: string, type: PolicyType): void {
    this.#evaluations += this.#enabled(type).length - response.getNotApplicableList().length;
    const policies = this.#info?.getPoliciesList() ?? [];
    for (const diagnostic of response.getDiagnosticsList()) {
      const policy = policies.find((info) => info.getName() === diagnostic.getPolicyname());
      this.#results.push(resultOf(diagnostic, urn, policy));
    }
  }
}

/** Packs made with older SDKs have no handshake, and Pulumi goes on without it. */
function isOptional(error: unknown): void {
  if (!(error instanceof DeploymentError) || !error.message.includes("does not implement")) {
    throw error;
  }
}

function within<T>(ms: number, promise: Promise<T>, failure: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(failure());
    }, ms);
  });
  return Promise.race([promise, timeout]).finally(() => {
    clearTimeout(timer);
  });
}
