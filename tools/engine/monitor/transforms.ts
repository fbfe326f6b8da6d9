import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import { TransformRequest, TransformResponse } from "@pulumi/pulumi/proto/resource_pb";
import { type Callback, type RegistrationRequest } from "./registrations";
import { callUnary, channelOptions, insecure } from "./rpc";
import { type StackIdentity } from "@landing-zone/plan/urn";
import { propertiesOf, structOf, transformOptions, withTransformedOptions } from "./wire";

/**
 * Resource transforms: functions of the program that may change a registration before the engine
 * looks at it. A resource's own run first, then its parent's, and so on up; the stack's run last.
 */
export class Transforms {
  readonly #identity: StackIdentity;
  readonly #timeoutMs: number;
  readonly #clients = new Map<string, CallbacksClient>();
  readonly #ofStack: Callback[] = [];
  readonly #ofResource = new Map<string, { transforms: readonly Callback[]; parent?: string }>();
  /** A remote component's own transforms, until its provider registers the component. */
  readonly #pending = new Map<string, readonly Callback[]>();

  constructor(identity: StackIdentity, timeoutMs: number) {
    this.#identity = identity;
    this.#timeoutMs = timeoutMs;
  }

  /** Adds a transform for every resource of the stack. */
  addToStack(callback: Callback): void {
    this.#ofStack.push(callback);
  }

  /** Makes the transforms of a registered resource apply to its descendants. */
  addToResource(urn: string, request: RegistrationRequest): void {
    const key = pendingKey(request);
    const pending = request.custom ? undefined : this.#pending.get(key);
    this.#ofResource.set(urn, {
      transforms: pending ?? request.transforms,
      ...(request.parent === undefined ? {} : { parent: request.parent }),
    });
  }

  /** Keeps the transforms of a remote component for when its provider registers it. */
  addPending(request: RegistrationRequest): void {
    this.#pending.set(pendingKey(request), request.transforms);
  }

  /** The request after every transform that applies to it. */
  async apply(request: RegistrationRequest): Promise<RegistrationRequest> {
    let transformed = request;
    for (const callback of this.#applicable(request)) {
      transformed = await this.#call(callback, transformed);
    }
    return transformed;
  }

  close(): void {
    for (const client of this.#clients.values()) {
      client.close();
    }
  }

  #applicable(request: RegistrationRequest): readonly Callback[] {
    const callbacks = [...request.transforms];
    let parent = request.parent;
    while (parent !== undefined) {
      const ancestor = this.#ofResource.get(parent);
      callbacks.push(...(ancestor?.transforms ?? []));
      parent = ancestor?.parent;
    }
    return [...callbacks, ...this.#ofStack];
  }

  async #call(callback: Callback, request: RegistrationRequest): Promise<RegistrationRequest> {
    const message = new TransformRequest()
      .setType(request.type)
      .setName(request.name)
      .setCustom(request.custom)
      .setParent(request.parent ?? "")
      .setProperties(structOf(request.inputs))
      .setOptions(transformOptions(request));
    const client = this.#client(callback.target);
    const answer = await callUnary(
      client.invoke.bind(client),
      new CallbackInvokeRequest().setToken(callback.token).setRequest(message.serializeBinary()),
      `A transform of ${request.type} "${request.name}"`,
      this.#timeoutMs,
    );
    const response = TransformResponse.deserializeBinary(answer.getResponse_asU8());
    const options = response.getOptions();
    const transformed =
      options === undefined ? request : withTransformedOptions(request, options, this.#identity);
    return { ...transformed, inputs: propertiesOf(response.getProperties()) };
  }

  #client(target: string): CallbacksClient {
    const known = this.#clients.get(target);
    if (known !== undefined) {
      return known;
    }
    const client = new CallbacksClient(target, insecure, channelOptions);
    this.#clients.set(target, client);
    return client;
  }
}

function pendingKey({ parent, type, name }: RegistrationRequest): string {
  return `${parent ?? ""}::${type}::${name}`;
}
