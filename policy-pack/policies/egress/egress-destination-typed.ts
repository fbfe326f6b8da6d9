import { isCidr, isInside, privateRanges } from "../../lib/cidr";
import { range } from "../../lib/option-forms";
import { words } from "../../lib/options";
import { defineRule } from "../../lib/rule";
import { formsOf, trafficRules } from "../../lib/security-groups";
import { forEach } from "../../lib/unknowns";

export const egressDestinationTyped = defineRule({
  name: "egress-destination-typed",
  title: "Egress goes to a known destination",
  description:
    "Egress must go to a security group, a prefix list, or an address range of the VPC or of the premises.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Refer to the other side's security group or the service's prefix list, or use a range inside `destinationCidrs`.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  options: {
    destinationCidrs: words(
      "The ranges of the VPCs and the premises; by default every private range.",
      privateRanges,
      range,
    ),
  },
  types: formsOf("egress"),
  resource: (resource, { destinationCidrs }) =>
    forEach(trafficRules(resource, "egress"), function* (rule) {
      if (!rule.hasTypedEnd && !rule.hasCidrs) {
        yield `${rule.label} names no destination`;
      }
      for (const cidr of rule.cidrs()) {
        if (!isCidr(cidr)) {
          yield `${rule.label} has a destination that is not an address range`;
        } else if (!isInside(cidr, destinationCidrs)) {
          yield `${rule.label} goes to ${cidr}, outside of ${destinationCidrs.join(", ")}`;
        }
      }
    }),
});
