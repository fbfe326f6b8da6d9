import {
  AnalyzeRequest,
  AnalyzerProviderResource,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { type AnalyzedProvider, type AnalyzedResource } from "../monitor/analyzer";
import { type Registration } from "../monitor/registrations";
import { isProviderType } from "@landing-zone/plan/urn";
import { type PropertyMap, withoutReferences } from "@landing-zone/plan/values";
import { structOf } from "../monitor/wire";

/** One resource with its inputs, as resource policies are asked about it. */
export function analyzeRequest({ registration, provider }: AnalyzedResource): AnalyzeRequest {
  return request(registration, registration.inputs, provider);
}

/**
 * The same for remediations. Pulumi shows them, and only them, the engine's own section of a
 * provider's inputs; it is there when the SDK asks for a certain version of the provider.
 */
export function remediateRequest({ registration, provider }: AnalyzedResource): AnalyzeRequest {
  const { type, inputs } = registration;
  const isVersioned = isProviderType(type) && inputs["version"] !== undefined;
  return request(registration, isVersioned ? { ...inputs, __internal: {} } : inputs, provider);
}

const requests = new WeakMap<PropertyMap, AnalyzeRequest>();

/** A resource with its inputs, made and encoded once for the two times that it is sent. */
function request(
  registration: Registration,
  properties: PropertyMap,
  provider: AnalyzedProvider | undefined,
): AnalyzeRequest {
  const made = requests.get(properties);
  if (made?.getUrn() === registration.urn) return made;
  const message = new AnalyzeRequest()
    .setType(registration.type)
    .setName(registration.name)
    .setUrn(registration.urn)
    .setProperties(structOf(withoutReferences(properties)))
    .setOptions(optionsMessage(registration))
    .setProvider(provider && providerMessage(provider));
  const bytes = message.serializeBinary();
  message.serializeBinary = () => bytes;
  requests.set(properties, message);
  return message;
}

/** One resource with its outputs and its place in the graph, for stack policies. */
export function stackResource({ registration, provider }: AnalyzedResource): AnalyzerResource {
  const message = new AnalyzerResource()
    .setType(registration.type)
    .setName(registration.name)
    .setUrn(registration.urn)
    .setProperties(structOf(withoutReferences(registration.outputs)))
    .setOptions(optionsMessage(registration))
    .setProvider(provider && providerMessage(provider))
    .setParent(registration.parent ?? "")
    .setDependenciesList([...registration.dependencies]);
  for (const [property, urns] of Object.entries(registration.propertyDependencies)) {
    if (urns.length > 0) {
      message
        .getPropertydependenciesMap()
        .set(property, new AnalyzerPropertyDependencies().setUrnsList([...urns]));
    }
  }
  return message;
}

const providers = new WeakMap<PropertyMap, AnalyzerProviderResource>();

/** A provider as a message, made once for all of its resources. */
function providerMessage({ type, name, urn, inputs }: AnalyzedProvider): AnalyzerProviderResource {
  const message =
    providers.get(inputs) ??
    new AnalyzerProviderResource()
      .setType(type)
      .setName(name)
      .setUrn(urn)
      .setProperties(structOf(withoutReferences(inputs)));
  providers.set(inputs, message);
  return message;
}

function optionsMessage({ options, parent }: Registration): AnalyzerResourceOptions {
  const timeouts = new AnalyzerResourceOptions.CustomTimeouts()
    .setCreate(seconds(options.customTimeouts?.create))
    .setUpdate(seconds(options.customTimeouts?.update))
    .setDelete(seconds(options.customTimeouts?.delete))
    .setRead(seconds(options.customTimeouts?.read));
  return new AnalyzerResourceOptions()
    .setProtect(options.protect ?? false)
    .setIgnorechangesList([...(options.ignoreChanges ?? [])])
    .setDeletebeforereplace(options.deleteBeforeReplace ?? false)
    .setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined)
    .setAdditionalsecretoutputsList([...(options.additionalSecretOutputs ?? [])])
    .setAliasesList([...(options.aliases ?? [])])
    .setCustomtimeouts(timeouts)
    .setParent(parent ?? "");
}

/** A duration such as `1h30m` in seconds; 0 when none is given. */
function seconds(duration = ""): number {
  const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  return [...duration.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (units[unit ?? "s"] ?? 0),
    0,
  );
}
