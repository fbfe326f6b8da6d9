import { add, all, at, each, type Mutate, type Mutations } from "../support/mutate";

const toNameServer = at("vpc.SecurityGroupEgressRule", "network-dns-to-192.168.10.53-udp");

/** A rule to a network of the data centre that nothing else of the stack names. */
const toPremises = (ports: object): Mutate =>
  add("vpc.SecurityGroupEgressRule", "added", {
    ipProtocol: "tcp",
    cidrIpv4: "10.99.1.0/24",
    securityGroupId: at("ec2.SecurityGroup", "dms"),
    ...ports,
  });

export const premisesRules: Mutations = {
  "egress-onprem-limited": {
    ...each(
      [
        { fromPort: 22, toPort: 22 },
        { fromPort: 53, toPort: 3306 },
        { fromPort: 0, toPort: 65535 },
        { fromPort: undefined, toPort: undefined, ipProtocol: "-1" },
      ],
      (ports) => JSON.stringify(ports),
      (ports) =>
        all(
          at("ec2.VpnConnection", "network-vpn").set({ remoteIpv4NetworkCidr: "10.99.0.0/16" }),
          toPremises(ports),
        ),
    ),
    "a way over a transit gateway": all(
      add("ec2.Route", "added", {
        routeTableId: at("ec2.RouteTable", "network-vpc-database-1"),
        destinationCidrBlock: "10.99.0.0/16",
        transitGatewayId: "tgw-0a1b2c3d4e5f60718",
      }),
      toPremises({ fromPort: 22, toPort: 22 }),
    ),
    "a server for names that is asked on another port": all(
      at("ec2.VpnConnection", "network-vpn").set({ remoteIpv4NetworkCidr: "192.168.0.0/16" }),
      toNameServer.set({ fromPort: 853, toPort: 853 }),
    ),
  },
};
