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
import { type Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type AnalyzedResource, type Analyzer } from "../engine/analyzer";
import { callUnary, channelOptions, insecure, type UnaryMethod } from "../engine/rpc";
import { type PropertyMap } from "../engine/values";
import { propertiesOf } from "../engine/wire";
import { DeploymentError } from "../errors";
import { type PolicyReport, type PolicyResult } from "../plan";
import { effectiveConfiguration, type PolicyPackConfiguration } from "./configuration";
import { analyzeRequest, remediateRequest, stackResource } from "./messages";
import { PolicyPackProcess, type PolicyPackProcessOptions } from "./process";
import { isMandatoryViolation, levelOf, resultOf } from "./results";

/** What a policy pack is started with. */
export interface PolicyPackOptions extends PolicyPackProcessOptions {
  readonly configuration: PolicyPackConfiguration;
  /** Sees every request before it is sent. */
  readonly onRequest?: (method: string, request: Message) => void;
  /** How long to wait for one answer. */
  readonly callMs: number;
}

/** A policy pack in a process of its own, spoken to over Pulumi's Analyzer service. */
export class PolicyPack implements Analyzer {
  readonly #options: PolicyPackOptions;
  readonly #process: PolicyPackProcess;
  readonly #results: PolicyResult[] = [];
  #client: AnalyzerClient | undefined;
  #info: AnalyzerInfo | undefined;
  #configuration: ReadonlyMap<string, PolicyConfig> = new Map();
  #evaluations = 0;

  /**
   * Starts the process; {@link configure} waits until it can be used.
   * @throws UsageError when the folder is not a policy pack.
   */
  constructor(options: PolicyPackOptions) {
    this.#options = options;
    this.#process = new PolicyPackProcess(options);
  }

  /** Rejects when the process ends before {@link stop} is called. */
  watch(): Promise<never> {
    return this.#process.watch();
  }

  /** Asks the pack for its policies and gives them their configuration. */
  async configure(): Promise<this> {
    const { directory, identity, organization, dryRun, stackConfiguration, engine } = this.#options;
    this.#client = new AnalyzerClient(
      `127.0.0.1:${await this.#process.port}`,
      insecure,
      channelOptions,
    );
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
      .setDryRun(dryRun)
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

  async analyze(resource: AnalyzedResource): Promise<readonly string[]> {
    const client = this.#connected();
    const request = analyzeRequest(resource);
    const response = await this.#call("Analyze", client.analyze.bind(client), request);
    return this.#collect(response, resource.registration.urn, PolicyType.POLICY_TYPE_RESOURCE);
  }

  async analyzeStack(resources: readonly AnalyzedResource[]): Promise<readonly string[]> {
    const client = this.#connected();
    const request = new AnalyzeStackRequest().setResourcesList(resources.map(stackResource));
    const response = await this.#call("AnalyzeStack", client.analyzeStack.bind(client), request);
    const stack = resources.find(({ registration }) => registration.parent === undefined);
    return this.#collect(response, stack?.registration.urn ?? "", PolicyType.POLICY_TYPE_STACK);
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
    this.#client?.close();
    await this.#process.stop();
  }

  #connected(): AnalyzerClient {
    if (this.#client === undefined) {
      throw new DeploymentError("The policy pack was used before it was configured.");
    }
    return this.#client;
  }

  #call<Request extends Message, Response>(
    name: string,
    method: UnaryMethod<Request, Response>,
    request: Request,
  ): Promise<Response> {
    this.#options.onRequest?.(name, request);
    return callUnary(method, request, `${name} of the policy pack`, this.#options.callMs);
  }

  #enabled(type?: PolicyType) {
    const policies = this.#info?.getPoliciesList() ?? [];
    return policies.filter((policy) => {
      const level = this.#configuration.get(policy.getName())?.getEnforcementlevel();
      const isDisabled = level !== undefined && levelOf(level) === "disabled";
      return !isDisabled && (type === undefined || policy.getPolicyType() === type);
    });
  }

  /** @returns The names of the mandatory policies among those that the response says are violated. */
  #collect(response: AnalyzeResponse, urn: string, type: PolicyType): readonly string[] {
    this.#evaluations += this.#enabled(type).length - response.getNotApplicableList().length;
    const policies = this.#info?.getPoliciesList() ?? [];
    const results = response.getDiagnosticsList().map((diagnostic) => {
      const policy = policies.find((info) => info.getName() === diagnostic.getPolicyname());
      return resultOf(diagnostic, urn, policy);
    });
    this.#results.push(...results);
    return results.filter(isMandatoryViolation).map(({ policy }) => policy);
  }
}

/** Packs made with older SDKs have no handshake, and Pulumi goes on without it. */
function isOptional(error: unknown): void {
  if (!(error instanceof DeploymentError) || !error.message.includes("does not implement")) {
    throw error;
  }
}
