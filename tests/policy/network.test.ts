import { draft, ref, unknown } from "./support/plan";
import { accept, leaveOpen, refuse } from "./support/verdicts";

const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
const ingress = (name: string, props: object) =>
  draft("vpc.SecurityGroupIngressRule", name, { securityGroupId: "sg-0a1b2c3d", ...props });
const egress = (props: object) =>
  draft("vpc.SecurityGroupEgressRule", "out", {
    ...tcp(22),
    cidrIpv4: "192.168.10.0/24",
    ...props,
  });
const halves = ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"];
/** The internet in pieces that are each no longer wide. */
const pieces = Array.from({ length: 200 }, (_, index) => `${index + 16}.0.0.0/8`);

const vpc = draft("ec2.Vpc", "vpc", { cidrBlock: "10.20.0.0/16" });
const subnet = draft("ec2.Subnet", "a", { vpcId: ref("vpc") });
const databaseSubnets = draft("rds.SubnetGroup", "db", { subnetIds: [ref("a")] });
const link = draft("ec2.RouteTableAssociation", "link", {
  subnetId: ref("a"),
  routeTableId: ref("table"),
});
const table = (...routes: readonly object[]) =>
  draft("ec2.RouteTable", "table", { vpcId: ref("vpc"), routes });
const route = (props: object) =>
  draft("ec2.Route", "route", { routeTableId: ref("table"), ...props });
const everywhere = { destinationCidrBlock: "0.0.0.0/0" };
const database = [vpc, subnet, databaseSubnets, link];
const gateway = draft("ec2.VpnGateway", "vgw", { vpcId: ref("vpc") });
const connection = (props: object) =>
  draft("ec2.VpnConnection", "vpn", { vpnGatewayId: ref("vgw"), ...props });
const list = (...cidrs: readonly string[]) =>
  draft("ec2.ManagedPrefixList", "premises", { entries: cidrs.map((cidr) => ({ cidr })) });

describe("Networks by the traffic that they let through", () => {
  describe("ingress", () => {
    refuse([
      ...["47", 50, "esp", "047", " gre "].map(
        (ipProtocol) =>
          [
            "sg-ingress-no-open",
            `protocol ${JSON.stringify(ipProtocol)} on a port, which it has none of`,
            [ingress("in", { ipProtocol, fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" })],
          ] as const,
      ),
      ...(["sg-ingress-no-open", "sg-ingress-no-highrisk"] as const).flatMap((rule) => [
        [
          rule,
          "the internet in pieces, each in a rule of its own",
          pieces.map((cidrIpv4, index) => ingress(`in-${index}`, { ...tcp(3306), cidrIpv4 })),
        ] as const,
        [
          rule,
          "the internet in a prefix list",
          [
            draft("ec2.ManagedPrefixList", "all", { entries: halves.map((cidr) => ({ cidr })) }),
            ingress("in", { ...tcp(3306), prefixListId: ref("all") }),
          ],
        ] as const,
        [
          rule,
          "the internet in a prefix list's separate entries, from an inline rule",
          [
            draft("ec2.ManagedPrefixList", "all"),
            draft("ec2.ManagedPrefixListEntry", "one", {
              prefixListId: ref("all"),
              cidr: "0.0.0.0/0",
            }),
            draft("ec2.SecurityGroup", "group", {
              ingress: [
                { protocol: "tcp", fromPort: 3306, toPort: 3306, prefixListIds: [ref("all")] },
              ],
            }),
          ],
        ] as const,
      ]),
      [
        "egress-no-internet-cidr",
        "the internet in pieces, inline and beside the group",
        [
          draft("ec2.SecurityGroup", "group", {
            egress: pieces
              .slice(0, 100)
              .map((cidr) => ({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [cidr] })),
          }),
          ...pieces.slice(100).map((cidrIpv4, index) =>
            draft("vpc.SecurityGroupEgressRule", `out-${index}`, {
              ...tcp(443),
              cidrIpv4,
              securityGroupId: ref("group"),
            }),
          ),
        ],
      ],
      [
        "egress-no-internet-cidr",
        "a prefix list of pieces",
        [draft("ec2.ManagedPrefixList", "all", { entries: pieces.map((cidr) => ({ cidr })) })],
      ],
      [
        "egress-port-range-bounded",
        "a port of a protocol that has none",
        [egress({ ipProtocol: "47", fromPort: 443, toPort: 443 })],
      ],
    ]);
    accept([
      [
        "sg-ingress-no-open",
        "some ranges of the internet, each in a rule of its own",
        ["203.0.113.0/24", "198.51.100.0/24"].map((cidrIpv4, index) =>
          ingress(`in-${index}`, { ...tcp(8443), cidrIpv4 }),
        ),
      ],
    ]);
  });

  describe("the premises", () => {
    const ways: Readonly<Record<string, readonly ReturnType<typeof draft>[]>> = {
      "a virtual private gateway's route": [
        vpc,
        gateway,
        table(),
        route({ destinationCidrBlock: "192.168.0.0/16", gatewayId: ref("vgw") }),
      ],
      "an inline route to a virtual private gateway": [
        vpc,
        gateway,
        table({ cidrBlock: "192.168.0.0/16", gatewayId: "vgw-0a1b2c3d" }),
      ],
      "an inline route to a transit gateway": [
        vpc,
        table({ cidrBlock: "192.168.0.0/16", transitGatewayId: "tgw-0a1b2c3d" }),
      ],
      "a core network's route": [
        vpc,
        table(),
        route({ destinationCidrBlock: "192.168.0.0/16", coreNetworkArn: unknown }),
      ],
      "a local gateway's route": [
        vpc,
        table({ cidrBlock: "192.168.0.0/16", localGatewayId: "lgw-0a1b2c3d" }),
      ],
      "a transit gateway's own route": [
        draft("ec2transitgateway.Route", "static", { destinationCidrBlock: "192.168.10.0/24" }),
      ],
      "a prefix list of the stack": [
        vpc,
        list("192.168.10.0/24"),
        table(),
        route({ destinationPrefixListId: ref("premises"), transitGatewayId: "tgw-0a1b2c3d" }),
      ],
      "a private NAT gateway": [
        vpc,
        draft("ec2.NatGateway", "private", { connectivityType: "private" }),
        table(),
        route({ destinationCidrBlock: "192.168.10.0/24", natGatewayId: ref("private") }),
      ],
    };
    refuse(
      Object.entries(ways).map(
        ([words, stack]) =>
          ["egress-onprem-limited", `a shell, by ${words}`, [...stack, egress({})]] as const,
      ),
    );
    refuse([
      [
        "egress-onprem-limited",
        "a shell to a prefix list of the premises",
        [
          list("192.168.10.0/24"),
          draft("ec2.VpnConnectionRoute", "static", { destinationCidrBlock: "192.168.10.0/24" }),
          egress({ cidrIpv4: undefined, prefixListId: ref("premises") }),
        ],
      ],
    ]);
    const learned: Readonly<Record<string, readonly ReturnType<typeof draft>[]>> = {
      "routes that are propagated": [
        vpc,
        gateway,
        connection({}),
        table(),
        draft("ec2.VpnGatewayRoutePropagation", "bgp", {
          routeTableId: ref("table"),
          vpnGatewayId: ref("vgw"),
        }),
      ],
      "routes that a table propagates itself": [
        vpc,
        gateway,
        connection({}),
        draft("ec2.RouteTable", "table", { vpcId: ref("vpc"), propagatingVgws: [ref("vgw")] }),
      ],
      "a default route to a transit gateway": [
        vpc,
        table({ cidrBlock: "0.0.0.0/0", transitGatewayId: "tgw-0a1b2c3d" }),
      ],
      "a prefix list of elsewhere": [
        vpc,
        table({ destinationPrefixListId: "pl-0a1b2c3d", transitGatewayId: "tgw-0a1b2c3d" }),
      ],
    };
    leaveOpen(
      Object.entries(learned).map(
        ([words, stack]) =>
          ["egress-onprem-limited", `a shell, with ${words}`, [...stack, egress({})]] as const,
      ),
    );
    accept([
      [
        "egress-onprem-limited",
        "a shell inside the VPC beside learned routes",
        [...learned["routes that are propagated"]!, egress({ cidrIpv4: "10.20.1.0/24" })],
      ],
      [
        "egress-onprem-limited",
        "a shell elsewhere, where the ranges of the premises are given",
        [...learned["routes that are propagated"]!, egress({})],
        { onPremisesCidrs: ["172.16.0.0/12"] },
      ],
    ]);
  });

  describe("routes of databases", () => {
    const out: Readonly<Record<string, readonly ReturnType<typeof draft>[]>> = {
      "a NAT instance": [table(), route({ ...everywhere, networkInterfaceId: unknown })],
      "a NAT instance, inline": [table({ cidrBlock: "0.0.0.0/0", networkInterfaceId: "eni-1" })],
      "an instance": [table(), route({ ...everywhere, instanceId: "i-0a1b2c3d" })],
      "a carrier gateway": [table(), route({ ...everywhere, carrierGatewayId: unknown })],
      "a gateway for IPv6": [
        table({ ipv6CidrBlock: "::/0", egressOnlyGatewayId: "eigw-0a1b2c3d" }),
      ],
      "half of the internet behind an instance": [
        table({ cidrBlock: "128.0.0.0/1", networkInterfaceId: "eni-0a1b2c3d" }),
      ],
      "a prefix list of elsewhere behind an instance": [
        table(),
        route({ destinationPrefixListId: "pl-0a1b2c3d", networkInterfaceId: "eni-0a1b2c3d" }),
      ],
    };
    refuse(
      Object.entries(out).map(
        ([words, stack]) => ["route-no-igw-in-private", words, [...database, ...stack]] as const,
      ),
    );
    leaveOpen([
      [
        "route-no-igw-in-private",
        "a gateway that cannot be known",
        [...database, table(), route({ ...everywhere, gatewayId: unknown })],
      ],
      [
        "route-no-igw-in-private",
        "what lies behind a transit gateway",
        [...database, table(), route({ ...everywhere, transitGatewayId: "tgw-0a1b2c3d" })],
      ],
      [
        "route-no-igw-in-private",
        "another stack's route table",
        [
          vpc,
          subnet,
          databaseSubnets,
          draft("ec2.RouteTableAssociation", "link", {
            subnetId: ref("a"),
            routeTableId: "rtb-0a1b2c3d",
          }),
        ],
      ],
      [
        "route-no-igw-in-private",
        "the main table of another stack's VPC",
        [draft("ec2.Subnet", "a", { vpcId: "vpc-0a1b2c3d" }), databaseSubnets],
      ],
    ]);
    accept([
      [
        "route-no-igw-in-private",
        "the premises, a peer and a firewall for private ranges",
        [
          ...database,
          gateway,
          table(
            { cidrBlock: "192.168.0.0/16", transitGatewayId: "tgw-0a1b2c3d" },
            { cidrBlock: "10.30.0.0/16", vpcPeeringConnectionId: "pcx-0a1b2c3d" },
            { cidrBlock: "10.40.0.0/16", networkInterfaceId: "eni-0a1b2c3d" },
          ),
          route({ destinationCidrBlock: "172.16.0.0/12", gatewayId: ref("vgw") }),
        ],
      ],
      [
        "route-no-igw-in-private",
        "a private NAT gateway to the premises",
        [
          ...database,
          draft("ec2.NatGateway", "private", { connectivityType: "private" }),
          table(),
          route({ destinationCidrBlock: "192.168.0.0/16", natGatewayId: ref("private") }),
        ],
      ],
    ]);
  });

  describe("network ACLs", () => {
    const entry = (ruleNo: number, action: string, props: object = {}) => ({
      ruleNo,
      action,
      protocol: "tcp",
      fromPort: 22,
      toPort: 22,
      cidrBlock: "0.0.0.0/0",
      ...props,
    });
    const acl = (...entries: readonly object[]) =>
      draft("ec2.NetworkAcl", "acl", { ingress: entries });
    const aclRule = (name: string, ruleNumber: number, ruleAction: string) =>
      draft("ec2.NetworkAclRule", name, {
        networkAclId: ref("acl"),
        ruleNumber,
        ruleAction,
        protocol: "-1",
        cidrBlock: "0.0.0.0/0",
      });
    accept([
      ["nacl-no-admin-ports", "a denial before", [acl(entry(100, "allow"), entry(90, "deny"))]],
      [
        "nacl-no-admin-ports",
        "denials of both ports before everything is allowed",
        [
          acl(
            entry(10, "deny"),
            entry(20, "deny", { fromPort: 3389, toPort: 3389 }),
            entry(30, "allow", { protocol: "-1", fromPort: 0, toPort: 0 }),
          ),
        ],
      ],
      [
        "nacl-no-admin-ports",
        "a denial before, in a rule of its own",
        [acl(), aclRule("deny", 10, "deny"), aclRule("allow", 20, "allow")],
      ],
    ]);
    refuse([
      ["nacl-no-admin-ports", "a denial after", [acl(entry(100, "allow"), entry(110, "deny"))]],
      [
        "nacl-no-admin-ports",
        "a denial of a part",
        [acl(entry(100, "allow"), entry(90, "deny", { cidrBlock: "203.0.113.0/24" }))],
      ],
      [
        "nacl-no-admin-ports",
        "a denial of the other port",
        [acl(entry(100, "allow"), entry(90, "deny", { fromPort: 3389, toPort: 3389 }))],
      ],
      [
        "nacl-no-admin-ports",
        "the internet in pieces",
        [acl(...pieces.map((cidrBlock, index) => entry(index, "allow", { cidrBlock })))],
      ],
      [
        "nacl-no-admin-ports",
        "a denial after, in a rule of its own",
        [acl(), aclRule("deny", 30, "deny"), aclRule("allow", 20, "allow")],
      ],
    ]);
  });
});
