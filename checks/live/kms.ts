import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { jsonText, policyDocument } from "./documents";

/** A KMS key. */
export async function keyOf(aws: AwsCli, arn: string) {
  const schema = z.object({
    KeyMetadata: z.object({ Enabled: z.boolean(), KeyState: z.string(), KeyManager: z.string() }),
  });
  return (await aws.read(schema, "kms", "describe-key", "--key-id", arn)).KeyMetadata;
}

/** Rotation settings of a key. */
export async function keyRotationOf(aws: AwsCli, arn: string) {
  const schema = z.object({
    KeyRotationEnabled: z.boolean(),
    RotationPeriodInDays: z.number().optional(),
  });
  return aws.read(schema, "kms", "get-key-rotation-status", "--key-id", arn);
}

/** The statements of a key's policy. */
export async function keyPolicyOf(aws: AwsCli, arn: string) {
  const schema = z.object({ Policy: jsonText(policyDocument) });
  const answer = await aws.read(
    schema,
    "kms",
    "get-key-policy",
    "--key-id",
    arn,
    "--policy-name",
    "default",
  );
  return answer.Policy.Statement;
}

/** The aliases of a key. */
export async function aliasesOf(aws: AwsCli, arn: string): Promise<string[]> {
  const schema = z.object({ Aliases: z.array(z.object({ AliasName: z.string() })) });
  const answer = await aws.read(schema, "kms", "list-aliases", "--key-id", arn);
  return answer.Aliases.map(({ AliasName }) => AliasName);
}
