import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraIamAuth = defineRule({
  name: "aurora-iam-auth",
  title: "People reach the database with IAM",
  description: "An Aurora cluster must accept IAM authentication.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["RDS.12"],
    prowler: ["rds_cluster_iam_authentication_enabled"],
    checkov: ["CKV_AWS_162"],
  },
  remediation: "Set iamDatabaseAuthenticationEnabled.",
  types: types.cluster,
  *resource({ props }) {
    if (flag(props, "iamDatabaseAuthenticationEnabled") !== true) {
      yield "iamDatabaseAuthenticationEnabled is not true";
    }
  },
});
