import type * as aws from "@pulumi/aws";
import { physicalName } from "../../lib/names";
import { logGroupNameOf } from "../live/logs";
import { customerGatewayOf, vpcsOfGateway, vpnConnectionsOf } from "../live/vpn";
import { checksOf, properties } from "../check";
import { propagationProblems } from "../route-propagation";
import {
  between,
  differences,
  everyOne,
  matching,
  ofEach,
  oneOf,
  present,
  unless,
} from "../expectations";

const check = checksOf("VPN");

/** AES with 256 bits, plain or authenticated (GCM). */
const strongEncryption = everyOne(oneOf(["AES256", "AES256-GCM-16"]));
/** SHA-2; SHA-1 is broken. */
const strongIntegrity = everyOne(matching(/^SHA2-/));
/** Diffie-Hellman groups of at least 2048 bits. */
const strongGroups = everyOne(between(14, 24));

export const vpnChecks = [
  check({
    name: "connects a gateway of the VPC to the data centre by IPsec",
    outputs: ["vpnConnectionId", "vpnConnectionIds", "vpcId"],
    verifies: [
      ...properties<aws.ec2.VpnConnectionArgs>(
        "aws:ec2/vpnConnection:VpnConnection",
        "type",
        "vpnGatewayId",
      ),
      ...properties<aws.ec2.VpnGatewayArgs>("aws:ec2/vpnGateway:VpnGateway", "vpcId"),
    ],
    run: async ({ outputs, aws }) => {
      const { vpnConnectionId, vpnConnectionIds, vpcId } = outputs;
      const connections = await vpnConnectionsOf(aws, vpnConnectionIds);
      const gateways = await Promise.all(
        connections.map(async ({ VpnGatewayId }) => ({
          gateway: `VPN gateway ${VpnGatewayId ?? "of the connection"}`,
          attachedTo: VpnGatewayId === null ? [] : await vpcsOfGateway(aws, VpnGatewayId),
        })),
      );
      return [
        ...differences("outputs", { vpnConnectionId }, { vpnConnectionId: vpnConnectionIds[0] }),
        ...connections.flatMap((connection) =>
          differences(`VPN connection ${connection.VpnConnectionId}`, connection, {
            State: "available",
            Type: "ipsec.1",
            VpnGatewayId: present,
          }),
        ),
        ...gateways.flatMap(({ gateway, attachedTo }) =>
          differences(gateway, { attachedTo }, { attachedTo: [vpcId] }),
        ),
      ];
    },
  }),
  check({
    name: "ends at devices of the data centre that have an address and an AS number each",
    outputs: ["vpnConnectionIds"],
    verifies: properties<aws.ec2.CustomerGatewayArgs>(
      "aws:ec2/customerGateway:CustomerGateway",
      "type",
      "ipAddress",
      "bgpAsn",
    ),
    run: async ({ outputs, aws }) => {
      const connections = await vpnConnectionsOf(aws, outputs.vpnConnectionIds);
      const devices = await Promise.all(
        connections.map(({ CustomerGatewayId }) => customerGatewayOf(aws, CustomerGatewayId)),
      );
      return [
        ...devices.flatMap((device) =>
          differences(`customer gateway ${device.CustomerGatewayId}`, device, {
            State: "available",
            Type: "ipsec.1",
            IpAddress: present,
            BgpAsn: present,
          }),
        ),
        ...twice(
          "the address",
          "customer gateways",
          devices.map(({ IpAddress }) => IpAddress),
        ),
      ];
    },
  }),
  check({
    name: "has two tunnels a connection that agree on strong encryption only",
    outputs: ["vpnConnectionIds"],
    verifies: properties<aws.ec2.VpnConnectionArgs>(
      "aws:ec2/vpnConnection:VpnConnection",
      "tunnel1IkeVersions",
      "tunnel2IkeVersions",
      "tunnel1Phase1EncryptionAlgorithms",
      "tunnel2Phase1EncryptionAlgorithms",
      "tunnel1Phase1DhGroupNumbers",
      "tunnel2Phase1DhGroupNumbers",
    ),
    run: async ({ outputs, aws }) => {
      const connections = await vpnConnectionsOf(aws, outputs.vpnConnectionIds);
      return connections.flatMap(({ VpnConnectionId, Tunnels }) => [
        ...unless(
          Tunnels.length === 2,
          `VPN connection ${VpnConnectionId}: has ${Tunnels.length} tunnels, expected 2`,
        ),
        ...Tunnels.flatMap((tunnel) =>
          differences(`VPN tunnel ${tunnel.OutsideIpAddress}`, tunnel, {
            IkeVersions: ["ikev2"],
            Phase1EncryptionAlgorithms: strongEncryption,
            Phase2EncryptionAlgorithms: strongEncryption,
            Phase1IntegrityAlgorithms: strongIntegrity,
            Phase2IntegrityAlgorithms: strongIntegrity,
            Phase1DHGroupNumbers: strongGroups,
            Phase2DHGroupNumbers: strongGroups,
          }),
        ),
      ]);
    },
  }),
  check({
    name: "gives no two tunnels the same addresses inside",
    outputs: ["vpnConnectionIds"],
    verifies: properties<aws.ec2.VpnConnectionArgs>(
      "aws:ec2/vpnConnection:VpnConnection",
      "tunnel1InsideCidr",
      "tunnel2InsideCidr",
    ),
    run: async ({ outputs, aws }) => {
      const connections = await vpnConnectionsOf(aws, outputs.vpnConnectionIds);
      const tunnels = connections.flatMap(({ Tunnels }) => Tunnels);
      return [
        ...ofEach("VPN tunnel", tunnels, (tunnel) =>
          differences(`VPN tunnel ${tunnel.OutsideIpAddress}`, tunnel, {
            TunnelInsideCidr: matching(/^169\.254\..*\/30$/),
          }),
        ),
        ...twice(
          "the range",
          "VPN tunnels",
          tunnels.map((it) => it.TunnelInsideCidr ?? ""),
        ),
      ];
    },
  }),
  check({
    name: "has its tunnels come back after an interruption, and logs them",
    outputs: ["vpnConnectionIds"],
    verifies: properties<aws.ec2.VpnConnectionArgs>(
      "aws:ec2/vpnConnection:VpnConnection",
      "tunnel1StartupAction",
      "tunnel2StartupAction",
      "tunnel1DpdTimeoutAction",
      "tunnel2DpdTimeoutAction",
      "tunnel1LogOptions",
      "tunnel2LogOptions",
    ),
    controls: ["EC2.171"],
    run: async ({ outputs, environment, aws }) => {
      const connections = await vpnConnectionsOf(aws, outputs.vpnConnectionIds);
      return connections.flatMap(({ Tunnels }, index) =>
        ofEach("VPN tunnel", Tunnels, (tunnel) => [
          ...differences(`VPN tunnel ${tunnel.OutsideIpAddress}`, tunnel, {
            // If the device initiates the tunnel, clearing a dead tunnel is as good as restarting
            // it.
            DpdTimeoutAction:
              tunnel.StartupAction === "add" ? oneOf(["restart", "clear"]) : "restart",
            StartupAction: oneOf(["start", "add"]),
          }),
          ...differences(
            `logs of VPN tunnel ${tunnel.OutsideIpAddress}`,
            {
              LogEnabled: tunnel.LogOptions?.CloudWatchLogOptions.LogEnabled,
              logGroup: logGroupNameOf(tunnel.LogOptions?.CloudWatchLogOptions.LogGroupArn ?? ""),
            },
            { LogEnabled: true, logGroup: tunnelLogGroupName(environment, index) },
          ),
        ]),
      );
    },
  }),
  check({
    name: "keeps the keys of its tunnels in Secrets Manager",
    outputs: ["vpnConnectionIds"],
    verifies: properties<aws.ec2.VpnConnectionArgs>(
      "aws:ec2/vpnConnection:VpnConnection",
      "presharedKeyStorage",
    ),
    run: async ({ outputs, aws }) => {
      const connections = await vpnConnectionsOf(aws, outputs.vpnConnectionIds);
      return connections.flatMap((connection) =>
        differences(`VPN connection ${connection.VpnConnectionId}`, connection, {
          PreSharedKeyArn: present,
        }),
      );
    },
  }),
  check({
    name: "has a route to the data centre, by BGP or stated",
    outputs: ["vpnConnectionIds"],
    verifies: properties<aws.ec2.VpnConnectionRouteArgs>(
      "aws:ec2/vpnConnectionRoute:VpnConnectionRoute",
      "vpnConnectionId",
      "destinationCidrBlock",
    ),
    run: async ({ outputs, aws }) => {
      const connections = await vpnConnectionsOf(aws, outputs.vpnConnectionIds);
      return connections
        .filter(({ StaticRoutesOnly }) => StaticRoutesOnly === true)
        .flatMap(({ VpnConnectionId, Routes }) =>
          ofEach(`route of VPN connection ${VpnConnectionId}`, Routes, (route) =>
            differences(
              `route of VPN connection ${VpnConnectionId} to ${route.DestinationCidrBlock}`,
              route,
              { State: "available" },
            ),
          ),
        );
    },
  }),
  check({
    name: "routes the private and the database subnets to the data centre",
    outputs: ["vpnConnectionIds", "vpcId", "privateSubnetIds", "databaseSubnetIds"],
    verifies: properties<aws.ec2.VpnGatewayRoutePropagationArgs>(
      "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
      "routeTableId",
      "vpnGatewayId",
    ),
    run: async ({ outputs, aws }) => {
      const subnetIds = [...outputs.privateSubnetIds, ...outputs.databaseSubnetIds];
      return propagationProblems(aws, outputs, "subnet", subnetIds);
    },
  }),
];

/** The problem of each value that is there more than once. */
function twice(what: string, of: string, values: readonly (string | undefined)[]): string[] {
  const repeated = values.filter((value, index) => values.indexOf(value) < index);
  return repeated.map((value) => `${of}: two have ${what} ${value}, expected one of its own each`);
}

/**
 * The log group of a connection's tunnels, for which there is no output.
 *
 * @param index The connection's place in `vpnConnectionIds`.
 */
export function tunnelLogGroupName(environment: string, index: number): string {
  const purpose = index === 0 ? "vpn-tunnels" : `vpn-${index + 1}-tunnels`;
  return `/aws/vendedlogs/${physicalName(environment, purpose)}`;
}
