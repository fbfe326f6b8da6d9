import type * as aws from "@pulumi/aws";
import { physicalName } from "../../../lib/names";
import { logGroupNameOf } from "../live/logs";
import { routeTablesOf } from "../live/ec2";
import { customerGatewayOf, vpcsOfGateway, vpnConnectionOf } from "../live/vpn";
import { checksOf, properties } from "../support/check";
import {
  between,
  differences,
  everyOne,
  including,
  matching,
  ofEach,
  oneOf,
  present,
  unless,
} from "../support/expectations";

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
    outputs: ["vpnConnectionId", "vpcId"],
    verifies: [
      ...properties<aws.ec2.VpnConnectionArgs>(
        "aws:ec2/vpnConnection:VpnConnection",
        "type",
        "vpnGatewayId",
      ),
      ...properties<aws.ec2.VpnGatewayArgs>("aws:ec2/vpnGateway:VpnGateway", "vpcId"),
    ],
    run: async ({ outputs, aws }) => {
      const connection = await vpnConnectionOf(aws, outputs.vpnConnectionId);
      const { VpnGatewayId } = connection;
      const vpcs = VpnGatewayId === null ? [] : await vpcsOfGateway(aws, VpnGatewayId);
      return [
        ...differences(`VPN connection ${connection.VpnConnectionId}`, connection, {
          State: "available",
          Type: "ipsec.1",
          VpnGatewayId: present,
        }),
        ...differences(
          `VPN gateway ${VpnGatewayId ?? "of the connection"}`,
          { attachedTo: vpcs },
          { attachedTo: [outputs.vpcId] },
        ),
      ];
    },
  }),
  check({
    name: "ends at a device of the data centre that has an address and an AS number",
    outputs: ["vpnConnectionId"],
    verifies: properties<aws.ec2.CustomerGatewayArgs>(
      "aws:ec2/customerGateway:CustomerGateway",
      "type",
      "ipAddress",
      "bgpAsn",
    ),
    run: async ({ outputs, aws }) => {
      const { CustomerGatewayId } = await vpnConnectionOf(aws, outputs.vpnConnectionId);
      const found = await customerGatewayOf(aws, CustomerGatewayId);
      return differences(`customer gateway ${CustomerGatewayId}`, found, {
        State: "available",
        Type: "ipsec.1",
        IpAddress: present,
        BgpAsn: present,
      });
    },
  }),
  check({
    name: "has two tunnels that agree on strong encryption only",
    outputs: ["vpnConnectionId"],
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
      const { VpnConnectionId, Tunnels } = await vpnConnectionOf(aws, outputs.vpnConnectionId);
      return [
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
      ];
    },
  }),
  check({
    name: "starts its tunnels itself, restarts them, and logs them",
    outputs: ["vpnConnectionId"],
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
      const { Tunnels } = await vpnConnectionOf(aws, outputs.vpnConnectionId);
      return ofEach("VPN tunnel", Tunnels, (tunnel) => [
        ...differences(`VPN tunnel ${tunnel.OutsideIpAddress}`, tunnel, {
          StartupAction: "start",
          DpdTimeoutAction: "restart",
        }),
        ...differences(
          `logs of VPN tunnel ${tunnel.OutsideIpAddress}`,
          {
            LogEnabled: tunnel.LogOptions?.CloudWatchLogOptions.LogEnabled,
            logGroup: logGroupNameOf(tunnel.LogOptions?.CloudWatchLogOptions.LogGroupArn ?? ""),
          },
          { LogEnabled: true, logGroup: tunnelLogGroupName(environment) },
        ),
      ]);
    },
  }),
  check({
    name: "keeps the keys of its tunnels in Secrets Manager",
    outputs: ["vpnConnectionId"],
    verifies: properties<aws.ec2.VpnConnectionArgs>(
      "aws:ec2/vpnConnection:VpnConnection",
      "presharedKeyStorage",
    ),
    run: async ({ outputs, aws }) => {
      const connection = await vpnConnectionOf(aws, outputs.vpnConnectionId);
      return differences(`VPN connection ${connection.VpnConnectionId}`, connection, {
        PreSharedKeyArn: present,
      });
    },
  }),
  check({
    name: "has a route to the data centre, by BGP or stated",
    outputs: ["vpnConnectionId"],
    verifies: properties<aws.ec2.VpnConnectionRouteArgs>(
      "aws:ec2/vpnConnectionRoute:VpnConnectionRoute",
      "vpnConnectionId",
      "destinationCidrBlock",
    ),
    run: async ({ outputs, aws }) => {
      const connection = await vpnConnectionOf(aws, outputs.vpnConnectionId);
      if (connection.StaticRoutesOnly !== true) return [];
      return ofEach(
        `route of VPN connection ${connection.VpnConnectionId}`,
        connection.Routes,
        (route) =>
          differences(
            `route of VPN connection ${connection.VpnConnectionId} to ${route.DestinationCidrBlock}`,
            route,
            { State: "available" },
          ),
      );
    },
  }),
  check({
    name: "tells the private and the database subnets the way to the data centre",
    outputs: ["vpnConnectionId", "vpcId", "privateSubnetIds", "databaseSubnetIds"],
    verifies: properties<aws.ec2.VpnGatewayRoutePropagationArgs>(
      "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
      "routeTableId",
      "vpnGatewayId",
    ),
    run: async ({ outputs, aws }) => {
      const { VpnGatewayId } = await vpnConnectionOf(aws, outputs.vpnConnectionId);
      const subnetIds = [...outputs.privateSubnetIds, ...outputs.databaseSubnetIds];
      const tables = await routeTablesOf(aws, outputs.vpcId, subnetIds);
      return ofEach("subnet", tables, ({ subnetId, table }) =>
        differences(
          `route table of subnet ${subnetId}`,
          { PropagatingVgws: table?.PropagatingVgws.map(({ GatewayId }) => GatewayId) },
          { PropagatingVgws: including(VpnGatewayId) },
        ),
      );
    },
  }),
];

/** The log group of the tunnels, for which there is no output. */
export function tunnelLogGroupName(environment: string): string {
  return `/aws/vendedlogs/${physicalName(environment, "vpn-tunnels")}`;
}
