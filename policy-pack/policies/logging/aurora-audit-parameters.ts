import { clusterParameters, isOn } from "../../lib/parameters";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently } from "../../lib/unknowns";

export const auroraAuditParameters = defineRule({
  name: "aurora-audit-parameters",
  title: "Aurora writes an audit log",
  description:
    "An Aurora MySQL cluster's parameters must switch the audit log on and say what it holds.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["RDS.45"] },
  remediation:
    "Set server_audit_logging to 1 and server_audit_events in the cluster's parameter group.",
  types: types.cluster,
  *companions(cluster, graph) {
    if (!(text(cluster.props, "engine") ?? "").startsWith("aurora-mysql")) {
      return;
    }
    const parameter = clusterParameters(cluster, graph);
    yield* independently(
      function* () {
        if (!isOn(parameter("server_audit_logging"))) {
          yield "server_audit_logging is not on";
        }
      },
      function* () {
        if ((parameter("server_audit_events") ?? "") === "") {
          yield "server_audit_events is empty";
        }
      },
    );
  },
});
