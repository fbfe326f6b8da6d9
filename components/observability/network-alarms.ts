import type * as pulumi from "@pulumi/pulumi";
import type { AlarmRule, Metric } from "../../lib/alarm-rules";
import { connectionState, tunnelState, unwanted } from "../../lib/alarm-thresholds";
import type { Watched } from "./alarms";

/** Properties of the network that its alarms depend on. */
export interface WatchedNetwork {
  /** Ids of the VPN connections; empty without a VPN. */
  readonly vpnConnectionIds: pulumi.Input<string>[];
  /** Public addresses of the VPN tunnels; empty without a VPN. */
  readonly vpnTunnelAddresses: pulumi.Input<string>[];
  /** Log groups of the VPN's tunnels; empty without a VPN. */
  readonly vpnLogGroupNames: pulumi.Input<string>[];
  /** Ids of the NAT gateways; empty without any. */
  readonly natGatewayIds: pulumi.Input<string>[];
}

/** The VPN, each of its tunnels, and each NAT gateway. */
export function watchNetwork(network: WatchedNetwork): Watched[] {
  const namespace = "AWS/VPN";
  return [
    ...network.vpnConnectionIds.map((id, index): Watched => ({
      kind: "vpn",
      // The first connection keeps its name when a second one is added.
      name: index === 0 ? "vpn" : `vpn-${index + 1}`,
      namespace,
      dimensions: { VpnId: id },
      rules: connectionRules,
      context: traffic,
    })),
    ...network.vpnTunnelAddresses.map((address, index): Watched => ({
      kind: "tunnel",
      name: `vpn-tunnel-${index + 1}`,
      namespace,
      dimensions: { TunnelIpAddress: address },
      rules: tunnelRules,
    })),
    ...network.natGatewayIds.map((id, index): Watched => ({
      kind: "natGateway",
      name: `nat-${index + 1}`,
      namespace: "AWS/NATGateway",
      dimensions: { NatGatewayId: id },
      rules: gatewayRules,
    })),
  ];
}

const traffic: Metric[] = [
  { metric: "TunnelDataIn", statistic: "Sum" },
  { metric: "TunnelDataOut", statistic: "Sum" },
];

const connectionRules: AlarmRule[] = [
  {
    rule: "down",
    metric: "TunnelState",
    // CloudWatch averages the tunnels of a connection: 0.5 is one of two.
    statistic: "Maximum",
    alarmWhen: "below",
    thresholds: connectionState,
    whenMissing: "breaching",
    advice:
      "Every VPN tunnel to the data centre is down and replication stands still. Restore one before the source purges the binary logs that were not read yet: see the tunnel logs and the customer gateway.",
  },
];

const tunnelRules: AlarmRule[] = [
  {
    rule: "down",
    metric: "TunnelState",
    statistic: "Maximum",
    alarmWhen: "below",
    thresholds: tunnelState,
    whenMissing: "breaching",
    advice:
      "A VPN tunnel to the data centre is down. Replication goes on through the other one; with both down it stops. See the tunnel's log group and the customer gateway's side.",
  },
];

const gatewayRules: AlarmRule[] = [
  {
    rule: "port-allocation",
    metric: "ErrorPortAllocation",
    statistic: "Sum",
    alarmWhen: "above",
    thresholds: unwanted,
    periods: 1,
    whenMissing: "notBreaching",
    advice:
      "The NAT gateway has no port left for new connections to some destination, and refuses them. Find who opens so many in the flow logs, or use a NAT gateway per zone.",
  },
];
