import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeRequest,
  AnalyzeResponse,
  EnforcementLevel,
  PolicyNotApplicable,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { beginAnalysis, others, standInFor, type Typed } from "./dispatch";
import { type Policy } from "./policy";
import { unknownCheckingProxy } from "./sdk";
import { begin, beginStack, type Inputs, isDisabled, rememberInputs } from "./session";
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
    const disabled = new Set<string>();
    request.getPolicyconfigMap().forEach((section, name) => {
      configured[name] = section.getProperties()?.toJavaScript() ?? {};
      if (section.getEnforcementlevel() === EnforcementLevel.DISABLED) disabled.add(name);
    });
    begin(configured, disabled);
    answersForOthers.clear();
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
    const type = request.getType();
    request.getType = () => {
      beginAnalysis(type);
      return type;
    };
    return emptied(request);
  };
}

/** What the pack answers for the policies that are not about a type, by the type. */
const answersForOthers = new Map<string, Buffer>();

/** Has the answer about a resource say of each policy that is not about its type that it is not. */
export function answerForOthers(all: readonly Typed[]): void {
  const { analyze } = AnalyzerService;
  const serialize = analyze.responseSerialize;
  const answerFor = (type: string): Buffer => {
    const enabled = others(type, all).filter(({ name }) => !isDisabled(name));
    const answer = new AnalyzeResponse().setNotApplicableList(enabled.map(isNotAbout));
    const bytes = serialize(answer);
    answersForOthers.set(type, bytes);
    return bytes;
  };
  analyze.responseSerialize = (response) => {
    const notApplicable = response.getNotApplicableList();
    const type = standInFor(notApplicable.at(-1)?.getPolicyName() ?? "");
    if (type === undefined) return serialize(response);
    response.setNotApplicableList(notApplicable.slice(0, -1));
    // Messages of one kind that follow each other are one message with the lists of both.
    return Buffer.concat([serialize(response), answersForOthers.get(type) ?? answerFor(type)]);
  };
}

function isNotAbout({ name }: Policy): PolicyNotApplicable {
  return new PolicyNotApplicable().setPolicyName(name).setReason("It is about other types");
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
