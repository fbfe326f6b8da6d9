import { flag, record } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach, isGiven } from "../../lib/unknowns";

export const vpnTunnelLogs = defineRule({
  name: "vpn-tunnel-logs",
  title: "Both VPN tunnels write logs",
  description: "Both tunnels of a VPN connection must write their logs to CloudWatch.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["EC2.171"] },
  remediation:
    "Set tunnel1LogOptions and tunnel2LogOptions: cloudwatchLogOptions with logEnabled and logGroupArn.",
  types: types.vpnConnection,
  resource: ({ props }) =>
    forEach([1, 2], function* (tunnel) {
      const options = record(record(props, `tunnel${tunnel}LogOptions`), "cloudwatchLogOptions");
      if (flag(options, "logEnabled") !== true || !isGiven(options, "logGroupArn")) {
        yield `tunnel ${tunnel} writes no logs (logEnabled and logGroupArn)`;
      }
    }),
});
