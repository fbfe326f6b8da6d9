import { messageOf } from "@landing-zone/plan/errors";
import type { AwsSettings } from "./aws-settings";
import { OutcomeUnknownError } from "./outcome";

/** Names of a service: its scope in a signature, and the first part of an operation's name. */
export interface JsonService {
  readonly scope: string;
  readonly target: string;
}

/** Route 53 Resolver, whose SDK client in reach brings a hundred packages of some years ago. */
export const route53Resolver: JsonService = { scope: "route53resolver", target: "Route53Resolver" };

/** Systems Manager, of which one public parameter is read. */
export const systemsManager: JsonService = { scope: "ssm", target: "AmazonSSM" };

/** The tags of any service: of some the emulator changes them this way only. */
export const resourceGroupsTagging: JsonService = {
  scope: "tagging",
  target: "ResourceGroupsTaggingAPI_20170126",
};

/**
 * A service over its JSON protocol, without a client of the SDK. The emulator checks no signature, and
 * learns from its scope which service is meant.
 */
export class JsonClient {
  constructor(
    private readonly settings: AwsSettings,
    private readonly service: JsonService,
  ) {}

  /**
   * Calls an operation such as `GetResolverRule`.
   *
   * @throws Error with the name that the service gives it, such as `ResourceNotFoundException`.
   */
  async call<Answer>(operation: string, parameters: object): Promise<Answer> {
    const { endpoint, region } = this.settings;
    const { scope: name, target } = this.service;
    const scope = `emulator/20200101/${region}/${name}/aws4_request`;
    const response = await answerOf(`${endpoint}/`, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `${target}.${operation}`,
        Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      },
      body: JSON.stringify(parameters),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!response.ok) throw refusal(operation, text);
    // Tagging answers nothing at all.
    return JSON.parse(text || "{}") as Answer;
  }
}

async function answerOf(url: string, request: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, request);
    if (response.status < 500) return response;
    throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    throw new OutcomeUnknownError(messageOf(error), { cause: error });
  }
}

function refusal(operation: string, text: string): Error {
  const { __type = "UnknownError", message, Message } = JSON.parse(text) as Record<string, string>;
  const error = new Error(`${operation}: ${message ?? Message ?? text}`);
  error.name = __type.split("#").at(-1) ?? __type;
  return error;
}
