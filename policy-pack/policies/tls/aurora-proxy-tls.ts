import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraProxyTls = defineRule({
  name: "aurora-proxy-tls",
  title: "Database proxies require TLS",
  description: "An RDS proxy must require TLS.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["RDS.43"] },
  remediation: "Set requireTls.",
  types: types.databaseProxy,
  *resource({ props }) {
    if (flag(props, "requireTls") !== true) {
      yield "requireTls is not true";
    }
  },
});
