import { areOpen } from "../../lib/cidr";
import { texts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const wafIpSetBounded = defineRule({
  name: "waf-ip-set-bounded",
  title: "IP sets of web ACLs are small",
  description:
    "An IP set must not hold the internet or a large part of it. As an allow list it bypasses all rules; as a block list it causes an outage.",
  severity: "high",
  level: "mandatory",
  remediation: "List the intended addresses. Each range must be /8 (IPv6: /32) or smaller.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html",
  types: types.ipSet,
  *resource({ props }) {
    if (areOpen(texts(props, "addresses"))) {
      yield "the IP set holds a large part of the internet";
    }
  },
});
