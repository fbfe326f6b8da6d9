import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor, type MockResourceArgs, type Mocks } from "@pulumi/pulumi/runtime/mocks";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings";

/** A resource as the program registered it. */
export interface Registration {
  /** The type token, such as `aws:dms/endpoint:Endpoint`. */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** The URN, with the types of all ancestors as the engine writes them. */
  readonly urn: string;
  /** The parent's URN; empty for a resource without parent. */
  readonly parent: string;
  /** Whether a provider manages the resource; false for a component. */
  readonly custom: boolean;
  /** The inputs, secrets unwrapped. A value not known in a preview is {@link unknown}. */
  readonly inputs: Record<string, unknown>;
  /** The secret inputs, as dotted paths such as `secretString` or `parameters.password`. */
  readonly secretInputs: string[];
  /** URNs of the dependencies: `dependsOn` and the outputs that the inputs use. */
  readonly dependencies: string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: string[];
  /** Whether a replacement waits until the old object is gone. */
  readonly deleteBeforeReplace: boolean;
  readonly provider: string;
}

/** Replaces what providers would answer. */
export interface MockOptions {
  /**
   * Computed outputs by type token, over the defaults: the id `<name>-id`, the inputs themselves,
   * and the `arn` `arn:aws:mock:us-east-1:123456789012:<name>`.
   */
  readonly outputs?: Record<string, (resource: MockResourceArgs) => Record<string, unknown>>;
  /** Answers of provider functions by token. A function without an answer is an error. */
  readonly calls?: Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>;
  /** Whether to run as a preview, where computed outputs are unknown. Default: false. */
  readonly preview?: boolean;
  /** The stack's name. Default: `test`. */
  readonly stack?: string;
}

const stackType = "pulumi:pulumi:Stack";

/** The protocol's marker for an unknown value. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The keys with which the protocol marks a special value, and a secret among them. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The registrations of a program, in order. */
export class Recording {
  readonly all: Registration[] = [];

  /** Every registration of a type. */
  of(type: string): Registration[] {
    return this.all.filter((registration) => registration.type === type);
  }

  /** The one registration of a type, or of a type and a name. Any other number is an error. */
  one(type: string, name?: string): Registration {
    const found = this.of(type).filter((it) => name === undefined || it.name === name);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      const present = this.all.map((it) => `${it.type} ${it.name}`).join("\n  ");
      throw new Error(
        `${found.length} registrations of ${type} ${name ?? ""}, expected 1 of:\n  ${present}`,
      );
    }
    return only;
  }

  /** The URNs of every registration of a type, to compare with `dependencies`. */
  urnsOf(type: string): string[] {
    return this.of(type).map((registration) => registration.urn);
  }
}

/**
 * Runs a program under Pulumi's mocks, waits for all its registrations, and returns the recording
 * together with the program's result.
 *
 * Fails as the engine would on two resources with one URN, and on a provider function that
 * {@link MockOptions.calls} does not answer.
 *
 * @example const { recording, result: dms } = await record(() => new Dms("dms", args));
 */
export async function record<T>(
  program: () => T | Promise<T>,
  options: MockOptions = {},
): Promise<{ recording: Recording; result: T }> {
  const recording = new Recording();
  const failures: Error[] = [];
  const mocks: Mocks = {
    newResource: (resource) => ({
      id: resource.custom === false ? undefined : `${resource.name}-id`,
      state: { ...(resource.inputs as object), ...computedOutputs(resource, options) },
    }),
    call: ({ token, inputs }) => {
      const answer = options.calls?.[token];
      if (answer === undefined) {
        const failure = new Error(`The function ${token} has no answer in MockOptions.calls.`);
        failures.push(failure);
        throw failure;
      }
      return answer(inputs as Record<string, unknown>);
    },
  };
  const { stack = "test", preview = false } = options;
  const monitor = new RecordingMonitor(mocks, recording, failures);
  setMockOptions(monitor, "migration-landing-zone", stack, preview);
  try {
    const results: T[] = [];
    await pulumi.runtime.runInPulumiStack(async () => {
      results.push(await program());
      return {};
    });
    await pulumi.runtime.disconnect();
    return { recording, result: results[0] as T };
  } finally {
    // Pulumi's own error of a failed registration or call does not carry the reason.
    if (failures[0] !== undefined) {
      throw failures[0];
    }
  }
}

function computedOutputs(resource: MockResourceArgs, options: MockOptions) {
  if (options.preview === true) {
    return {};
  }
  return {
    ...(resource.custom === false
      ? {}
      : { arn: `arn:aws:mock:us-east-1:123456789012:${resource.name}` }),
    ...options.outputs?.[resource.type]?.(resource),
  };
}

/** A mock monitor that keeps inputs and options, and gives resources the URNs of the engine. */
class RecordingMonitor extends MockMonitor {
  constructor(
    mocks: Mocks,
    private readonly recording: Recording,
    private readonly failures: Error[],
  ) {
    super(mocks);
  }

  override registerResource(
    request: RegisterResourceRequest,
    callback: (error: unknown, response: RegisterResourceResponse | undefined) => void,
  ): Promise<void> {
    const registration = registrationOf(request);
    const { urn } = registration;
    if (this.recording.all.some((earlier) => earlier.urn === urn)) {
      this.failures.push(new Error(`Duplicate resource URN ${urn}`));
    }
    if (registration.type !== stackType) this.recording.all.push(registration);
    // The mock monitor's own URNs name the direct parent only, so that resources of deep trees collide.
    return super.registerResource(
      request,
      (error, response: RegisterResourceResponse | undefined) => {
        const registered = this.resources.get(response?.getUrn() ?? "");
        if (registered) this.resources.set(urn, { ...registered, urn });
        callback(error, response?.setUrn(urn));
      },
    );
  }
}

function urnOf(parent: string, type: string, name: string): string {
  const ancestors = parent === "" ? "" : (parent.split("::")[2] ?? "");
  const types = [...(ancestors === stackType ? [] : [ancestors]), type];
  const qualifiedType = types.filter((it) => it !== "").join("$");
  return ["urn:pulumi:" + pulumi.getStack(), pulumi.getProject(), qualifiedType, name].join("::");
}

function registrationOf(request: RegisterResourceRequest): Registration {
  const secretInputs: string[] = [];
  const inputs = unwrap(request.getObject()?.toJavaScript() ?? {}, [], secretInputs);
  return {
    type: request.getType(),
    name: request.getName(),
    urn: urnOf(request.getParent(), request.getType(), request.getName()),
    parent: request.getParent(),
    custom: request.getCustom(),
    inputs: inputs as Record<string, unknown>,
    secretInputs,
    dependencies: request.getDependenciesList(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    provider: request.getProvider(),
  };
}

/** Takes secrets out of their wrapping and notes where they were. */
function unwrap(value: unknown, path: string[], secrets: string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => unwrap(item, [...path, String(index)], secrets));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const properties = value as Record<string, unknown>;
  if (properties[signatureKey] === secretSignature) {
    secrets.push(path.join("."));
    return unwrap(properties["value"], path, secrets);
  }
  return Object.fromEntries(
    Object.entries(properties).map(([key, item]) => [key, unwrap(item, [...path, key], secrets)]),
  );
}

/**
 * The value of an output.
 *
 * Fails when the output does not resolve in time: it is unknown (in a preview), or it failed.
 */
export async function promiseOf<T>(output: pulumi.Output<T>, timeoutMs = 2000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The output did not resolve within ${timeoutMs} ms.`));
    }, timeoutMs);
  });
  const value = new Promise<T>((resolve) => {
    output.apply((resolved) => {
      resolve(resolved);
    });
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
