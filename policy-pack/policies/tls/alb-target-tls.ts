import { record, text } from "../../lib/props";
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
        if (
          !["HTTPS", "TLS", "QUIC", "TCP_QUIC", "GENEVE"].includes(text(props, "protocol") ?? "")
        ) {
          yield `the targets are reached over ${show(props, "protocol")}`;
        }
      },
      function* () {
        if (text(record(props, "healthCheck"), "protocol") !== "HTTPS") {
          yield "the health check does not use HTTPS";
        }
      },
    );
  },
});
