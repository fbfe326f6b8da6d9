import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const dmsMinorUpgrade = defineRule({
  name: "dms-minor-upgrade",
  title: "Replication instances upgrade minor versions automatically",
  description: "A replication instance must upgrade minor versions automatically.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["DMS.6"],
    prowler: ["dms_instance_minor_version_upgrade_enabled"],
    checkov: ["CKV_AWS_222"],
  },
  remediation: "Set autoMinorVersionUpgrade, with a maintenance window apart from the cutover.",
  types: types.dmsInstance,
  *resource({ props }) {
    if (flag(props, "autoMinorVersionUpgrade") !== true) {
      yield "autoMinorVersionUpgrade is not true";
    }
  },
});
