import type { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { messageOf, OperationError } from "../errors";
import type { Credentials } from "./connect";

const secretValue = z.object({ username: z.string().min(1), password: z.string().min(1) });

/**
 * Reads a database user from its secret.
 *
 * @throws OperationError naming the secret, never showing what is in it.
 */
export async function readCredentials(
  secretsManager: SecretsManager,
  secretArn: string,
): Promise<Credentials> {
  const text = await secretText(secretsManager, secretArn);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new OperationError(`The secret ${secretArn} holds no JSON.`);
  }
  const { success, data } = secretValue.safeParse(parsed);
  if (!success) {
    throw new OperationError(
      `The secret ${secretArn} needs the keys username and password, each with a text.`,
    );
  }
  return data;
}

async function secretText(secretsManager: SecretsManager, SecretId: string): Promise<string> {
  try {
    const { SecretString } = await secretsManager.getSecretValue({ SecretId });
    return SecretString ?? "";
  } catch (error) {
    throw new OperationError(`The secret ${SecretId} cannot be read: ${messageOf(error)}`);
  }
}
