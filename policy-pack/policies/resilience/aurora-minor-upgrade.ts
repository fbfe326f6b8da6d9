import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraMinorUpgrade = defineRule({
  name: "aurora-minor-upgrade",
  title: "Databases get minor versions by themselves",
  description: "A database must take minor versions automatically.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["RDS.13", "RDS.35"],
    prowler: ["rds_cluster_minor_version_upgrade_enabled"],
    checkov: ["CKV_AWS_226"],
  },
  remediation: "Leave autoMinorVersionUpgrade on.",
  types: [...types.cluster, ...types.clusterInstance, ...types.databaseInstance],
  *resource({ props }) {
    if (flag(props, "autoMinorVersionUpgrade") === false) {
      yield "autoMinorVersionUpgrade is false";
    }
  },
});
