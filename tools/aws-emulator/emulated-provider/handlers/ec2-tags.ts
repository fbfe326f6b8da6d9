import type { ResourceType } from "@aws-sdk/client-ec2";
import type { Tagging, Tags } from "../resource";
import { tagList } from "../tags";

/** Tags of EC2 resources, which are known by their ids. */
export const ec2Tagging: Tagging = {
  target: "id",
  tag: (id, tags, aws) => aws.ec2.createTags({ Resources: [id], Tags: tagList(tags) }),
  untag: (id, keys, aws) =>
    aws.ec2.deleteTags({ Resources: [id], Tags: keys.map((Key) => ({ Key })) }),
};

/** Tags in an EC2 creation call. */
export function tagSpecifications(type: ResourceType, tags: Tags | undefined) {
  const Tags = tagList(tags);
  return Tags.length === 0 ? undefined : [{ ResourceType: type, Tags }];
}
