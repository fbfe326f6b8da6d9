import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

const values = z
  .array(z.object({ Value: z.union([z.string(), z.number()]) }))
  .nullable()
  .transform((all) => all?.map(({ Value }) => Value) ?? []);

const tunnel = z.object({
  OutsideIpAddress: z.string(),
  TunnelInsideCidr: z.string().nullable(),
  IkeVersions: values,
  Phase1EncryptionAlgorithms: values,
  Phase2EncryptionAlgorithms: values,
  Phase1IntegrityAlgorithms: values,
  Phase2IntegrityAlgorithms: values,
  Phase1DHGroupNumbers: values,
  Phase2DHGroupNumbers: values,
  StartupAction: z.string().nullable(),
  DpdTimeoutAction: z.string().nullable(),
  LogOptions: z
    .object({
      CloudWatchLogOptions: z.object({
        LogEnabled: z.boolean(),
        LogGroupArn: z.string().optional(),
      }),
    })
    .nullable(),
});

const connection = z.object({
  VpnConnectionId: z.string(),
  State: z.string(),
  Type: z.string(),
  VpnGatewayId: z.string().nullable(),
  CustomerGatewayId: z.string(),
  PreSharedKeyArn: z.string().nullable(),
  StaticRoutesOnly: z.boolean().nullable(),
  Routes: z
    .array(z.object({ DestinationCidrBlock: z.string(), State: z.string() }))
    .nullable()
    .transform((routes) => routes ?? []),
  Tunnels: z
    .array(tunnel)
    .nullable()
    .transform((tunnels) => tunnels ?? []),
});

/**
 * The fields to ask for. Never the whole answer: it holds the customer gateway's configuration, and
 * in that the keys of the tunnels.
 */
const query = `VpnConnections[].${projection(Object.keys(connection.shape), {
  StaticRoutesOnly: "Options.StaticRoutesOnly",
  Tunnels: `Options.TunnelOptions[].${projection(Object.keys(tunnel.shape))}`,
})}`;

/** A JMESPath expression for some fields, each under its own name or where `paths` says. */
function projection(fields: string[], paths: Record<string, string> = {}): string {
  return `{${fields.map((field) => `${field}: ${paths[field] ?? field}`).join(", ")}}`;
}

/** The VPN connections of some ids, in the same order. */
export async function vpnConnectionsOf(aws: AwsCli, ids: readonly string[]) {
  const answer = await aws.read(
    z.array(connection),
    "ec2",
    "describe-vpn-connections",
    "--vpn-connection-ids",
    ...ids,
    "--query",
    query,
  );
  return ids.map((id) =>
    only(
      `VPN connection ${id}`,
      answer.filter(({ VpnConnectionId }) => VpnConnectionId === id),
    ),
  );
}

/** The device at the other end of a VPN connection. */
export async function customerGatewayOf(aws: AwsCli, id: string) {
  const schema = z.object({
    CustomerGateways: z.array(
      z.object({
        CustomerGatewayId: z.string(),
        State: z.string(),
        Type: z.string(),
        IpAddress: z.string().optional(),
        BgpAsn: z.string().optional(),
      }),
    ),
  });
  const operation = ["ec2", "describe-customer-gateways"] as const;
  const answer = await aws.read(schema, ...operation, "--customer-gateway-ids", id);
  return only(`customer gateway ${id}`, answer.CustomerGateways);
}

/** Ids of the VPCs that a VPN gateway is attached to. */
export async function vpcsOfGateway(aws: AwsCli, gatewayId: string): Promise<string[]> {
  const schema = z.object({
    VpnGateways: z.array(
      z.object({ VpcAttachments: z.array(z.object({ VpcId: z.string(), State: z.string() })) }),
    ),
  });
  const answer = await aws.read(
    schema,
    "ec2",
    "describe-vpn-gateways",
    "--vpn-gateway-ids",
    gatewayId,
  );
  return only(`VPN gateway ${gatewayId}`, answer.VpnGateways)
    .VpcAttachments.filter(({ State }) => State === "attached")
    .map(({ VpcId }) => VpcId);
}
