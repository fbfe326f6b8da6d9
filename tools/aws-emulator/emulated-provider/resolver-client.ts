import { messageOf } from "@landing-zone/plan/errors";
import type { AwsSettings } from "./aws-settings";
import { OutcomeUnknownError } from "./outcome";

/**
 * Route 53 Resolver over its JSON protocol: the SDK's client in reach is years older than the others,
 * and brings a hundred packages of that time. The emulator checks no signature, and learns from its
 * scope which service is meant.
 */
export class ResolverClient {
  constructor(private readonly settings: AwsSettings) {}

  /**
   * Calls an operation such as `GetResolverRule`.
   *
   * @throws Error with the name that the service gives it, such as `ResourceNotFoundException`.
   */
  async call<Answer>(operation: string, parameters: object): Promise<Answer> {
    const { endpoint, region } = this.settings;
    const scope = `emulator/20200101/${region}/route53resolver/aws4_request`;
    const response = await answerOf(`${endpoint}/`, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `Route53Resolver.${operation}`,
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
