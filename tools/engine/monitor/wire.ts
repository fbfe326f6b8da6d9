import { type CustomTimeouts, type ResourceOptions } from "@landing-zone/plan/resources";
import { type Map } from "google-protobuf";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import {
  RegisterResourceRequest,
  RegisterResourceResponse,
  TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import { type RegistrationRequest, type RegistrationResult } from "./registrations";
import { createUrn, type StackIdentity } from "@landing-zone/plan/urn";
import { type PropertyMap } from "@landing-zone/plan/values";

/** Protobuf writes "not given" as the empty string. */
export function given(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function givenList<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The property map in a protobuf struct; an absent struct is an empty map. */
export function propertiesOf(struct: Struct | undefined): PropertyMap {
  return struct?.toJavaScript() ?? {};
}

/** A property map as a protobuf struct. */
export function structOf(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(properties);
}

/** A protobuf map of plain values as a record. */
export function recordOf<T>(map: Map<string, T>): Record<string, T> {
  const record: Record<string, T> = {};
  map.forEach((value, key) => {
    record[key] = value;
  });
  return record;
}

/** Drops the properties that are undefined, so that "not given" has one form only. */
export function compact<T extends object>(properties: {
  [Key in keyof T]: T[Key] | undefined;
}): T {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined),
  ) as T;
}

/** An alias as its URN: missing parts are as in the resource itself. */
function aliasUrn(
  alias: Alias,
  resource: { type: string; name: string; parent?: string },
  identity: StackIdentity,
): string {
  const spec = alias.getSpec();
  if (spec === undefined) {
    return alias.getUrn();
  }
  const parent = spec.getNoparent() ? undefined : (given(spec.getParenturn()) ?? resource.parent);
  const stack = {
    project: given(spec.getProject()) ?? identity.project,
    stack: given(spec.getStack()) ?? identity.stack,
  };
  return createUrn(
    stack,
    given(spec.getType()) ?? resource.type,
    given(spec.getName()) ?? resource.name,
    parent,
  );
}

function timeoutsOf(
  timeouts: RegisterResourceRequest.CustomTimeouts | undefined,
): CustomTimeouts | undefined {
  const entries = compact<CustomTimeouts>({
    create: given(timeouts?.getCreate() ?? ""),
    update: given(timeouts?.getUpdate() ?? ""),
    delete: given(timeouts?.getDelete() ?? ""),
    read: given(timeouts?.getRead() ?? ""),
  });
  return Object.keys(entries).length === 0 ? undefined : entries;
}

/** Custom timeouts as protobuf. */
export function timeoutsMessage(
  timeouts: CustomTimeouts | undefined,
): RegisterResourceRequest.CustomTimeouts {
  return new RegisterResourceRequest.CustomTimeouts()
    .setCreate(timeouts?.create ?? "")
    .setUpdate(timeouts?.update ?? "")
    .setDelete(timeouts?.delete ?? "")
    .setRead(timeouts?.read ?? "");
}

/** A program's request, free of protobuf. */
export function registrationRequest(
  message: RegisterResourceRequest,
  identity: StackIdentity,
): RegistrationRequest {
  const resource = compact<{ type: string; name: string; parent?: string }>({
    type: message.getType(),
    name: message.getName(),
    parent: given(message.getParent()),
  });
  const propertyDependencies: Record<string, readonly string[]> = {};
  message.getPropertydependenciesMap().forEach((urns, property) => {
    propertyDependencies[property] = urns.getUrnsList();
  });
  return compact<RegistrationRequest>({
    ...resource,
    custom: message.getCustom(),
    remote: message.getRemote(),
    inputs: propertiesOf(message.getObject()),
    provider: given(message.getProvider()),
    providers: recordOf(message.getProvidersMap()),
    dependencies: message.getDependenciesList(),
    propertyDependencies,
    options: requestedOptions(message, resource, identity),
    version: given(message.getVersion()),
    pluginDownloadUrl: given(message.getPlugindownloadurl()),
    transforms: message.getTransformsList().map((callback) => callback.toObject()),
  });
}

function requestedOptions(
  message: RegisterResourceRequest,
  resource: { type: string; name: string; parent?: string },
  identity: StackIdentity,
): ResourceOptions {
  const aliases = message.getAliasesList().map((alias) => aliasUrn(alias, resource, identity));
  return compact<ResourceOptions>({
    protect: message.hasProtect() ? message.getProtect() : undefined,
    retainOnDelete: message.hasRetainondelete() ? message.getRetainondelete() : undefined,
    deleteBeforeReplace: message.getDeletebeforereplacedefined()
      ? message.getDeletebeforereplace()
      : undefined,
    deletedWith: given(message.getDeletedwith()),
    ignoreChanges: givenList(message.getIgnorechangesList()),
    replaceOnChanges: givenList(message.getReplaceonchangesList()),
    additionalSecretOutputs: givenList(message.getAdditionalsecretoutputsList()),
    aliases: givenList([...new Set([...message.getAliasurnsList(), ...aliases])]),
    customTimeouts: timeoutsOf(message.getCustomtimeouts()),
    import: given(message.getImportid()),
    hideDiffs: givenList(message.getHidediffsList()),
    replaceWith: givenList(message.getReplaceWithList()),
  });
}

/** The options that a transform is shown and may change. */
export function transformOptions(request: RegistrationRequest): TransformResourceOptions {
  const { options } = request;
  const message = new TransformResourceOptions()
    .setDependsOnList([...request.dependencies])
    .setIgnoreChangesList([...(options.ignoreChanges ?? [])])
    .setReplaceOnChangesList([...(options.replaceOnChanges ?? [])])
    .setAdditionalSecretOutputsList([...(options.additionalSecretOutputs ?? [])])
    .setVersion(request.version ?? "")
    .setProvider(request.provider ?? "")
    .setPluginDownloadUrl(request.pluginDownloadUrl ?? "")
    .setDeletedWith(options.deletedWith ?? "")
    .setCustomTimeouts(timeoutsMessage(options.customTimeouts))
    .setImport(options.import ?? "")
    .setHideDiffList([...(options.hideDiffs ?? [])])
    .setReplaceWithList([...(options.replaceWith ?? [])]);
  for (const urn of options.aliases ?? []) {
    message.addAliases(new Alias().setUrn(urn));
  }
  if (options.protect !== undefined) message.setProtect(options.protect);
  if (options.retainOnDelete !== undefined) message.setRetainOnDelete(options.retainOnDelete);
  if (options.deleteBeforeReplace !== undefined) {
    message.setDeleteBeforeReplace(options.deleteBeforeReplace);
  }
  for (const [packageName, reference] of Object.entries(request.providers)) {
    message.getProvidersMap().set(packageName, reference);
  }
  return message;
}

/** The request with the options that a transform answered. */
export function withTransformedOptions(
  request: RegistrationRequest,
  message: TransformResourceOptions,
  identity: StackIdentity,
): RegistrationRequest {
  const aliases = message.getAliasesList().map((alias) => aliasUrn(alias, request, identity));
  const options = compact<ResourceOptions>({
    protect: message.hasProtect() ? message.getProtect() : undefined,
    retainOnDelete: message.hasRetainOnDelete() ? message.getRetainOnDelete() : undefined,
    deleteBeforeReplace: message.hasDeleteBeforeReplace()
      ? message.getDeleteBeforeReplace()
      : undefined,
    deletedWith: given(message.getDeletedWith()),
    ignoreChanges: givenList(message.getIgnoreChangesList()),
    replaceOnChanges: givenList(message.getReplaceOnChangesList()),
    additionalSecretOutputs: givenList(message.getAdditionalSecretOutputsList()),
    aliases: givenList([...new Set(aliases)]),
    customTimeouts: timeoutsOf(message.getCustomTimeouts()),
    import: given(message.getImport()),
    hideDiffs: givenList(message.getHideDiffList()),
    replaceWith: givenList(message.getReplaceWithList()),
  });
  return compact<RegistrationRequest>({
    ...request,
    options,
    dependencies: message.getDependsOnList(),
    provider: given(message.getProvider()),
    providers: recordOf(message.getProvidersMap()),
    version: given(message.getVersion()),
    pluginDownloadUrl: given(message.getPluginDownloadUrl()),
  });
}

/** The answer to a registration, as protobuf. */
export function registrationResponse(result: RegistrationResult): RegisterResourceResponse {
  const message = new RegisterResourceResponse()
    .setUrn(result.urn)
    .setId(result.id ?? "")
    .setObject(structOf(result.outputs));
  for (const [property, urns] of Object.entries(result.outputDependencies ?? {})) {
    const dependencies = new RegisterResourceResponse.PropertyDependencies();
    message.getPropertydependenciesMap().set(property, dependencies.setUrnsList([...urns]));
  }
  return message;
}
