import { record, text, upper } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { independently } from "../../lib/unknowns";

export const albTargetTls = defineRule({
  name: "alb-target-tls",
  title: "Targets are reached and probed over TLS",
  description: "A target group must use HTTPS or TLS, for its health checks too.",
  severity: "medium",
  level: "advisory",
  controls: { fsbp: ["ELB.22", "ELB.21"], checkov: ["CKV_AWS_378"] },
  remediation: "Set protocol and healthCheck.protocol to HTTPS.",
  types: types.targetGroup,
  *resource({ props }) {
    if (text(props, "targetType") === "lambda") {
      return;
    }
    yield* independently(
      function* () {
        // Another load balancer as the target takes TCP only, and ends the TLS inside of it.
        const isBalancer = text(props, "targetType") === "alb";
        const protocol = upper(props, "protocol") ?? "";
        if (!isBalancer && !["HTTPS", "TLS", "QUIC", "TCP_QUIC", "GENEVE"].includes(protocol)) {
          yield `the targets are reached over ${show(props, "protocol")}`;
        }
      },
      function* () {
        if (upper(record(props, "healthCheck"), "protocol") !== "HTTPS") {
          yield "the health check does not use HTTPS";
        }
      },
    );
  },
});
