import { isListed } from "../../lib/dated-lists";
import { flag, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

/**
 * Long-term support releases of Aurora MySQL, as of November 2026. AWS recommends against automatic
 * minor upgrades of them: a cluster would leave the release.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Update.SpecialVersions.html
 */
const longTermSupport = ["8.0.mysql_aurora.3.04.*", "8.0.mysql_aurora.3.10.*"];

export const auroraMinorUpgrade = defineRule({
  name: "aurora-minor-upgrade",
  title: "Databases upgrade minor versions automatically",
  description:
    "A database must upgrade minor versions automatically, unless it stays on a long-term support release.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["RDS.13", "RDS.35"],
    prowler: ["rds_cluster_minor_version_upgrade_enabled"],
    checkov: ["CKV_AWS_226"],
  },
  remediation:
    "Leave autoMinorVersionUpgrade on, or set engineVersion to a long-term support release.",
  types: [...types.cluster, ...types.clusterInstance, ...types.databaseInstance],
  *resource({ props }) {
    const stays = flag(props, "autoMinorVersionUpgrade") === false;
    if (stays && !isListed(text(props, "engineVersion") ?? "", longTermSupport)) {
      yield "autoMinorVersionUpgrade is false";
    }
  },
});
