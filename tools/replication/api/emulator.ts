import { targetPrefix, withEpochTimes, type Json } from "./protocol";

/** The emulator behind the double, asked in AWS's protocols. */
export class EmulatorClient {
  constructor(
    readonly endpoint: string,
    readonly region: string,
  ) {}

  /**
   * Calls an operation of DMS.
   * @throws Error with the emulator's words.
   */
  dms(operation: string, input: Json): Promise<Json> {
    return this.#call("dms", `${targetPrefix}${operation}`, input);
  }

  /** The text of a secret, by ARN. */
  async secret(arn: string): Promise<string> {
    const answer = await this.#call("secretsmanager", "secretsmanager.GetSecretValue", {
      SecretId: arn,
    });
    return String(answer["SecretString"]);
  }

  async #call(service: string, target: string, input: Json): Promise<Json> {
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": target,
        // The emulator takes the region from it and verifies nothing.
        Authorization: `AWS4-HMAC-SHA256 Credential=double/20260101/${this.region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new EmulatorError(target, response.status, text);
    return JSON.parse(withEpochTimes(text)) as Json;
  }
}

/** The emulator refused a call; the answer can be passed on. */
export class EmulatorError extends Error {
  override readonly name = "EmulatorError";

  constructor(
    operation: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`The emulator answers ${operation} with ${status}: ${body.slice(0, 300)}`);
  }
}
