import { flag, record, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

export const albAccessLogs = defineRule({
  name: "alb-access-logs",
  title: "Load balancers write access logs",
  description: "A load balancer must write its access logs to a bucket.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["ELB.5"], prowler: ["elbv2_logging_enabled"], checkov: ["CKV_AWS_91"] },
  remediation: "Set accessLogs with enabled and bucket.",
  types: types.loadBalancer,
  resource: ({ props }) =>
    independently(
      function* () {
        const logs = record(props, "accessLogs");
        const isGateway = text(props, "loadBalancerType") === "gateway";
        if (!isGateway && (flag(logs, "enabled") !== true || !isGiven(logs, "bucket"))) {
          yield "access logs are off (accessLogs.enabled and accessLogs.bucket)";
        }
      },
      function* () {
        const isApplication = (text(props, "loadBalancerType") ?? "application") === "application";
        if (isApplication && flag(record(props, "connectionLogs"), "enabled") !== true) {
          yield advice("connection logs are off; they show failed TLS handshakes");
        }
      },
    ),
});
