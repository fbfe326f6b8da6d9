import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const subnetNoPublicIp = defineRule({
  name: "subnet-no-public-ip",
  title: "Subnets assign no public addresses",
  description: "A subnet must not assign public addresses automatically.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["EC2.15"],
    prowler: ["vpc_subnet_no_public_ip_by_default"],
    checkov: ["CKV_AWS_130"],
  },
  remediation: "Set mapPublicIpOnLaunch to false; load balancers and NAT gateways do not need it.",
  types: types.subnet,
  *resource({ props }) {
    if (flag(props, "mapPublicIpOnLaunch") === true) {
      yield "mapPublicIpOnLaunch is true";
    }
  },
});
