import type { Aws } from "../aws";
import type { Tagging, Tags } from "../resource";
import { tagList, tagMap } from "../tags";

/** Tags of load balancers and their parts, whose ids are their ARNs. */
export const elbTagging: Tagging = {
  target: "id",
  tag: (arn, tags, { elb }) => elb.addTags({ ResourceArns: [arn], Tags: tagList(tags) }),
  untag: (arn, TagKeys, { elb }) => elb.removeTags({ ResourceArns: [arn], TagKeys }),
};

/** The tags that are there. */
export async function tagsOf(arn: string, { elb }: Aws): Promise<Tags> {
  const { TagDescriptions } = await elb.describeTags({ ResourceArns: [arn] });
  return tagMap(TagDescriptions?.[0]?.Tags);
}

/** Attributes as ELB returns them, by name. */
export function attributeMap(
  attributes: { Key?: string; Value?: string }[] = [],
): Record<string, string> {
  return Object.fromEntries(attributes.map(({ Key = "", Value = "" }) => [Key, Value]));
}
