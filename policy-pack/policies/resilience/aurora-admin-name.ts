import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraAdminName = defineRule({
  name: "aurora-admin-name",
  title: "The administrator has a name of its own",
  description: "An Aurora cluster's administrator must not have a name that everybody tries first.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["RDS.24"], prowler: ["rds_cluster_default_admin"] },
  remediation: "Choose another masterUsername. It cannot be changed later.",
  options: {
    refused: words(
      "Refused names.",
      ["admin", "administrator", "mysql", "postgres", "root"],
      like("a user name in lower case", /^[a-z0-9_]+$/),
      { including: ["admin", "root"] },
    ),
  },
  types: types.cluster,
  *resource({ props }, { refused }) {
    if (refused.includes((text(props, "masterUsername") ?? "").toLowerCase())) {
      yield "masterUsername is one of the names that everybody tries first";
    }
  },
});
