import { engineOf } from "../../lib/engines";
import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraIamAuth = defineRule({
  name: "aurora-iam-auth",
  title: "Databases accept IAM authentication",
  description: "A database must accept IAM authentication if its engine supports it.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["RDS.12", "RDS.10"],
    prowler: ["rds_cluster_iam_authentication_enabled"],
    checkov: ["CKV_AWS_162"],
  },
  remediation: "Set iamDatabaseAuthenticationEnabled.",
  types: [...types.cluster, ...types.databaseInstance],
  *resource({ type, props }) {
    const isCapable = types.cluster.includes(type) || engineOf(props)?.hasIamLogin === true;
    if (isCapable && flag(props, "iamDatabaseAuthenticationEnabled") !== true) {
      yield "iamDatabaseAuthenticationEnabled is not true";
    }
  },
});
