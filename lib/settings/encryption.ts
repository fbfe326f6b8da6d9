import { z } from "zod";
import { setting } from "./setting";

function keyArn(description: string) {
  return setting(
    z
      .string()
      .regex(
        /^arn:aws(?:-cn|-us-gov)?:kms:[a-z0-9-]+:\d{12}:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f-]{36})$/,
      ),
    `${description} Its policy must allow the actions in docs/kms-keys.md. A change replaces the encrypted resources.`,
    "the ARN of a KMS key, not of an alias, for example arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d-0000-4000-8000-000000000001",
  );
}

/** The schema of `encryption`. */
export const encryptionSettings = z.strictObject({
  dataKeyArn: keyArn(
    "An existing key for databases, secrets and replication storage, instead of one that the stack creates.",
  ).optional(),
  logsKeyArn: keyArn(
    "An existing key for log groups and notifications, instead of one that the stack creates.",
  ).optional(),
});

/** Existing keys that the stack uses. */
export type EncryptionSettings = z.output<typeof encryptionSettings>;
