import { type Judge } from "./dangerous-change";
import { changedBesides } from "./planned-change";

/** Properties whose change gives both tunnels new endpoints, or interrupts the whole connection. */
const ofBothTunnels: readonly string[] = [
  "customerGatewayId",
  "vpnGatewayId",
  "transitGatewayId",
  "localIpv4NetworkCidr",
  "localIpv6NetworkCidr",
  "remoteIpv4NetworkCidr",
  "remoteIpv6NetworkCidr",
];

/**
 * Changes that take both tunnels of a connection down. Source:
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/endpoint-replacements.html.
 */
export const judgeVpnConnection: Judge = (change) => {
  if (change.operation !== "update") {
    return {
      what: `would be ${change.operation}d`,
      consequence:
        "both tunnels go; a new connection has other addresses and other pre-shared keys, and the data centre is cut off until its device has the new configuration",
      instead:
        "add a second gateway to network.onPremises.gateways, bring its tunnels up, and take the old one out afterwards",
    };
  }
  const properties = changedBesides(change);
  const ofConnection = properties.filter((property) => ofBothTunnels.includes(property));
  if (ofConnection.length > 0) {
    return {
      what: `would be moved (${ofConnection.join(", ")})`,
      consequence: "both tunnels are down while AWS makes new endpoints for them",
      instead:
        "stop the tasks whose sources are behind the connection, or have another connection up, and resume them when the tunnels are up",
    };
  }
  const [first, second] = ["tunnel1", "tunnel2"].map((tunnel) =>
    properties.filter((property) => property.startsWith(tunnel)),
  );
  if (!first?.length || !second?.length) return undefined;
  return {
    what: `would have both tunnels changed at once (${[...first, ...second].join(", ")})`,
    consequence:
      "AWS takes a tunnel down for minutes to change it, and begins with the second before the first is up again: the data centre is cut off",
    instead:
      "change the first of network.onPremises.gateways[].tunnels alone, deploy, see that tunnel up, then change the second",
  };
};

/** A virtual private gateway that goes takes the way to every connection with it. */
export const judgeVpnGateway: Judge = ({ operation }) =>
  operation === "update"
    ? undefined
    : {
        what: `would be ${operation}d`,
        consequence: "every VPN connection of the environment loses its way into the VPC",
        instead: "stop the tasks first, and plan the time in which the data centre is cut off",
      };
