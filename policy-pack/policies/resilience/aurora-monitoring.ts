import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const auroraMonitoring = defineRule({
  name: "aurora-monitoring",
  title: "Databases have enhanced monitoring",
  description: "Database instances must have enhanced monitoring.",
  severity: "low",
  level: "mandatory",
  controls: {
    fsbp: ["RDS.6"],
    prowler: ["rds_instance_enhanced_monitoring_enabled"],
    checkov: ["CKV_AWS_118"],
  },
  remediation:
    "Set monitoringInterval to 60 or less, and monitoringRoleArn, on the instance or the cluster.",
  types: [...types.clusterInstance, ...types.databaseInstance],
  *companions(instance, graph) {
    const { nodes } = graph.refersTo(instance, "clusterIdentifier", types.cluster);
    const isMonitored = [instance, ...nodes].some(
      ({ props }) =>
        (number(props, "monitoringInterval") ?? 0) > 0 && isGiven(props, "monitoringRoleArn"),
    );
    if (!isMonitored) {
      yield "no enhanced monitoring (monitoringInterval, monitoringRoleArn)";
    }
  },
});
