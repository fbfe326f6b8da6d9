import { type Ask } from "../ask";
import { type Answer, listAt, textAt } from "../values";

/** Attributes by key, as AWS lists them. */
export function attributesOf(answer: Answer): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listAt(answer, "Attributes").map((it) => [textAt(it, "Key"), textAt(it, "Value")]),
  );
}

/** The tags of load balancers or target groups by ARN, with one command. */
export async function elbTags(
  ask: Ask,
  arns: readonly string[],
): Promise<ReadonlyMap<string, Answer>> {
  if (arns.length === 0) return new Map();
  const command = ["elbv2", "describe-tags", "--resource-arns", ...arns] as const;
  const found = await ask.list("TagDescriptions", ...command);
  return new Map(found.map((it) => [textAt(it, "ResourceArn"), it]));
}
