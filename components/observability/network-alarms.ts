import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { tunnelState, unwanted } from "../../lib/alarm-thresholds";
import { type AlarmContext, type AlarmRule, createAlarms } from "./alarms";

/** What the alarms need to know of the network. */
export interface WatchedNetwork {
  /** Public addresses of the VPN tunnels; empty without a VPN. */
  readonly vpnTunnelAddresses: pulumi.Input<string>[];
  /** Ids of the NAT gateways; empty without any. */
  readonly natGatewayIds: pulumi.Input<string>[];
}

/** Alarms of each VPN tunnel and each NAT gateway. */
export function createNetworkAlarms(
  context: AlarmContext,
  network: WatchedNetwork,
): aws.cloudwatch.MetricAlarm[] {
  const tunnels = network.vpnTunnelAddresses.flatMap((address, index) =>
    createAlarms(
      context,
      {
        name: `vpn-tunnel-${index + 1}`,
        namespace: "AWS/VPN",
        dimensions: { TunnelIpAddress: address },
      },
      tunnelRules,
    ),
  );
  const gateways = network.natGatewayIds.flatMap((id, index) =>
    createAlarms(
      context,
      {
        name: `nat-${index + 1}`,
        namespace: "AWS/NATGateway",
        dimensions: { NatGatewayId: id },
      },
      gatewayRules,
    ),
  );
  return [...tunnels, ...gateways];
}

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
