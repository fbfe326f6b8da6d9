import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PropertyMap } from "@landing-zone/plan/values";
import { nameOf, packageOf, typeOf } from "@landing-zone/plan/urn";
import { propertiesOf, structOf } from "@landing-zone/engine/monitor/wire";
import type { ResourceIdentity } from "@landing-zone/engine/monitor/provider";
import type { EmulatedProvider, ResourceDiff, StoredResource } from "./emulated-provider";
import { method, ResourceInitFailed } from "./grpc-status";
import { PartiallyCreated } from "./lifecycle";
import { changes } from "./diff";

const { DiffChanges } = pb.DiffResponse;
const { Kind } = pb.PropertyDiff;

const kinds = {
  add: { change: Kind.ADD, replace: Kind.ADD_REPLACE },
  delete: { change: Kind.DELETE, replace: Kind.DELETE_REPLACE },
  update: { change: Kind.UPDATE, replace: Kind.UPDATE_REPLACE },
} as const;

/**
 * Pulumi's `ResourceProvider` service over an {@link EmulatedProvider}. Components, parameterised
 * packages, methods and listing are not part of it.
 */
export function resourceProviderService(provider: EmulatedProvider, version: string) {
  return {
    handshake: method(() => new pb.ProviderHandshakeResponse().setAcceptSecrets(true)),
    attach: method(() => new Empty()),
    cancel: method(() => new Empty()),
    getPluginInfo: method(() => new PluginInfo().setVersion(version)),
    getSchema: method(() =>
      new pb.GetSchemaResponse().setSchema(JSON.stringify({ name: "aws", version })),
    ),
    checkConfig: method((request: pb.CheckRequest) =>
      new pb.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: method((request: pb.DiffRequest) => {
      const [olds, news] = [oldInputsOf(request), propertiesOf(request.getNews())];
      return diffResponse({
        changes: changes(olds, news, { replaceOn: ["region"] }),
        deleteBeforeReplace: false,
      });
    }),
    configure: method(async (request: pb.ConfigureRequest) => {
      await provider.configure(configuredPackage(request), propertiesOf(request.getArgs()));
      return new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    ...resourceMethods(provider),
    invoke: method(async (request: pb.InvokeRequest) => {
      const result = await provider.invoke(request.getTok(), propertiesOf(request.getArgs()));
      return new pb.InvokeResponse().setReturn(structOf(result));
    }),
  };
}

function resourceMethods(provider: EmulatedProvider) {
  return {
    check: method(async (request: pb.CheckRequest) => {
      const inputs = await provider.check(
        identityOf(request),
        propertiesOf(request.getOlds()),
        propertiesOf(request.getNews()),
        request.getRandomseed_asU8(),
      );
      return new pb.CheckResponse().setInputs(structOf(inputs));
    }),
    diff: method((request: pb.DiffRequest) =>
      diffResponse(
        provider.diff(identityOf(request), oldInputsOf(request), propertiesOf(request.getNews())),
      ),
    ),
    create: method((request: pb.CreateRequest) => create(provider, request)),
    read: method((request: pb.ReadRequest) => read(provider, request)),
    update: method((request: pb.UpdateRequest) => update(provider, request)),
    delete: method(async (request: pb.DeleteRequest) => {
      await provider.delete(storedResource(request, request.getProperties()));
      return new Empty();
    }),
  };
}

async function create(
  provider: EmulatedProvider,
  request: pb.CreateRequest,
): Promise<pb.CreateResponse> {
  const inputs = propertiesOf(request.getProperties());
  if (request.getPreview()) {
    const outputs = await provider.createPreview(identityOf(request), inputs);
    return new pb.CreateResponse().setProperties(structOf(outputs));
  }
  try {
    const { id, state } = await provider.create(identityOf(request), inputs);
    return new pb.CreateResponse().setId(id).setProperties(structOf(state));
  } catch (error) {
    throw error instanceof PartiallyCreated
      ? new ResourceInitFailed(error.id, inputs, inputs, error.cause)
      : error;
  }
}

async function read(provider: EmulatedProvider, request: pb.ReadRequest): Promise<pb.ReadResponse> {
  const found = await provider.read({
    ...identityOf(request),
    id: request.getId(),
    state: propertiesOf(request.getProperties()),
    inputs: propertiesOf(request.getInputs()),
  });
  // The protocol's word for "it is gone" is an answer without an id.
  if (!found) return new pb.ReadResponse();
  return new pb.ReadResponse()
    .setId(request.getId())
    .setProperties(structOf(found.state))
    .setInputs(structOf(found.inputs));
}

async function update(
  provider: EmulatedProvider,
  request: pb.UpdateRequest,
): Promise<pb.UpdateResponse> {
  const news = propertiesOf(request.getNews());
  const stored = storedResource(request, request.getOlds());
  const state = request.getPreview()
    ? provider.updatePreview(stored, news)
    : await provider.update(stored, news);
  return new pb.UpdateResponse().setProperties(structOf(state));
}

function diffResponse({ changes, deleteBeforeReplace }: ResourceDiff): pb.DiffResponse {
  const replaced = changes.filter(({ replaces }) => replaces);
  const response = new pb.DiffResponse()
    .setChanges(changes.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setDiffsList([...new Set(changes.map(({ property }) => property))])
    .setReplacesList([...new Set(replaced.map(({ property }) => property))])
    .setDeletebeforereplace(deleteBeforeReplace && replaced.length > 0)
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces } of changes) {
    const detail = new pb.PropertyDiff()
      .setKind(kinds[kind][replaces ? "replace" : "change"])
      .setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

/** The inputs to compare with: engines that do not send them send outputs, which include them. */
function oldInputsOf(request: pb.DiffRequest): PropertyMap {
  return propertiesOf(request.getOldInputs() ?? request.getOlds());
}

function storedResource(
  request: pb.UpdateRequest | pb.DeleteRequest,
  state: Struct | undefined,
): StoredResource {
  return {
    ...identityOf(request),
    id: request.getId(),
    state: propertiesOf(state),
    inputs: propertiesOf(request.getOldInputs()),
  };
}

/** The resource of a request. The URN contains everything; older engines send nothing else. */
function identityOf(request: { getUrn(): string }): ResourceIdentity {
  const urn = request.getUrn();
  return { urn, type: typeOf(urn), name: nameOf(urn) };
}

/** The package that is configured: of the provider resource, or of the variables' namespace. */
function configuredPackage(request: pb.ConfigureRequest): string {
  const [variable = ""] = request.getVariablesMap().keys();
  return packageOf(request.getType() ?? variable);
}
