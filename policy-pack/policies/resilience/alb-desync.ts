import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";

export const albDesync = defineRule({
  name: "alb-desync",
  title: "Ambiguous requests are refused",
  description:
    "An application load balancer must use the defensive or strictest desync mitigation.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["ELB.12"],
    prowler: ["elbv2_desync_mitigation_mode"],
    checkov: ["CKV_AWS_328"],
  },
  remediation: "Leave desyncMitigationMode at defensive, or set strictest.",
  types: types.loadBalancer,
  *resource({ props }) {
    if (!["defensive", "strictest"].includes(text(props, "desyncMitigationMode") ?? "defensive")) {
      yield `desyncMitigationMode is ${show(props, "desyncMitigationMode")}`;
    }
  },
});
