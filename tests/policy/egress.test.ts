import { egressDestinationTyped } from "../../policy-pack/policies/egress/egress-destination-typed";
import { egressExplicit } from "../../policy-pack/policies/egress/egress-explicit";
import { egressNoAnyProtocol } from "../../policy-pack/policies/egress/egress-no-any-protocol";
import { egressNoInternetCidr } from "../../policy-pack/policies/egress/egress-no-internet-cidr";
import { egressOnpremLimited } from "../../policy-pack/policies/egress/egress-onprem-limited";
import { egressPortRangeBounded } from "../../policy-pack/policies/egress/egress-port-range-bounded";
import { endpointPolicyRestricted } from "../../policy-pack/policies/egress/endpoint-policy-restricted";
import { naclNoAdminPorts } from "../../policy-pack/policies/egress/nacl-no-admin-ports";
import { routeNoIgwInPrivate } from "../../policy-pack/policies/egress/route-no-igw-in-private";
import { sgDefaultClosed } from "../../policy-pack/policies/egress/sg-default-closed";
import { sgIngressNoHighrisk } from "../../policy-pack/policies/egress/sg-ingress-no-highrisk";
import { sgIngressNoOpen } from "../../policy-pack/policies/egress/sg-ingress-no-open";
import { sgNoRuleManagementConflict } from "../../policy-pack/policies/egress/sg-no-rule-management-conflict";
import { sgRuleDescription } from "../../policy-pack/policies/egress/sg-rule-description";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const tcp = { ipProtocol: "tcp", fromPort: 3306, toPort: 3306 };
const group = (props = {}) => draft("ec2.SecurityGroup", "dms", { description: "DMS", ...props });
const egress = (props: object) =>
  draft("vpc.SecurityGroupEgressRule", "out", { ...tcp, securityGroupId: ref("dms"), ...props });
const ingress = (props: object) =>
  draft("vpc.SecurityGroupIngressRule", "in", { ...tcp, securityGroupId: ref("dms"), ...props });
const legacy = (props: object) =>
  draft("ec2.SecurityGroupRule", "rule", {
    type: "egress",
    protocol: "tcp",
    fromPort: 3306,
    toPort: 3306,
    ...props,
  });
const inline = (props: object) =>
  group({ egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, ...props }] });
const lonely = (props: object) =>
  draft("vpc.SecurityGroupEgressRule", "out", { ...tcp, securityGroupId: unknown, ...props });

describeRule(egressNoAnyProtocol, {
  compliant: {
    "a rule of one protocol": [lonely({})],
    "a group without inline rules": [group()],
    "an ingress rule of the legacy form": [legacy({ type: "ingress", protocol: "-1" })],
  },
  violations: {
    "a standalone rule without ports": [[lonely({ ipProtocol: "-1" })], /every protocol/],
    "a standalone rule that hides behind ports": [
      [lonely({ ipProtocol: -1, fromPort: 443, toPort: 443 })],
      /every protocol/,
    ],
    "an inline rule": [[inline({ protocol: "all" })], /egress rule 1 lets out every protocol/],
    "a rule of the legacy form": [[legacy({ protocol: "ALL" })], /every protocol/],
    "a rule of the default group": [
      [draft("ec2.DefaultSecurityGroup", "default", { egress: [{ protocol: "-1" }] })],
      /every protocol/,
    ],
    "a rule after an unknown one": [
      [group({ egress: [unknown, { protocol: "-1" }] })],
      /egress rule 2/,
    ],
  },
  unknown: {
    "an unknown protocol": [lonely({ ipProtocol: unknown })],
    "unknown inline rules": [group({ egress: unknown })],
  },
});

describeRule(egressNoInternetCidr, {
  compliant: {
    "a private range": [lonely({ cidrIpv4: "10.0.0.0/8" })],
    "a group as destination": [lonely({ referencedSecurityGroupId: unknown })],
    "one public address": [lonely({ cidrIpv4: "203.0.113.10/32" })],
  },
  violations: {
    "the IPv4 internet": [[lonely({ cidrIpv4: "0.0.0.0/0" })], /out to 0\.0\.0\.0\/0/],
    "the IPv6 internet": [[lonely({ cidrIpv6: "::/0" })], /out to ::\/0/],
    "half of the internet": [
      [inline({ cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] })],
      /0\.0\.0\.0\/1[^]*128\.0\.0\.0\/1/,
    ],
    "the internet beside an unknown range": [
      [inline({ cidrBlocks: [unknown, "0.0.0.0/0"] })],
      /0\.0\.0\.0\/0/,
    ],
    "the legacy form": [[legacy({ ipv6CidrBlocks: ["::/0"] })], /::\/0/],
  },
  unknown: {
    "an unknown range": [lonely({ cidrIpv4: unknown })],
    "an unknown range in a list": [inline({ cidrBlocks: ["10.0.0.0/8", unknown] })],
  },
});

describeRule(egressExplicit, {
  compliant: {
    "a standalone rule": [group(), egress({})],
    "a rule of the legacy form": [group(), legacy({ securityGroupId: ref("dms") })],
    "inline rules": [inline({})],
    "none on purpose": [group({ egress: [] })],
  },
  violations: {
    "a group that says nothing": [[group()], /does not say `egress: \[\]`/],
    "a group with ingress only": [[group(), ingress({})], /no egress rule/],
    "a group of which another has the rules": [
      [
        group(),
        draft("ec2.SecurityGroup", "other"),
        draft("vpc.SecurityGroupEgressRule", "out", { securityGroupId: ref("other") }),
      ],
      /no egress rule/,
    ],
    "a legacy rule of the other direction": [
      [group(), legacy({ type: "ingress", securityGroupId: ref("dms") })],
      /no egress rule/,
    ],
  },
});

describeRule(egressPortRangeBounded, {
  compliant: {
    "one port": [lonely({})],
    "ten ports": [lonely({ fromPort: 8000, toPort: 8009 })],
    "ICMP, which has no ports": [lonely({ ipProtocol: "icmp", fromPort: -1, toPort: -1 })],
  },
  violations: {
    "eleven ports": [[lonely({ fromPort: 8000, toPort: 8010 })], /ports 8000-8010; 10 are allowed/],
    "a protocol without ports": [
      [draft("vpc.SecurityGroupEgressRule", "out", { ipProtocol: "udp" })],
      /fromPort and toPort/,
    ],
  },
  unknown: { "an unknown port": [lonely({ fromPort: unknown })] },
});

describeRule(egressDestinationTyped, {
  compliant: {
    "a group": [lonely({ referencedSecurityGroupId: ref("out") })],
    "a prefix list": [lonely({ prefixListId: unknown })],
    "a private range": [lonely({ cidrIpv4: "192.168.10.0/24" })],
    "the group itself": [inline({ self: true })],
  },
  violations: {
    "no destination": [[lonely({})], /names no destination/],
    "a public range": [[lonely({ cidrIpv4: "203.0.113.0/24" })], /203\.0\.113\.0\/24, outside of/],
    "text that is no range": [[lonely({ cidrIpv4: "on-premises" })], /no address range/],
    "an inline rule of empty lists": [[inline({ cidrBlocks: [] })], /no destination/],
  },
  unknown: { "an unknown range": [lonely({ cidrIpv4: unknown })] },
});

const vpnRoute = draft("ec2.VpnConnectionRoute", "premises", {
  destinationCidrBlock: "192.168.10.0/24",
});
describeRule(egressOnpremLimited, {
  options: { onPremisesCidrs: ["172.20.0.0/16"] },
  compliant: {
    "MySQL to the premises": [vpnRoute, lonely({ cidrIpv4: "192.168.10.0/24" })],
    "anything inside the VPC": [
      vpnRoute,
      lonely({ cidrIpv4: "10.20.0.0/16", fromPort: 443, toPort: 443 }),
    ],
  },
  violations: {
    "another port to where the VPN leads": [
      [vpnRoute, lonely({ cidrIpv4: "192.168.0.0/16", fromPort: 22, toPort: 22 })],
      /192\.168\.0\.0\/16/,
    ],
    "another port to a declared range": [
      [lonely({ cidrIpv4: "172.20.1.0/24", fromPort: 3306, toPort: 3307 })],
      /172\.20\.1\.0\/24/,
    ],
    "a rule without ports": [
      [lonely({ cidrIpv4: "172.20.0.0/16", fromPort: undefined, toPort: undefined })],
      /172\.20/,
    ],
    "a rule without a last port": [
      [lonely({ cidrIpv4: "172.20.0.0/16", toPort: undefined })],
      /172\.20/,
    ],
    "every port by number": [
      [lonely({ cidrIpv4: "172.20.0.0/16", fromPort: 0, toPort: 65535 })],
      /172\.20/,
    ],
    "every port": [[lonely({ cidrIpv4: "172.20.0.0/16", ipProtocol: "-1" })], /172\.20/],
  },
  unknown: { "an unknown range": [vpnRoute, lonely({ cidrIpv4: unknown })] },
});

describeRule(sgNoRuleManagementConflict, {
  compliant: {
    "standalone rules only": [group(), egress({}), ingress({})],
    "inline rules of the other direction": [group({ egress: [] }), ingress({})],
  },
  violations: {
    "both forms of egress": [[group({ egress: [] }), egress({})], /both inline egress/],
    "both forms of ingress": [[group({ ingress: unknown }), ingress({})], /both inline ingress/],
    "an inline list and a legacy rule": [
      [group({ egress: [] }), legacy({ securityGroupId: ref("dms") })],
      /both inline egress/,
    ],
  },
});

describeRule(sgRuleDescription, {
  compliant: {
    "descriptions everywhere": [group({ egress: [{ description: "MySQL" }] })],
    "a described rule": [lonely({ description: "MySQL to Aurora" })],
  },
  violations: {
    "a group that Pulumi described": [[group({ description: "Managed by Pulumi" })], /the group/],
    "a rule without one": [[lonely({})], /no description/],
    "an inline rule without one": [[inline({})], /egress rule 1/],
  },
  unknown: { "an unknown description": [lonely({ description: unknown })] },
});

const vpc = draft("ec2.Vpc", "vpc");
const defaultGroup = (props = {}) =>
  draft("ec2.DefaultSecurityGroup", "default", { vpcId: ref("vpc"), ...props });
describeRule(sgDefaultClosed, {
  compliant: {
    "an adopted group without rules": [vpc, defaultGroup()],
    "empty lists": [vpc, defaultGroup({ ingress: [], egress: [] })],
    "a VPC behind a remote component": [
      vpc,
      draft("ec2.Subnet", "a"),
      draft("awsx:ec2:Vpc", "component"),
      draft("ec2.DefaultSecurityGroup", "default", { vpcId: ref("a", "vpc", "component") }),
    ],
  },
  violations: {
    "a VPC whose group is not adopted": [[vpc], /not adopted/],
    "a rule": [[vpc, defaultGroup({ egress: [{ protocol: "tcp" }] })], /1 egress rule/],
  },
  unknown: { "unknown rules": [vpc, defaultGroup({ ingress: unknown })] },
});

const open = (port: number) => ingress({ cidrIpv4: "0.0.0.0/0", fromPort: port, toPort: port });
const balancer = (props = {}) =>
  draft("lb.LoadBalancer", "web", { securityGroups: [ref("dms")], ...props });
describeRule(sgIngressNoOpen, {
  compliant: {
    "HTTPS and redirected HTTP of a public load balancer": [group(), open(443), balancer()],
    "port 80 of it": [group(), open(80), balancer({ internal: false })],
    "a private caller": [group(), ingress({ cidrIpv4: "10.0.0.0/8" })],
  },
  violations: {
    "another port": [[group(), open(8443), balancer()], /more than the ports 443, 80/],
    "every protocol": [
      [group(), ingress({ cidrIpv6: "::/0", ipProtocol: "-1" })],
      /more than the ports/,
    ],
    "a group of nothing public": [[group(), open(443)], /belongs to no load balancer/],
    "an internal load balancer": [
      [group(), open(443), balancer({ internal: true })],
      /internal load balancer/,
    ],
    "an inline rule": [
      [
        group({
          ingress: [{ protocol: "tcp", fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] }],
        }),
      ],
      /ingress rule 1/,
    ],
    "the older load balancer type's internal one": [
      [
        group(),
        open(443),
        draft("alb.LoadBalancer", "web", { securityGroups: [ref("dms")], internal: true }),
      ],
      /internal load balancer/,
    ],
  },
  unknown: {
    "a rule's unknown range": [
      draft("vpc.SecurityGroupIngressRule", "in", { ...tcp, cidrIpv4: unknown }),
    ],
  },
});

describeRule(sgIngressNoHighrisk, {
  compliant: {
    "HTTPS from the internet": [open443()],
    "MySQL from a group": [ingressAlone({ referencedSecurityGroupId: unknown })],
  },
  violations: {
    "MySQL from the internet": [[ingressAlone({ cidrIpv4: "0.0.0.0/0" })], /port 3306/],
    "a range of ports with MySQL in it": [
      [ingressAlone({ cidrIpv4: "0.0.0.0/0", fromPort: 3000, toPort: 4000 })],
      /3306/,
    ],
    "every protocol": [[ingressAlone({ cidrIpv6: "::/0", ipProtocol: "-1" })], /many ports/],
  },
  unknown: { "an unknown caller": [ingressAlone({ cidrIpv4: unknown })] },
});

function ingressAlone(props: object) {
  return draft("vpc.SecurityGroupIngressRule", "in", { ...tcp, ...props });
}

function open443() {
  return ingressAlone({ cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 });
}

const acl = (props: object) =>
  draft("ec2.NetworkAcl", "acl", {
    ingress: [{ action: "allow", protocol: "tcp", cidrBlock: "0.0.0.0/0", ...props }],
  });
const aclRule = (props: object) =>
  draft("ec2.NetworkAclRule", "entry", {
    ruleAction: "allow",
    protocol: "6",
    cidrBlock: "0.0.0.0/0",
    fromPort: 22,
    toPort: 22,
    ...props,
  });
describeRule(naclNoAdminPorts, {
  compliant: {
    "another port": [acl({ fromPort: 443, toPort: 443 })],
    "a denied shell": [acl({ action: "deny", fromPort: 22, toPort: 22 })],
    "an egress entry": [aclRule({ egress: true })],
    "a shell from inside": [aclRule({ cidrBlock: "10.0.0.0/8" })],
  },
  violations: {
    "a shell in the ACL": [[acl({ fromPort: 22, toPort: 22 })], /port 22 or 3389/],
    "everything in the ACL": [[acl({ protocol: "-1", fromPort: 0, toPort: 0 })], /port 22 or 3389/],
    "a remote desktop in an entry": [
      [aclRule({ fromPort: 3000, toPort: 4000 })],
      /port 22 or 3389/,
    ],
    "an IPv6 shell in an entry": [
      [aclRule({ cidrBlock: null, ipv6CidrBlock: "::/0" })],
      /port 22 or 3389/,
    ],
  },
  unknown: { "an unknown action": [aclRule({ ruleAction: unknown })] },
});

const subnet = (name: string, tier?: string) =>
  draft("ec2.Subnet", name, tier === undefined ? {} : { tags: { SubnetType: tier } });
const table = draft("ec2.RouteTable", "table");
const link = (name: string) =>
  draft("ec2.RouteTableAssociation", `${name}-link`, {
    subnetId: ref(name),
    routeTableId: ref("table"),
  });
const toInternet = draft("ec2.Route", "out", {
  routeTableId: ref("table"),
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: ref("gateway"),
});
const toNat = draft("ec2.Route", "nat", { routeTableId: ref("table"), natGatewayId: unknown });
const gateway = draft("ec2.InternetGateway", "gateway");
const databases = (...names: string[]) =>
  draft("rds.SubnetGroup", "db", { subnetIds: names.map((name) => ref(name)) });
describeRule(routeNoIgwInPrivate, {
  compliant: {
    "database subnets without routes": [subnet("a"), table, link("a"), databases("a")],
    "replication subnets behind NAT": [
      subnet("a", "Private"),
      table,
      link("a"),
      toNat,
      draft("dms.ReplicationSubnetGroup", "dms", { subnetIds: [ref("a")] }),
    ],
    "a public subnet": [subnet("a", "Public"), table, link("a"), gateway, toInternet],
  },
  violations: {
    "a database subnet with an internet route": [
      [subnet("a"), table, link("a"), gateway, toInternet, databases("a")],
      /subnet a has a route out/,
    ],
    "a database subnet with a NAT route": [
      [subnet("a"), table, link("a"), toNat, databases("a")],
      /subnet a has a route out/,
    ],
    "an inline internet route": [
      [
        subnet("a"),
        draft("ec2.RouteTable", "table", { routes: [{ gatewayId: "igw-1" }] }),
        link("a"),
        databases("a"),
      ],
      /route out/,
    ],
    "an isolated tier with a NAT route": [
      [subnet("a", "Isolated"), table, link("a"), toNat],
      /tier Isolated/,
    ],
  },
  unknown: {
    "which of a component's subnets are meant": [
      subnet("a"),
      subnet("b"),
      table,
      link("a"),
      gateway,
      toInternet,
      draft("rds.SubnetGroup", "db", { subnetIds: ref("a", "b") }),
    ],
  },
});

const endpoint = (policy?: unknown) =>
  draft("ec2.VpcEndpoint", "secrets", policy === undefined ? {} : { policy });
const allowAll = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
describeRule(endpointPolicyRestricted, {
  compliant: {
    "a policy of one action": [
      endpoint(
        JSON.stringify({ Statement: { ...allowAll, Action: "secretsmanager:GetSecretValue" } }),
      ),
    ],
    "a condition on the account": [
      endpoint({
        Statement: [{ ...allowAll, Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }],
      }),
    ],
  },
  violations: {
    "no policy": [[endpoint()], /no policy/],
    "the policy that allows everything": [
      [endpoint(JSON.stringify({ Statement: [allowAll] }))],
      /everything/,
    ],
    "text that is no policy": [[endpoint("{")], /no IAM policy/],
  },
  unknown: { "an unknown policy": [endpoint(unknown)] },
});
