import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraNotPublic = defineRule({
  name: "aurora-not-public",
  title: "Databases are not public",
  description: "A database instance must not be public.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["RDS.2"],
    prowler: ["rds_instance_no_public_access"],
    checkov: ["CKV_AWS_17"],
  },
  remediation: "Set publiclyAccessible to false.",
  types: [...types.clusterInstance, ...types.databaseInstance],
  *resource({ props }) {
    if (flag(props, "publiclyAccessible") === true) {
      yield "publiclyAccessible is true";
    }
  },
});
