import { AnalyzerClient, AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerHandshakeRequest,
  AnalyzerStackConfigureRequest,
  AnalyzeStackRequest,
  type AnalyzerInfo,
  ConfigureAnalyzerRequest,
  PolicyType,
  type PolicyConfig,
  type PolicyInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { type MethodDefinition } from "@grpc/grpc-js";
import { type Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type AnalyzedResource, type Analyzer } from "../monitor/analyzer";
import { callUnary, channelOptions, insecure, type UnaryMethod } from "../monitor/rpc";
import { type PropertyMap } from "@landing-zone/plan/values";
import { propertiesOf } from "../monitor/wire";
import { DeploymentError } from "@landing-zone/plan/errors";
import {
  type PolicyDefinition,
  type PolicyReport,
  type PolicyResult,
  isMandatoryViolation,
} from "@landing-zone/plan/plan";
import { effectiveConfiguration, type PolicyPackConfiguration } from "./configuration";
import { analyzeRequest, remediateRequest, stackResource } from "./messages";
import { PolicyPackProcess, type PolicyPackProcessOptions } from "./process";
import { definitionOf, levelOf, resultOf } from "./results";
import { readVerdict, type Verdict } from "./verdict";

/** Options for starting a policy pack. */
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
  /** How many policies of each kind are not disabled. */
  readonly #enabled = new Map<PolicyType, number>();
  readonly #definitions = new Map<string, PolicyDefinition>();
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
    const configuration = effectiveConfiguration(this.#info, this.#options.configuration);
    this.#countEnabled(this.#info.getPoliciesList(), configuration);
    const configure = new ConfigureAnalyzerRequest();
    for (const [name, config] of configuration) {
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
    const request = analyzeRequest(resource);
    const verdict = await this.#judge("Analyze", AnalyzerService.analyze, request);
    return this.#collect(verdict, resource.registration.urn, PolicyType.POLICY_TYPE_RESOURCE);
  }

  async analyzeStack(resources: readonly AnalyzedResource[]): Promise<readonly string[]> {
    const request = new AnalyzeStackRequest().setResourcesList(resources.map(stackResource));
    const verdict = await this.#judge("AnalyzeStack", AnalyzerService.analyzeStack, request);
    const stack = resources.find(({ registration }) => registration.parent === undefined);
    return this.#collect(verdict, stack?.registration.urn ?? "", PolicyType.POLICY_TYPE_STACK);
  }

  /** The pack's results so far. */
  report(): PolicyReport {
    return {
      pack: this.#info?.getName() ?? "",
      version: this.#info?.getVersion() ?? "",
      rules: [...this.#enabled.values()].reduce((sum, count) => sum + count, 0),
      evaluations: this.#evaluations,
      results: this.#results,
      definitions: [...this.#definitions.values()],
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

  #judge<Request extends Message>(
    name: string,
    {
      path,
      requestSerialize,
    }: Pick<MethodDefinition<Request, unknown>, "path" | "requestSerialize">,
    request: Request,
  ): Promise<Verdict> {
    const client = this.#connected();
    const method: UnaryMethod<Request, Verdict> = (...call) =>
      client.makeUnaryRequest(path, requestSerialize, readVerdict, ...call);
    return this.#call(name, method, request);
  }

  #countEnabled(
    policies: readonly PolicyInfo[],
    configuration: ReadonlyMap<string, PolicyConfig>,
  ): void {
    for (const policy of policies) {
      const level = configuration.get(policy.getName())?.getEnforcementlevel();
      if (level === undefined || levelOf(level) === "disabled") continue;
      this.#definitions.set(policy.getName(), definitionOf(policy, levelOf(level)));
      const type = policy.getPolicyType();
      this.#enabled.set(type, (this.#enabled.get(type) ?? 0) + 1);
    }
  }

  /**
   * @returns The names of the mandatory policies that the verdict reports as violated.
   */
  #collect(verdict: Verdict, urn: string, type: PolicyType): readonly string[] {
    this.#evaluations += (this.#enabled.get(type) ?? 0) - verdict.notApplicable;
    const policies = this.#info?.getPoliciesList() ?? [];
    const results = verdict.diagnostics.map((diagnostic) => {
      const policy = policies.find((info) => info.getName() === diagnostic.getPolicyname());
      return resultOf(diagnostic, urn, policy);
    });
    this.#results.push(...results);
    return results.filter(isMandatoryViolation).map(({ policy }) => policy);
  }
}

/** Packs made with older SDKs have no handshake, and Pulumi continues without it. */
function isOptional(error: unknown): void {
  if (!(error instanceof DeploymentError) || !error.message.includes("does not implement")) {
    throw error;
  }
}
