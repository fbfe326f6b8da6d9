import {
  type AnalyzerProviderResource,
  type AnalyzerResource,
  AnalyzerStackConfigureRequest,
  AnalyzeRequest,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { type Message } from "google-protobuf";
import { type RegistrationResult } from "@landing-zone/engine/monitor/registrations";
import { type PropertyMap } from "@landing-zone/plan/values";
import { propertiesOf, recordOf } from "@landing-zone/engine/monitor/wire";
import { type Provider } from "@landing-zone/engine/monitor/provider";

/** A JSON object of a recording. */
export type Json = Record<string, unknown>;

/** Everything the policy pack and the providers were asked during one preview. */
export class Recorder {
  configureStack: Json = {};
  configure: Json = {};
  readonly check: { urn: string; inputs: PropertyMap }[] = [];
  readonly remediate: Json[] = [];
  readonly analyze: Json[] = [];
  analyzeStack: Json[] = [];
  readonly providers = new Map<string, Json>();
  construct: Json = {};
  constructed: RegistrationResult | undefined;

  /** Hook for the requests to the policy pack. */
  readonly onPolicyRequest = (method: string, request: Message): void => {
    if (request instanceof AnalyzerStackConfigureRequest) {
      this.configureStack = configureStackJson(request);
    } else if (request instanceof ConfigureAnalyzerRequest) {
      this.configure = configureJson(request);
    } else if (request instanceof AnalyzeRequest) {
      const recording = method === "Remediate" ? this.remediate : this.analyze;
      recording.push(this.#resourceJson(request));
    } else if (request instanceof AnalyzeStackRequest) {
      this.analyzeStack = request
        .getResourcesList()
        .map((resource) => ({ ...this.#resourceJson(resource), ...graphJson(resource) }));
    }
  };

  /** The provider, with its requests and answers recorded. */
  recorded(provider: Provider): Provider {
    return {
      checkConfig: provider.checkConfig.bind(provider),
      configure: provider.configure.bind(provider),
      check: (resource, inputs) => {
        this.check.push({ urn: resource.urn, inputs });
        return provider.check(resource, inputs);
      },
      createPreview: provider.createPreview.bind(provider),
      construct: async (request, monitor) => {
        const { type, name, parent, inputs, providers } = request;
        this.construct = { type, name, parent, inputs, providers };
        this.constructed = await provider.construct(request, monitor);
        return this.constructed;
      },
      invoke: provider.invoke.bind(provider),
    };
  }

  #resourceJson(resource: AnalyzeRequest | AnalyzerResource): Json {
    const provider = resource.getProvider();
    if (provider !== undefined) {
      this.providers.set(provider.getUrn(), providerJson(provider));
    }
    return given({
      type: resource.getType(),
      name: resource.getName(),
      urn: resource.getUrn(),
      properties: propertiesOf(resource.getProperties()),
      options: optionsJson(resource),
      provider: provider?.getUrn() ?? "",
    });
  }
}

/** Protobuf's defaults mean "not given"; a recording leaves them out. */
function given(fields: Json): Json {
  const isDefault = (value: unknown): boolean =>
    value === "" || value === false || value === 0 || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isDefault(value)));
}

function optionsJson(resource: AnalyzeRequest | AnalyzerResource): Json {
  const options = resource.getOptions();
  const timeouts = given(options?.getCustomtimeouts()?.toObject() ?? {});
  return given({
    protect: options?.getProtect(),
    ignoreChanges: options?.getIgnorechangesList(),
    deleteBeforeReplace: options?.getDeletebeforereplace(),
    deleteBeforeReplaceDefined: options?.getDeletebeforereplacedefined(),
    additionalSecretOutputs: options?.getAdditionalsecretoutputsList(),
    aliases: options?.getAliasesList(),
    parent: options?.getParent(),
    ...(Object.keys(timeouts).length === 0 ? {} : { customTimeouts: timeouts }),
  });
}

function graphJson(resource: AnalyzerResource): Json {
  const propertyDependencies: Record<string, string[]> = {};
  resource.getPropertydependenciesMap().forEach((urns, property) => {
    propertyDependencies[property] = urns.getUrnsList().sort();
  });
  return {
    ...given({
      parent: resource.getParent(),
      dependencies: resource.getDependenciesList().sort(),
    }),
    ...(Object.keys(propertyDependencies).length === 0 ? {} : { propertyDependencies }),
  };
}

function providerJson(provider: AnalyzerProviderResource): Json {
  return {
    type: provider.getType(),
    name: provider.getName(),
    urn: provider.getUrn(),
    properties: propertiesOf(provider.getProperties()),
  };
}

function configureStackJson(request: AnalyzerStackConfigureRequest): Json {
  return given({
    stack: request.getStack(),
    project: request.getProject(),
    organization: request.getOrganization(),
    dryRun: request.getDryRun(),
    config: recordOf(request.getConfigMap()),
    configSecretKeys: request.getConfigSecretKeysList(),
  });
}

function configureJson(request: ConfigureAnalyzerRequest): Json {
  const policies: Json = {};
  request.getPolicyconfigMap().forEach((config, policy) => {
    const level = config.getEnforcementlevel();
    policies[policy] = {
      properties: propertiesOf(config.getProperties()),
      ...(level === EnforcementLevel.MANDATORY ? { enforcementLevel: "MANDATORY" } : {}),
    };
  });
  return policies;
}
