import { egressDestinationTyped } from "../../policy-pack/policies/egress/egress-destination-typed";
import { egressExplicit } from "../../policy-pack/policies/egress/egress-explicit";
import { egressNoAnyProtocol } from "../../policy-pack/policies/egress/egress-no-any-protocol";
import { egressNoInternetCidr } from "../../policy-pack/policies/egress/egress-no-internet-cidr";
import { egressOnpremLimited } from "../../policy-pack/policies/egress/egress-onprem-limited";
import { egressPortRangeBounded } from "../../policy-pack/policies/egress/egress-port-range-bounded";
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
    "the internet in small pieces": [
      [
        inline({
          cidrBlocks: ["0.0.0.0/8", "1.0.0.0/8", "2.0.0.0/8", "3.0.0.0/8"],
        }),
      ],
      /0\.0\.0\.0\/8, 1\.0\.0\.0\/8/,
    ],
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
    "the internet, by no other destination of the list": [
      [inline({ cidrBlocks: ["no range", "10.0.0.0/8", "0.0.0.0/0"] })],
      /out to 0\.0\.0\.0\/0$/,
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
    "a group that says nothing": [[group()], /no `egress: \[\]`/],
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
    "ICMP by its number": [lonely({ ipProtocol: "1", fromPort: -1, toPort: -1 })],
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
    "text that is no range": [[lonely({ cidrIpv4: "on-premises" })], /not an address range/],
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
    "the application of the premises": [
      vpnRoute,
      lonely({ cidrIpv4: "192.168.10.40/32", fromPort: 8443, toPort: 8443 }),
    ],
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
    "another port to where a transit gateway leads": [
      [
        draft("ec2.Route", "transit", {
          destinationCidrBlock: "10.90.4.0/24",
          transitGatewayId: "tgw-1",
        }),
        lonely({ cidrIpv4: "10.90.4.20/32", fromPort: 22, toPort: 22 }),
      ],
      /10\.90\.4\.20/,
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
