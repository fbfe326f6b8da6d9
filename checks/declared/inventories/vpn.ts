import { declaredThing, type Inventory } from "../inventory";
import { type Answer, at, camelCased, listAt, pick, textAt, textsAt } from "../values";
import { ec2Thing } from "./network";

const connectionType = "aws:ec2/vpnConnection:VpnConnection";
const routeType = "aws:ec2/vpnConnectionRoute:VpnConnectionRoute";
const gatewayType = "aws:ec2/vpnGateway:VpnGateway";
const customerType = "aws:ec2/customerGateway:CustomerGateway";

const optionsOfTunnels = "the emulator accepts the options of VPN tunnels and does not return them";

/** Options of a tunnel: the name in a program after `tunnel1` or `tunnel2`, and the path in AWS. */
const tunnelOptions = {
  DpdTimeoutAction: "DpdTimeoutAction",
  DpdTimeoutSeconds: "DpdTimeoutSeconds",
  EnableTunnelLifecycleControl: "EnableTunnelLifecycleControl",
  IkeVersions: "IkeVersions[].Value",
  InsideCidr: "TunnelInsideCidr",
  Phase1DhGroupNumbers: "Phase1DHGroupNumbers[].Value",
  Phase1EncryptionAlgorithms: "Phase1EncryptionAlgorithms[].Value",
  Phase1IntegrityAlgorithms: "Phase1IntegrityAlgorithms[].Value",
  Phase1LifetimeSeconds: "Phase1LifetimeSeconds",
  Phase2DhGroupNumbers: "Phase2DHGroupNumbers[].Value",
  Phase2EncryptionAlgorithms: "Phase2EncryptionAlgorithms[].Value",
  Phase2IntegrityAlgorithms: "Phase2IntegrityAlgorithms[].Value",
  Phase2LifetimeSeconds: "Phase2LifetimeSeconds",
  StartupAction: "StartupAction",
  LogOptions: (tunnel: Answer) => {
    const log = camelCased(at(tunnel, "LogOptions.CloudWatchLogOptions"));
    return { cloudwatchLogOptions: log };
  },
} as const;

const emulatedTunnels = Object.fromEntries(
  [1, 2].flatMap((tunnel) =>
    Object.keys(tunnelOptions).map((option) => [`tunnel${tunnel}${option}`, optionsOfTunnels]),
  ),
);

/** Never the whole answer: it holds the keys of the tunnels. */
const query =
  "VpnConnections[?State!='deleted'].{VpnConnectionId: VpnConnectionId, Type: Type, State: State, CustomerGatewayId: CustomerGatewayId, VpnGatewayId: VpnGatewayId, TransitGatewayId: TransitGatewayId, PreSharedKeyArn: PreSharedKeyArn, Routes: Routes, Tags: Tags, StaticRoutesOnly: Options.StaticRoutesOnly, LocalIpv4NetworkCidr: Options.LocalIpv4NetworkCidr, RemoteIpv4NetworkCidr: Options.RemoteIpv4NetworkCidr, EnableAcceleration: Options.EnableAcceleration, Tunnels: Options.TunnelOptions[].{DpdTimeoutAction: DpdTimeoutAction, DpdTimeoutSeconds: DpdTimeoutSeconds, EnableTunnelLifecycleControl: EnableTunnelLifecycleControl, IkeVersions: IkeVersions, TunnelInsideCidr: TunnelInsideCidr, Phase1DHGroupNumbers: Phase1DHGroupNumbers, Phase1EncryptionAlgorithms: Phase1EncryptionAlgorithms, Phase1IntegrityAlgorithms: Phase1IntegrityAlgorithms, Phase1LifetimeSeconds: Phase1LifetimeSeconds, Phase2DHGroupNumbers: Phase2DHGroupNumbers, Phase2EncryptionAlgorithms: Phase2EncryptionAlgorithms, Phase2IntegrityAlgorithms: Phase2IntegrityAlgorithms, Phase2LifetimeSeconds: Phase2LifetimeSeconds, StartupAction: StartupAction, LogOptions: LogOptions}}";

const connections: Inventory = {
  name: "the VPN connections, with the options of their tunnels and their routes",
  types: [connectionType, routeType],
  defaults: {
    type: "ipsec.1",
    staticRoutesOnly: false,
    enableAcceleration: false,
    localIpv4NetworkCidr: "0.0.0.0/0",
    remoteIpv4NetworkCidr: "0.0.0.0/0",
  },
  hidden: {
    tunnel1EnableTunnelLifecycleControl: "AWS shows it with the tunnel's status only",
    tunnel2EnableTunnelLifecycleControl: "AWS shows it with the tunnel's status only",
  },
  emulatorHides: {
    ...emulatedTunnels,
    tunnel1InsideCidr: optionsOfTunnels,
    presharedKeyStorage: optionsOfTunnels,
    staticRoutesOnly: optionsOfTunnels,
    enableAcceleration: optionsOfTunnels,
    localIpv4NetworkCidr: optionsOfTunnels,
    remoteIpv4NetworkCidr: optionsOfTunnels,
    routes: "the emulator has no routes of VPN connections",
  },
  expected: (declared) =>
    declared.of(connectionType).map((connection) =>
      declaredThing("VPN connection", connection, {
        routes: declared
          .of(routeType)
          .filter(({ inputs }) => inputs["vpnConnectionId"] === connection.id)
          .map(({ inputs }) => inputs["destinationCidrBlock"]),
      }),
    ),
  live: async (ask) => {
    // By the gateway, so that a second connection on it is found.
    const gateways = ask.declared.ids(gatewayType);
    const filter =
      gateways.length > 0
        ? `Name=vpn-gateway-id,Values=${gateways.join(",")}`
        : `Name=vpn-connection-id,Values=${ask.declared.ids(connectionType).join(",")}`;
    const command = ["ec2", "describe-vpn-connections", "--filters", filter] as const;
    return (await ask.list("[]", ...command, "--query", query)).map((connection) => {
      const [first, second] = listAt(connection, "Tunnels");
      return ec2Thing("VPN connection", textAt(connection, "VpnConnectionId"), connection, {
        ...pick(connection, {
          type: "Type",
          customerGatewayId: "CustomerGatewayId",
          vpnGatewayId: "VpnGatewayId",
          transitGatewayId: "TransitGatewayId",
          staticRoutesOnly: "StaticRoutesOnly",
          enableAcceleration: "EnableAcceleration",
          localIpv4NetworkCidr: "LocalIpv4NetworkCidr",
          remoteIpv4NetworkCidr: "RemoteIpv4NetworkCidr",
          routes: "Routes[].DestinationCidrBlock",
        }),
        presharedKeyStorage:
          textAt(connection, "PreSharedKeyArn") === "" ? "Standard" : "SecretsManager",
        ...prefixed("tunnel1", first),
        ...prefixed("tunnel2", second),
      });
    });
  },
};

function prefixed(prefix: string, tunnel: Answer): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(pick(tunnel, tunnelOptions)).map(([name, value]) => [`${prefix}${name}`, value]),
  );
}

const vpnGateways: Inventory = {
  name: "the VPN gateway, and the VPC that it is attached to",
  types: [gatewayType],
  defaults: { amazonSideAsn: 64512 },
  expected: (declared) => declared.of(gatewayType).map((it) => declaredThing("VPN gateway", it)),
  live: async (ask) => {
    const ids = ask.declared.ids(gatewayType);
    const command = ["ec2", "describe-vpn-gateways", "--vpn-gateway-ids", ...ids] as const;
    return (await ask.list("VpnGateways", ...command)).map((it) => {
      const attached = listAt(it, "VpcAttachments").filter(
        (attachment) => textAt(attachment, "State") === "attached",
      );
      return ec2Thing("VPN gateway", textAt(it, "VpnGatewayId"), it, {
        vpcId: textsAt({ attached }, "attached[].VpcId")[0],
        amazonSideAsn: at(it, "AmazonSideAsn") ?? 64512,
      });
    });
  },
};

const customerGateways: Inventory = {
  name: "the customer gateways, with their addresses",
  types: [customerType],
  emulatorHides: { deviceName: "the emulator does not keep the name of a device" },
  expected: (declared) =>
    declared.of(customerType).map((it) => declaredThing("customer gateway", it)),
  live: async (ask) => {
    const ids = ask.declared.ids(customerType);
    const command = [
      "ec2",
      "describe-customer-gateways",
      "--customer-gateway-ids",
      ...ids,
    ] as const;
    return (await ask.list("CustomerGateways", ...command))
      .filter((it) => textAt(it, "State") !== "deleted")
      .map((it) =>
        ec2Thing("customer gateway", textAt(it, "CustomerGatewayId"), it, {
          ...pick(it, {
            bgpAsn: "BgpAsn",
            bgpAsnExtended: "BgpAsnExtended",
            ipAddress: "IpAddress",
            type: "Type",
            deviceName: "DeviceName",
          }),
        }),
      );
  },
};

export const vpnInventories = [connections, vpnGateways, customerGateways];
