import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const auroraAdminName = defineRule({
  name: "aurora-admin-name",
  title: "The administrator's name is not a common one",
  description: "A database's administrator must not have a common name that attackers try first.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["RDS.24", "RDS.25"], prowler: ["rds_cluster_default_admin"] },
  remediation: "Choose another masterUsername. It cannot be changed later.",
  options: {
    refused: words(
      "Refused names.",
      ["admin", "administrator", "mysql", "postgres", "root", "sa", "sys", "system"],
      like("a user name in lower case", /^[a-z0-9_]+$/),
      { including: ["admin", "root"] },
    ),
  },
  types: [...types.cluster, ...types.databaseInstance],
  *resource({ props }, { refused }) {
    const key = isGiven(props, "username") ? "username" : "masterUsername";
    if (refused.includes((text(props, key) ?? "").toLowerCase())) {
      yield `${key} is a common administrator name`;
    }
  },
});
