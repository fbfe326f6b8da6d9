import { areOpen } from "../../lib/cidr";
import { texts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const wafIpSetBounded = defineRule({
  name: "waf-ip-set-bounded",
  title: "Lists of addresses of a web ACL are bounded",
  description:
    "An IP set must not hold the internet or a large part of it: on an allow list it lets everybody past all rules, on a block list it is an outage.",
  severity: "high",
  level: "mandatory",
  remediation: "List the addresses that are meant, each range of /8 (IPv6: /32) or longer.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html",
  types: types.ipSet,
  *resource({ props }) {
    if (areOpen(texts(props, "addresses"))) {
      yield "the IP set holds a large part of the internet";
    }
  },
});
