import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type ResourceTable } from "../resource";
import { tagMap } from "../tags";
import { ec2Tagging, tagSpecifications } from "./ec2-tags";

/** The emulator takes the device's name and forgets it: it is in the state only. */
const customerGateway = resource<aws.ec2.CustomerGatewayArgs, aws.ec2.CustomerGatewayState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createCustomerGateway({
      Type: inputs.type as "ipsec.1",
      IpAddress: inputs.ipAddress,
      BgpAsn: inputs.bgpAsn === undefined ? undefined : Number(inputs.bgpAsn),
      DeviceName: inputs.deviceName,
      TagSpecifications: tagSpecifications("customer-gateway", inputs.tagsAll),
    });
    return required(made.CustomerGateway?.CustomerGatewayId, "a customer gateway id");
  },
  async read({ id }, { ec2, arn }) {
    const { CustomerGateways } = await ec2.describeCustomerGateways({ CustomerGatewayIds: [id] });
    const found = CustomerGateways?.find(({ State }) => State !== "deleted");
    return (
      found && {
        arn: arn("ec2", `customer-gateway/${id}`),
        type: found.Type,
        ipAddress: found.IpAddress,
        bgpAsn: found.BgpAsn,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  delete: ({ id }, { ec2 }) => ec2.deleteCustomerGateway({ CustomerGatewayId: id }),
  replaceOn: "all",
  tagging: ec2Tagging,
});

const vpnGateway = resource<aws.ec2.VpnGatewayArgs, aws.ec2.VpnGatewayState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createVpnGateway({
      Type: "ipsec.1",
      TagSpecifications: tagSpecifications("vpn-gateway", inputs.tagsAll),
    });
    return required(made.VpnGateway?.VpnGatewayId, "a VPN gateway id");
  },
  async configure(VpnGatewayId, { vpcId }, { ec2 }) {
    const { VpnGateways } = await ec2.describeVpnGateways({ VpnGatewayIds: [VpnGatewayId] });
    const attached = VpnGateways?.[0]?.VpcAttachments?.find(({ State }) => State === "attached");
    if (attached?.VpcId === vpcId) return;
    if (attached) await ec2.detachVpnGateway({ VpnGatewayId, VpcId: attached.VpcId });
    if (vpcId) await ec2.attachVpnGateway({ VpnGatewayId, VpcId: vpcId });
  },
  async read({ id }, { ec2, arn }) {
    const { VpnGateways } = await ec2.describeVpnGateways({ VpnGatewayIds: [id] });
    const found = VpnGateways?.find(({ State }) => State !== "deleted");
    return (
      found && {
        arn: arn("ec2", `vpn-gateway/${id}`),
        amazonSideAsn: String(found.AmazonSideAsn ?? ""),
        vpcId: found.VpcAttachments?.find(({ State }) => State === "attached")?.VpcId,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  async delete({ id, state }, { ec2 }) {
    if (state.vpcId) await ec2.detachVpnGateway({ VpnGatewayId: id, VpcId: state.vpcId });
    await ec2.deleteVpnGateway({ VpnGatewayId: id });
  },
  replaceOn: ["amazonSideAsn", "availabilityZone"],
  tagging: ec2Tagging,
});

/** The emulator takes tunnel options and forgets them: they are in the state only. */
const vpnConnection = resource<aws.ec2.VpnConnectionArgs, aws.ec2.VpnConnectionState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createVpnConnection({
      Type: inputs.type,
      CustomerGatewayId: inputs.customerGatewayId,
      VpnGatewayId: inputs.vpnGatewayId,
      TransitGatewayId: inputs.transitGatewayId,
      Options: { StaticRoutesOnly: inputs.staticRoutesOnly },
      TagSpecifications: tagSpecifications("vpn-connection", inputs.tagsAll),
    });
    return required(made.VpnConnection?.VpnConnectionId, "a VPN connection id");
  },
  async read({ id }, { ec2, arn }) {
    const { VpnConnections } = await ec2.describeVpnConnections({ VpnConnectionIds: [id] });
    const found = VpnConnections?.find(({ State }) => State !== "deleted");
    const [tunnel1Address, tunnel2Address] = tunnelAddresses(found?.CustomerGatewayConfiguration);
    return (
      found && {
        arn: arn("ec2", `vpn-connection/${id}`),
        type: found.Type,
        customerGatewayId: found.CustomerGatewayId,
        vpnGatewayId: found.VpnGatewayId,
        transitGatewayId: found.TransitGatewayId,
        tunnel1Address,
        tunnel2Address,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  // No tunnel option is kept, so there is nothing to change either.
  update: () => Promise.resolve(),
  delete: ({ id }, { ec2 }) => ec2.deleteVpnConnection({ VpnConnectionId: id }),
  replaceOn: ["type", "customerGatewayId", "vpnGatewayId", "transitGatewayId", "staticRoutesOnly"],
  tagging: ec2Tagging,
});

/** The tunnels' addresses at AWS's end. The rest of the configuration holds keys: it is not kept. */
function tunnelAddresses(configuration = ""): string[] {
  const outside = /<vpn_gateway>\s*<tunnel_outside_address>\s*<ip_address>([^<]+)<\/ip_address>/g;
  return [...configuration.matchAll(outside)].map(([, address = ""]) => address);
}

/** The site-to-site VPN. */
export const ec2Vpn: ResourceTable = {
  "aws:ec2/customerGateway:CustomerGateway": customerGateway,
  "aws:ec2/vpnGateway:VpnGateway": vpnGateway,
  "aws:ec2/vpnConnection:VpnConnection": vpnConnection,
};
