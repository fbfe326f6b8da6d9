import { clusterParameters } from "../../lib/parameters";
import { number, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraBinlogForFallback = defineRule({
  name: "aurora-binlog-for-fallback",
  title: "A way back needs Aurora's binary log",
  description:
    "An Aurora cluster that DMS reads from must write a binary log in row format and must not use backtracking.",
  severity: "medium",
  level: "advisory",
  remediation: "Set binlog_format to ROW in the cluster's parameter group. Omit backtrackWindow.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.MySQL.html",
  types: types.cluster,
  *companions(cluster, graph) {
    const isSource = graph
      .all(types.dmsEndpoint)
      .some(
        (endpoint) =>
          text(endpoint.props, "endpointType") === "source" &&
          (text(endpoint.props, "engineName") ?? "").startsWith("aurora"),
      );
    if (!isSource) {
      return;
    }
    if (clusterParameters(cluster, graph)("binlog_format") !== "row") {
      yield "binlog_format is not ROW";
    }
    if ((number(cluster.props, "backtrackWindow") ?? 0) > 0) {
      yield "backtrackWindow excludes binary log replication";
    }
  },
});
