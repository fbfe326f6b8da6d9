import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type AnalyzeRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { unknownCheckingProxy } from "./sdk";
import { begin, beginStack, type Inputs, rememberInputs } from "./session";
import { type Props } from "./unknowns";

/*
 * The SDK gives a policy its own section of the configuration and, for the stack, outputs only; and
 * it reads all properties anew for each policy that looks at a resource, so that most of the time
 * goes into reading. The deserializers of the service definition are where whole requests pass: there
 * the pack takes the properties over, reads them once, and hands the SDK none.
 */

/** The envelope of a secret in a protocol message (runtime/rpc.ts of @pulumi/pulumi). */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Takes note of the configuration of all the rules, with which an operation begins. */
export function watchConfiguration(): void {
  const { configure } = AnalyzerService;
  const deserialize = configure.requestDeserialize;
  configure.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    const configured: Record<string, Record<string, unknown>> = {};
    request.getPolicyconfigMap().forEach((section, name) => {
      configured[name] = section.getProperties()?.toJavaScript() ?? {};
    });
    begin(configured);
    return request;
  };
}

/** Takes over each resource's inputs, for the rules on it and for those on the stack. */
export function takeInputs(): void {
  const { analyze } = AnalyzerService;
  const deserialize = analyze.requestDeserialize;
  analyze.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    rememberInputs(request.getUrn(), inputsIn(request));
    return emptied(request);
  };
}

/** Spares the SDK the reading of what is only for remediations, of which the pack has none. */
export function skipRemediations(): void {
  const { remediate } = AnalyzerService;
  const deserialize = remediate.requestDeserialize;
  let nothing: AnalyzeRequest | undefined;
  remediate.requestDeserialize = (bytes) => (nothing ??= emptied(deserialize(bytes)));
}

/**
 * Takes note of each analysis of the stack. Its rules share what they make of it, so the SDK, which
 * goes over the resources anew for each rule, needs to do so for the first one only.
 */
export function watchStack(): void {
  const { analyzeStack } = AnalyzerService;
  const deserialize = analyzeStack.requestDeserialize;
  analyzeStack.requestDeserialize = (bytes) => {
    beginStack();
    const request = deserialize(bytes);
    const resources = IteratedOnce.from(request.getResourcesList());
    request.getResourcesList = () => resources;
    return request;
  };
}

/** A list that seems empty to all loops over it but the first. */
class IteratedOnce<T> extends Array<T> {
  #isDone = false;

  override *[Symbol.iterator](): ArrayIterator<T> {
    if (this.#isDone) return;
    this.#isDone = true;
    yield* super[Symbol.iterator]();
  }
}

type Struct = NonNullable<ReturnType<AnalyzeRequest["getProperties"]>>;

function inputsIn(request: AnalyzeRequest): Inputs {
  const props = reader(request.getProperties());
  const providerStruct = request.getProvider()?.getProperties();
  const provider = providerStruct && { props: reader(providerStruct) };
  return {
    get props() {
      return props();
    },
    get provider() {
      return provider && { props: provider.props() };
    },
  };
}

/** Reads the properties when they are asked for, and then keeps them. */
function reader(struct: Struct | undefined): () => Props {
  const read = struct?.toJavaScript.bind(struct);
  let props: Props | undefined;
  return () => (props ??= unknownCheckingProxy(plain(read?.() ?? {})));
}

/** The request without what the pack has taken over. */
function emptied(request: AnalyzeRequest): AnalyzeRequest {
  const properties = request.getProperties();
  if (properties) {
    properties.toJavaScript = () => ({});
  }
  request.clearProvider();
  return request;
}

/** The properties without the envelopes of secrets, as the SDK gives them to policies. */
function plain(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, open(value)]));
}

function open(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(open);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const envelope = value as Record<string, unknown>;
  return envelope[signature] === secretSignature ? open(envelope.value) : plain(value);
}
