import { isOn, judgeParameters } from "../../lib/parameters";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraAuditParameters = defineRule({
  name: "aurora-audit-parameters",
  title: "Aurora writes an audit log",
  description:
    "The parameters of an Aurora MySQL cluster must enable the audit log and list its events.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["RDS.45"] },
  remediation:
    "Set server_audit_logging to 1 and server_audit_events in the cluster's parameter group.",
  types: types.cluster,
  companions: (cluster, graph) =>
    judgeParameters(
      cluster,
      graph,
      function* (parameter) {
        if (!isOn(parameter("server_audit_logging"))) {
          yield "server_audit_logging is not on";
        }
      },
      function* (parameter) {
        if ((parameter("server_audit_events") ?? "") === "") {
          yield "server_audit_events is empty";
        }
      },
    ),
});
