import { flag, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const albDropHeaders = defineRule({
  name: "alb-drop-headers",
  title: "Malformed headers are dropped",
  description: "An application load balancer must drop invalid header fields.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["ELB.4"],
    prowler: ["elbv2_alb_drop_invalid_header_fields_enabled"],
    checkov: ["CKV_AWS_131"],
  },
  remediation: "Set dropInvalidHeaderFields.",
  types: types.loadBalancer,
  *resource({ props }) {
    const isApplication = (text(props, "loadBalancerType") ?? "application") === "application";
    if (isApplication && flag(props, "dropInvalidHeaderFields") !== true) {
      yield "dropInvalidHeaderFields is not true";
    }
  },
});
