import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraCopyTags = defineRule({
  name: "aurora-copy-tags",
  title: "Snapshots carry the cluster's tags",
  description: "A database must copy its tags to its snapshots.",
  severity: "low",
  level: "mandatory",
  controls: {
    fsbp: ["RDS.16", "RDS.17"],
    prowler: ["rds_cluster_copy_tags_to_snapshots"],
    checkov: ["CKV_AWS_313"],
  },
  remediation: "Set copyTagsToSnapshot.",
  types: [...types.cluster, ...types.databaseInstance],
  *resource({ props }) {
    if (flag(props, "copyTagsToSnapshot") !== true) {
      yield "copyTagsToSnapshot is not true";
    }
  },
});
