import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { unknownCheckingProxy } from "./sdk";
import { begin, beginStack, rememberInputs } from "./session";

/*
 * The SDK gives a policy its own section of the configuration and, for the stack, outputs only.
 * The deserializers of the service definition are where whole requests pass, so that is where the
 * pack looks on. It changes nothing of what the SDK then does with them.
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

/** Remembers each resource's inputs for the rules on the stack. */
export function watchInputs(): void {
  const { analyze } = AnalyzerService;
  const deserialize = analyze.requestDeserialize;
  analyze.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    rememberInputs(request.getUrn(), () =>
      unknownCheckingProxy(plain(request.getProperties()?.toJavaScript() ?? {})),
    );
    return request;
  };
}

/** Takes note of each analysis of the stack, so that its rules can share what they make of it. */
export function watchStack(): void {
  const { analyzeStack } = AnalyzerService;
  const deserialize = analyzeStack.requestDeserialize;
  analyzeStack.requestDeserialize = (bytes) => {
    beginStack();
    return deserialize(bytes);
  };
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
