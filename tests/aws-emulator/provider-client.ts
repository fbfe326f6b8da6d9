import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import {
  ResourceProviderClient,
  ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PropertyMap, PropertyValue } from "@landing-zone/plan/values";
import { propertiesOf, structOf } from "@landing-zone/engine/monitor/wire";
import { EmulatedProvider } from "@landing-zone/aws-emulator/emulated-provider/emulated-provider";
import { resourceProviderService } from "@landing-zone/aws-emulator/emulated-provider/service";

/** A resource as the engine keeps it. */
export interface Made {
  readonly urn: string;
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
}

/** The engine's request to update a resource. */
export const updateRequest = (made: Made, news: PropertyMap): pb.UpdateRequest =>
  new pb.UpdateRequest()
    .setUrn(made.urn)
    .setId(made.id)
    .setOlds(structOf(made.state))
    .setOldInputs(structOf(made.inputs))
    .setNews(structOf(news));

/** The engine's side of the provider service: its requests, in the engine's order. */
export class ProviderClient {
  readonly #client: ResourceProviderClient;

  constructor(address: string) {
    this.#client = new ResourceProviderClient(address, credentials.createInsecure());
  }

  /** Makes one call, such as `(client, done) => client.check(request, done)`. */
  call<Response>(
    request: (
      client: ResourceProviderClient,
      done: (error: ServiceError | null, response: Response) => void,
    ) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      request(this.#client, (error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  }

  async configure(type: string, args: PropertyMap): Promise<pb.ConfigureResponse> {
    const request = new pb.ConfigureRequest().setType(type).setArgs(structOf(args));
    return this.call<pb.ConfigureResponse>((client, done) => client.configure(request, done));
  }

  async check(urn: string, news: PropertyMap, olds: PropertyMap = {}): Promise<PropertyMap> {
    const request = new pb.CheckRequest()
      .setUrn(urn)
      .setOlds(structOf(olds))
      .setNews(structOf(news))
      .setRandomseed(Buffer.from(urn));
    const response = await this.call<pb.CheckResponse>((client, done) =>
      client.check(request, done),
    );
    return propertiesOf(response.getInputs());
  }

  /** Checks the inputs and creates the resource. */
  async create(type: string, name: string, news: PropertyMap): Promise<Made> {
    const urn = `urn:pulumi:test::project::migration:test:Component$${type}::${name}`;
    const inputs = await this.check(urn, news);
    const request = new pb.CreateRequest().setUrn(urn).setProperties(structOf(inputs));
    const response = await this.call<pb.CreateResponse>((client, done) =>
      client.create(request, done),
    );
    return { urn, id: response.getId(), inputs, state: propertiesOf(response.getProperties()) };
  }

  /** The real object; undefined if it is gone. */
  async read({ urn, id, inputs, state }: Made): Promise<Made | undefined> {
    const request = new pb.ReadRequest()
      .setUrn(urn)
      .setId(id)
      .setInputs(structOf(inputs))
      .setProperties(structOf(state));
    const response = await this.call<pb.ReadResponse>((client, done) => client.read(request, done));
    if (response.getId() === "") return undefined;
    return {
      urn,
      id: response.getId(),
      inputs: propertiesOf(response.getInputs()),
      state: propertiesOf(response.getProperties()),
    };
  }

  async diff(made: Made, news: PropertyMap): Promise<pb.DiffResponse.AsObject> {
    const request = new pb.DiffRequest()
      .setUrn(made.urn)
      .setId(made.id)
      .setOlds(structOf(made.state))
      .setOldInputs(structOf(made.inputs))
      .setNews(structOf(await this.check(made.urn, news, made.inputs)));
    return (
      await this.call<pb.DiffResponse>((client, done) => client.diff(request, done))
    ).toObject();
  }

  async update(made: Made, news: PropertyMap): Promise<Made> {
    const inputs = await this.check(made.urn, news, made.inputs);
    const request = updateRequest(made, inputs);
    const response = await this.call<pb.UpdateResponse>((client, done) =>
      client.update(request, done),
    );
    return { ...made, inputs, state: propertiesOf(response.getProperties()) };
  }

  async delete(made: Made): Promise<void> {
    const request = new pb.DeleteRequest()
      .setUrn(made.urn)
      .setId(made.id)
      .setProperties(structOf(made.state))
      .setOldInputs(structOf(made.inputs));
    await this.call<Empty>((client, done) => client.delete(request, done));
  }

  close(): void {
    this.#client.close();
  }
}

/** Serves a provider in this process. */
export async function serveProvider(
  endpoint?: string,
): Promise<{ client: ProviderClient; close: () => void }> {
  const server = new Server();
  const provider = new EmulatedProvider(process.cwd(), endpoint);
  server.addService(ResourceProviderService, resourceProviderService(provider, "7.48.0"));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  const client = new ProviderClient(`127.0.0.1:${port}`);
  return {
    client,
    close: () => {
      client.close();
      server.forceShutdown();
    },
  };
}

/** A property that has to be a text. */
export function text(value: PropertyValue | undefined): string {
  if (typeof value !== "string") throw new Error(`Expected a text, got ${JSON.stringify(value)}`);
  return value;
}
