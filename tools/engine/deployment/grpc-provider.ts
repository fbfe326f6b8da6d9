import { randomBytes } from "node:crypto";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { type RegistrationResult } from "../monitor/registrations";
import { callUnary, channelOptions, insecure, type UnaryMethod } from "../monitor/rpc";
import { providerType } from "@landing-zone/plan/urn";
import { type PropertyMap } from "@landing-zone/plan/values";
import { propertiesOf, structOf } from "../monitor/wire";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type ResourceIdentity } from "../monitor/provider";
import { diffOf, identified, partialCreation, titleOf } from "./provider-messages";
import {
  type Created,
  type Existing,
  type ResourceDiff,
  type ResourceProvider,
} from "./resource-provider";

/** Milliseconds that one call may take. The emulator answers within seconds. */
const timeoutMs = 300_000;

/** Bytes of the seed that names are generated from, as the Pulumi engine gives them. */
const seedLength = 32;

/** One method of the service, of the client that is connected by then. */
type Method<Request, Response> = (client: ResourceProviderClient) => UnaryMethod<Request, Response>;

/** A provider behind Pulumi's ResourceProvider service. */
export class GrpcProvider implements ResourceProvider {
  readonly #package: string;
  readonly #connect: (configuration: PropertyMap) => Promise<string>;
  #client: Promise<ResourceProviderClient> | undefined;

  /**
   * @param connect Resolves to the service's `host:port`. Called once, when the configuration of
   * the provider is known, which may decide what the service is started with.
   */
  constructor(packageName: string, connect: (configuration: PropertyMap) => Promise<string>) {
    this.#package = packageName;
    this.#connect = connect;
  }

  async checkConfig(resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    await this.#connected(inputs);
    const request = identified(new pb.CheckRequest(), resource)
      .setOlds(structOf({}))
      .setNews(structOf(inputs));
    return this.#checked(
      "CheckConfig",
      (client) => client.checkConfig.bind(client),
      request,
      resource,
    );
  }

  async configure(inputs: PropertyMap): Promise<void> {
    const request = new pb.ConfigureRequest()
      .setType(providerType(this.#package))
      .setArgs(structOf(inputs))
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSendsOldInputs(true)
      .setSendsOldInputsToDelete(true);
    const client = await this.#connected(inputs);
    const method = client.configure.bind(client);
    await callUnary(method, request, `Configuring the provider ${this.#package}`, timeoutMs);
  }

  async check(
    resource: ResourceIdentity,
    inputs: PropertyMap,
    old: PropertyMap = {},
  ): Promise<PropertyMap> {
    const request = identified(new pb.CheckRequest(), resource)
      .setOlds(structOf(old))
      .setNews(structOf(inputs))
      .setRandomseed(randomBytes(seedLength));
    return this.#checked("Check", (client) => client.check.bind(client), request, resource);
  }

  diffConfig(resource: ResourceIdentity, old: Existing, news: PropertyMap): Promise<ResourceDiff> {
    return this.#diff(
      "DiffConfig",
      (client) => client.diffConfig.bind(client),
      resource,
      old,
      news,
    );
  }

  diff(resource: ResourceIdentity, old: Existing, news: PropertyMap): Promise<ResourceDiff> {
    return this.#diff("Diff", (client) => client.diff.bind(client), resource, old, news);
  }

  async create(resource: ResourceIdentity, inputs: PropertyMap): Promise<Created> {
    const request = identified(new pb.CreateRequest(), resource).setProperties(structOf(inputs));
    try {
      const response = await this.#call(
        "Create",
        (client) => client.create.bind(client),
        request,
        resource,
      );
      return { id: response.getId(), outputs: propertiesOf(response.getProperties()) };
    } catch (error) {
      throw partialCreation(error) ?? error;
    }
  }

  async createPreview(resource: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    const request = identified(new pb.CreateRequest(), resource)
      .setProperties(structOf(inputs))
      .setPreview(true);
    const response = await this.#call(
      "Create",
      (client) => client.create.bind(client),
      request,
      resource,
    );
    return propertiesOf(response.getProperties());
  }

  async read(resource: ResourceIdentity, old: Existing): Promise<Existing | undefined> {
    const request = identified(new pb.ReadRequest(), resource)
      .setId(old.id)
      .setInputs(structOf(old.inputs))
      .setProperties(structOf(old.outputs));
    const response = await this.#call(
      "Read",
      (client) => client.read.bind(client),
      request,
      resource,
    );
    if (response.getId() === "") return undefined;
    return {
      id: response.getId(),
      inputs: propertiesOf(response.getInputs()),
      outputs: propertiesOf(response.getProperties()),
    };
  }

  async update(
    resource: ResourceIdentity,
    old: Existing,
    news: PropertyMap,
    preview: boolean,
  ): Promise<PropertyMap> {
    const request = identified(new pb.UpdateRequest(), resource)
      .setId(old.id)
      .setOlds(structOf(old.outputs))
      .setOldInputs(structOf(old.inputs))
      .setNews(structOf(news))
      .setPreview(preview);
    const response = await this.#call(
      "Update",
      (client) => client.update.bind(client),
      request,
      resource,
    );
    return propertiesOf(response.getProperties());
  }

  async delete(resource: ResourceIdentity, old: Existing): Promise<void> {
    const request = identified(new pb.DeleteRequest(), resource)
      .setId(old.id)
      .setProperties(structOf(old.outputs))
      .setOldInputs(structOf(old.inputs));
    await this.#call("Delete", (client) => client.delete.bind(client), request, resource);
  }

  construct({ type, name }: { type: string; name: string }): Promise<RegistrationResult> {
    return Promise.reject(
      new DeploymentError(`The provider "${this.#package}" has no component ${type} ("${name}").`),
    );
  }

  async invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
    const request = new pb.InvokeRequest().setTok(token).setArgs(structOf(args));
    const client = await this.#connected();
    const method = client.invoke.bind(client);
    const response = await callUnary(method, request, `The function ${token}`, timeoutMs);
    return propertiesOf(response.getReturn());
  }

  async close(): Promise<void> {
    (await this.#client)?.close();
  }

  #connected(configuration?: PropertyMap): Promise<ResourceProviderClient> {
    if (this.#client === undefined && configuration !== undefined) {
      this.#client = this.#connect(configuration).then(
        (address) => new ResourceProviderClient(address, insecure, channelOptions),
      );
    }
    return (
      this.#client ??
      Promise.reject(
        new DeploymentError(`The provider "${this.#package}" was used before it was configured.`),
      )
    );
  }

  async #checked(
    name: string,
    method: Method<pb.CheckRequest, pb.CheckResponse>,
    request: pb.CheckRequest,
    resource: ResourceIdentity,
  ): Promise<PropertyMap> {
    const response = await this.#call(name, method, request, resource);
    const failures = response
      .getFailuresList()
      .map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
    if (failures.length > 0) {
      throw new DeploymentError(`${titleOf(resource)} is not valid: ${failures.join("; ")}`);
    }
    return propertiesOf(response.getInputs());
  }

  async #diff(
    name: string,
    method: Method<pb.DiffRequest, pb.DiffResponse>,
    resource: ResourceIdentity,
    old: Existing,
    news: PropertyMap,
  ): Promise<ResourceDiff> {
    const request = identified(new pb.DiffRequest(), resource)
      .setId(old.id)
      .setOlds(structOf(old.outputs))
      .setOldInputs(structOf(old.inputs))
      .setNews(structOf(news));
    return diffOf(await this.#call(name, method, request, resource));
  }

  async #call<Request, Response>(
    name: string,
    method: Method<Request, Response>,
    request: Request,
    resource: ResourceIdentity,
  ): Promise<Response> {
    const what = `${name} of ${titleOf(resource)}`;
    return callUnary(method(await this.#connected()), request, what, timeoutMs);
  }
}
