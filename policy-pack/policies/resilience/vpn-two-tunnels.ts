import { flag, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach, independently, isGiven, type Props } from "../../lib/unknowns";

export const vpnTwoTunnels = defineRule({
  name: "vpn-two-tunnels",
  title: "Both VPN tunnels carry traffic",
  description: "A VPN connection must have routes, and both tunnels must restart automatically.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["EC2.20"], prowler: ["vpc_vpn_connection_tunnels_up"] },
  remediation:
    "Set dpdTimeoutAction to restart and startupAction to start on both tunnels. If the peer has to begin, set startupAction to add and dpdTimeoutAction to restart or clear. Add an aws.ec2.VpnConnectionRoute for static routing.",
  types: types.vpnConnection,
  resource: ({ props }) =>
    forEach([1, 2], (tunnel) =>
      independently(
        function* () {
          const action = text(props, `tunnel${tunnel}DpdTimeoutAction`);
          if (action !== "restart" && !(action === "clear" && peerBegins(props, tunnel))) {
            yield `tunnel ${tunnel} is not restarted when its peer is gone (DpdTimeoutAction)`;
          }
        },
        function* () {
          if (text(props, `tunnel${tunnel}StartupAction`) !== "start") {
            yield advice(`tunnel ${tunnel} waits for the peer to begin (StartupAction)`);
          }
        },
      ),
    ),
  *companions(vpn, graph) {
    // The routes to a transit gateway's connection are in the gateway's own tables.
    const isAttached = isGiven(vpn.props, "transitGatewayId");
    const isStatic = !isAttached && flag(vpn.props, "staticRoutesOnly") === true;
    if (isStatic && graph.companions(vpn, "vpnConnectionId", types.vpnRoute).length === 0) {
      yield "routing is static and no route leads into the connection";
    }
  },
});

/** A tunnel that is cleared comes back when the peer begins again, as it did at first. */
function peerBegins(props: Props, tunnel: number): boolean {
  return text(props, `tunnel${tunnel}StartupAction`) === "add";
}
