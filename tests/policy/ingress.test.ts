import { naclNoAdminPorts } from "../../policy-pack/policies/egress/nacl-no-admin-ports";
import { sgDefaultClosed } from "../../policy-pack/policies/egress/sg-default-closed";
import { sgIngressNoHighrisk } from "../../policy-pack/policies/egress/sg-ingress-no-highrisk";
import { sgIngressNoOpen } from "../../policy-pack/policies/egress/sg-ingress-no-open";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const tcp = { ipProtocol: "tcp", fromPort: 3306, toPort: 3306 };
const group = (props = {}) => draft("ec2.SecurityGroup", "dms", { description: "DMS", ...props });
const ingress = (props: object) =>
  draft("vpc.SecurityGroupIngressRule", "in", { ...tcp, securityGroupId: ref("dms"), ...props });
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
    "a VPC whose group is not adopted": [[vpc], /does not adopt/],
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
    "ICMP from the internet, which has no ports": [
      ingressAlone({ cidrIpv4: "0.0.0.0/0", ipProtocol: "icmp", fromPort: -1, toPort: -1 }),
      ingressAlone({ cidrIpv6: "::/0", ipProtocol: "58", fromPort: -1, toPort: -1 }),
    ],
    "HTTPS from the internet": [open443()],
    "MySQL from a group": [ingressAlone({ referencedSecurityGroupId: unknown })],
  },
  violations: {
    "MySQL from the internet in quarters": [
      [
        group({
          ingress: [
            {
              protocol: "6",
              fromPort: 3306,
              toPort: 3306,
              cidrBlocks: ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"],
            },
          ],
        }),
      ],
      /3306/,
    ],
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
    "everything in the VPC's default ACL": [
      [
        draft("ec2.DefaultNetworkAcl", "default", {
          ingress: [{ action: "allow", protocol: -1, ruleNo: 100, cidrBlock: "0.0.0.0/0" }],
        }),
      ],
      /port 22 or 3389/,
    ],
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
