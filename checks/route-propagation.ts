import { type AwsCli } from "./aws-cli";
import { differences, including, ofEach } from "./expectations";
import { routeTablesOf } from "./live/ec2";
import { vpnConnectionsOf } from "./live/vpn";
import { type OutputValues } from "./outputs";

/**
 * Says which subnets do not get the routes to the data centre from the gateways of the VPN.
 *
 * @param subject The kind of the subnets, as the subject of a message.
 */
export async function propagationProblems(
  aws: AwsCli,
  { vpnConnectionIds, vpcId }: Required<Pick<OutputValues, "vpnConnectionIds" | "vpcId">>,
  subject: string,
  subnetIds: readonly string[],
): Promise<string[]> {
  const connections = await vpnConnectionsOf(aws, vpnConnectionIds);
  const gateways = connections.map(({ VpnGatewayId }) => VpnGatewayId);
  const tables = await routeTablesOf(aws, vpcId, subnetIds);
  return ofEach(subject, tables, ({ subnetId, table }) =>
    differences(
      `route table of subnet ${subnetId}`,
      { PropagatingVgws: table?.PropagatingVgws.map(({ GatewayId }) => GatewayId) },
      { PropagatingVgws: including(...gateways) },
    ),
  );
}
