import { Server, ServerCredentials } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  DeploymentInfo,
  type ReadResourceRequest,
  ReadResourceResponse,
  type RegisterResourceHookRequest,
  ResourceInvokeResponse,
  ResourceMonitorFeature,
  SupportsFeatureResponse,
  type ResourceInvokeRequest,
  type RegisterResourceRequest,
  type RegisterResourceOutputsRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  type LogRequest,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
  type SetRootResourceRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { type Callback as CallbackMessage } from "@pulumi/pulumi/proto/callback_pb";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type InvokeRequest } from "./provider";
import { type Engine } from "./engine";
import { type RegistrationRequest } from "./registrations";
import { channelOptions, unary } from "./rpc";
import { type Transforms } from "./transforms";
import { type StackIdentity } from "@landing-zone/plan/urn";
import { isUnknown } from "@landing-zone/plan/values";
import {
  compact,
  given,
  propertiesOf,
  registrationRequest,
  registrationResponse,
  structOf,
} from "./wire";

/**
 * Features that the Node SDK may use: invoke transforms and parameterised packages are left out.
 */
const features = [
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_INVOKE_PARENT,
];

/** Dependencies of the monitor service. */
export interface MonitorOptions {
  readonly identity: StackIdentity;
  readonly organization: string;
  /** Whether values that only a deployment knows stay unknown. */
  readonly dryRun: boolean;
  readonly configuration: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly engine: Engine;
  readonly transforms: Transforms;
  /**
   * Wraps the answer to each request of the program.
   * @param what The request, for messages.
   */
  readonly answering: <T>(what: string, answer: () => T | Promise<T>) => Promise<T>;
  /** Called when the deployment cannot continue. */
  readonly onFailure: (error: unknown) => void;
  /** The program has declared everything; the answer lets it exit. */
  readonly onProgramDone: () => Promise<void>;
  readonly onLog: (log: LogRequest) => void;
}

/** The gRPC services a Pulumi program talks to, in front of a {@link Engine}. */
export class Monitor {
  readonly #server = new Server(channelOptions);
  readonly #options: MonitorOptions;
  #rootResource = "";

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#server.addService(ResourceMonitorService, this.#resourceMonitor());
    this.#server.addService(EngineService, this.#engine());
  }

  /** Starts listening on a free local port. */
  async listen(): Promise<string> {
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    return `127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #resourceMonitor() {
    return {
      ...this.#resources(),
      ...this.#callbacks(),
      getDeploymentInfo: unary(() => this.#deploymentInfo()),
      supportsFeature: unary(() => new SupportsFeatureResponse().setHassupport(true)),
      signalAndWaitForShutdown: unary(() =>
        this.#options.answering("SignalAndWaitForShutdown", async () => {
          await this.#options.onProgramDone();
          return new Empty();
        }),
      ),
    };
  }

  /** Requests for resources and invokes. */
  #resources() {
    const { engine } = this.#options;
    return {
      registerResource: unary((message: RegisterResourceRequest) =>
        this.#guarded(`RegisterResource ${message.getType()} "${message.getName()}"`, async () => {
          const request = registrationRequest(message, this.#options.identity);
          return registrationResponse(await engine.register(request));
        }),
      ),
      registerResourceOutputs: unary((message: RegisterResourceOutputsRequest) =>
        this.#guarded(`RegisterResourceOutputs ${message.getUrn()}`, async () => {
          await engine.registerOutputs(message.getUrn(), propertiesOf(message.getOutputs()));
          return new Empty();
        }),
      ),
      readResource: unary((message: ReadResourceRequest) =>
        this.#guarded(`ReadResource ${message.getType()} "${message.getName()}"`, async () => {
          const id = message.getId();
          const result = await engine.read(readRequest(message), id);
          return new ReadResourceResponse()
            .setUrn(result.urn)
            .setId(isUnknown(id) ? "" : id)
            .setProperties(structOf(result.outputs));
        }),
      ),
      invoke: unary((message: ResourceInvokeRequest) =>
        this.#options.answering(`Invoke ${message.getTok()}`, async () => {
          const result = await engine.invoke(invokeRequest(message));
          return result === undefined
            ? new ResourceInvokeResponse().setUnknown(true)
            : new ResourceInvokeResponse().setReturn(structOf(result));
        }),
      ),
    };
  }

  /** Functions of the program that the engine is to call. */
  #callbacks() {
    return {
      registerStackTransform: unary((message: CallbackMessage) => {
        this.#options.transforms.addToStack(message.toObject());
        return new Empty();
      }),
      registerResourceHook: unary((message: RegisterResourceHookRequest) => {
        if (message.getOnDryRun()) {
          throw new DeploymentError(
            `The resource hook "${message.getName()}" asks to run at preview (onDryRun), which the local engine does not do.`,
          );
        }
        return new Empty();
      }),
      registerErrorHook: unary(() => new Empty()),
    };
  }

  #engine() {
    return {
      log: unary((message: LogRequest) => {
        this.#options.onLog(message);
        return new Empty();
      }),
      getRootResource: unary(() => new GetRootResourceResponse().setUrn(this.#rootResource)),
      setRootResource: unary((message: SetRootResourceRequest) => {
        this.#rootResource = message.getUrn();
        return new SetRootResourceResponse();
      }),
      requirePulumiVersion: unary(() => new RequirePulumiVersionResponse()),
    };
  }

  #deploymentInfo(): DeploymentInfo {
    const { identity, organization, dryRun, configuration, secretKeys } = this.#options;
    const info = new DeploymentInfo()
      .setProject(identity.project)
      .setStack(identity.stack)
      .setOrganization(organization)
      .setDryrun(dryRun)
      .setParallel(parallelism)
      .setConfigsecretkeysList([...secretKeys])
      .setSupportedfeaturesList(features);
    for (const [key, value] of Object.entries(configuration)) {
      info.getConfigMap().set(key, value);
    }
    return info;
  }

  /** A failure while the engine handles a registration ends the deployment, as in Pulumi. */
  async #guarded<T>(what: string, handle: () => T | Promise<T>): Promise<T> {
    try {
      return await this.#options.answering(what, handle);
    } catch (error) {
      this.#options.onFailure(error);
      throw error;
    }
  }
}

/** Number of registrations that a program may have in flight: the same as under the Pulumi CLI. */
export const parallelism = 8;

function readRequest(message: ReadResourceRequest): RegistrationRequest {
  return compact<RegistrationRequest>({
    type: message.getType(),
    name: message.getName(),
    parent: given(message.getParent()),
    custom: true,
    remote: false,
    inputs: propertiesOf(message.getProperties()),
    provider: given(message.getProvider()),
    providers: {},
    dependencies: message.getDependenciesList(),
    propertyDependencies: {},
    options: {},
    version: given(message.getVersion()),
    pluginDownloadUrl: given(message.getPlugindownloadurl()),
    transforms: [],
  });
}

function invokeRequest(message: ResourceInvokeRequest): InvokeRequest {
  return compact<InvokeRequest>({
    token: message.getTok(),
    args: propertiesOf(message.getArgs()),
    provider: given(message.getProvider()),
    parent: given(message.getParent()),
    version: given(message.getVersion()),
  });
}
