import { clusterParameters } from "../../lib/parameters";
import { number, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraBacktrack = defineRule({
  name: "aurora-backtrack",
  title: "A cluster can be rewound",
  description:
    "An Aurora MySQL cluster should have a backtrack window, unless it writes a binary log, which excludes backtracking.",
  severity: "medium",
  level: "advisory",
  controls: {
    fsbp: ["RDS.14"],
    prowler: ["rds_cluster_backtrack_enabled"],
    checkov: ["CKV_AWS_326"],
  },
  remediation: "Set backtrackWindow when you create the cluster. You cannot enable it later.",
  types: types.cluster,
  *companions(cluster, graph) {
    const isMysql = (text(cluster.props, "engine") ?? "").startsWith("aurora-mysql");
    if (!isMysql || (number(cluster.props, "backtrackWindow") ?? 0) > 0) {
      return;
    }
    const format = clusterParameters(cluster, graph)("binlog_format");
    if (format === undefined || format === "off") {
      yield "backtrackWindow is not set";
    }
  },
});
