import { count } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const albMultiAz = defineRule({
  name: "alb-multi-az",
  title: "Load balancers span zones",
  description: "A load balancer must have at least two subnets.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["ELB.13"], prowler: ["elbv2_is_in_multiple_az"] },
  remediation: "Set subnets (or subnetMappings) in two zones.",
  types: types.loadBalancer,
  *resource({ props }) {
    if (count(props, "subnets") + count(props, "subnetMappings") < 2) {
      yield "the load balancer is in fewer than two subnets";
    }
  },
});
