import type { Tagging } from "../resource";
import { tagList } from "../tags";

/** Tags of RDS resources, which are known by their ARNs. */
export const rdsTagging: Tagging = {
  target: "arn",
  tag: (ResourceName, tags, { rds }) =>
    rds.addTagsToResource({ ResourceName, Tags: tagList(tags) }),
  untag: (ResourceName, TagKeys, { rds }) => rds.removeTagsFromResource({ ResourceName, TagKeys }),
};
