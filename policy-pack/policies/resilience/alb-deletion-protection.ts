import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const albDeletionProtection = defineRule({
  name: "alb-deletion-protection",
  title: "A load balancer is not deleted by accident",
  description: "A load balancer must have deletion protection.",
  severity: "medium",
  level: "advisory",
  controls: {
    fsbp: ["ELB.6"],
    prowler: ["elbv2_deletion_protection"],
    checkov: ["CKV_AWS_150"],
  },
  remediation: "Set enableDeletionProtection.",
  types: types.loadBalancer,
  *resource({ props }) {
    if (flag(props, "enableDeletionProtection") !== true) {
      yield "enableDeletionProtection is not true";
    }
  },
});
