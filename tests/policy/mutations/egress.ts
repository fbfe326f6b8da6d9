import {
  add,
  all,
  at,
  each,
  type Document,
  type Mutate,
  type Mutations,
  without,
} from "../support/mutate";
import { policy, statement } from "./documents";

const dms = at("ec2.SecurityGroup", "dms");
const database = at("ec2.SecurityGroup", "database");
const edge = at("ec2.SecurityGroup", "edge");
const closed = at("ec2.DefaultSecurityGroup", "network-default");
const toErp = at("vpc.SecurityGroupEgressRule", "dms-to-192.168.10.21/32-3306");
const toNameServer = at("vpc.SecurityGroupEgressRule", "network-dns-to-192.168.10.53-udp");
const toEndpoints = at("vpc.SecurityGroupEgressRule", "dms-to-endpoints-egress");
const fromClients = at("vpc.SecurityGroupIngressRule", "edge-https-from-0.0.0.0/0");
const toDatabase = at("vpc.SecurityGroupIngressRule", "dms-target-to-database-ingress");
const endpoint = at("ec2.VpcEndpoint", "network-endpoints-secretsmanager");
const bucketEndpoint = at("ec2.VpcEndpoint", "network-endpoints-s3");
const isolated = at("ec2.RouteTable", "network-vpc-database-1");
const internet = at("ec2.InternetGateway", "network-vpc");

const mysql = { description: "MySQL", fromPort: 3306, toPort: 3306 };
/** A rule in the words of the standalone type that knows both directions, and of inline rules. */
const listed = { ...mysql, protocol: "tcp" };

const everywhere = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/2", "64.0.0.0/4", "1.2.3.4/0"];
const everywhereIpv6 = ["::/0", "0:0:0:0:0:0:0:0/0", "2000::/3", "8000::/1"];

/** A rule of the group in the older standalone form. */
const older = (type: "egress" | "ingress", rule: object): Mutate =>
  add("ec2.SecurityGroupRule", "added", { ...listed, type, securityGroupId: database, ...rule });

/** A rule of a group that has only inline rules. */
const inline = (direction: "egress" | "ingress", rule: object): Mutate =>
  database.set({ [direction]: [{ ...listed, ...rule }] });

const acl = (rule: object): Mutate =>
  add("ec2.NetworkAclRule", "added", {
    ruleNumber: 100,
    protocol: "tcp",
    ruleAction: "allow",
    cidrBlock: "0.0.0.0/0",
    fromPort: 22,
    toPort: 22,
    ...rule,
  });

const aclWithEntry = (entry: object): Mutate =>
  add("ec2.NetworkAcl", "added", {
    ingress: [{ action: "allow", ruleNo: 100, protocol: "-1", fromPort: 0, toPort: 0, ...entry }],
  });

const openEndpoint = (changes: Document): Mutate =>
  endpoint.set({ policy: policy({ Effect: "Allow", Principal: "*", ...changes }) });

export const egressRules: Mutations = {
  "egress-destination-typed": {
    "a public address": toErp.set({ cidrIpv4: "198.51.100.7/32" }),
    "no destination": toErp.remove("cidrIpv4"),
    "an address without a prefix length": toErp.set({ cidrIpv4: "10.0.0.7" }),
    "no group any more": toEndpoints.remove("referencedSecurityGroupId"),
    "a public IPv6 range": toErp.set({ cidrIpv6: "2001:db8::/48" }),
    "an inline rule to a public address": inline("egress", { cidrBlocks: ["198.51.100.7/32"] }),
    "an older rule to a public address": older("egress", { cidrBlocks: ["198.51.100.7/32"] }),
    "one public range in a list": inline("egress", { cidrBlocks: ["10.0.0.0/8", "192.0.2.0/24"] }),
  },
  "egress-explicit": {
    "a group that does not say `egress: []` any more": database.remove("egress"),
    "a group that loses all of its rules": all(
      ...["application-egress", "192.168.10.40", "192.168.10.41"].map((peer) =>
        at("vpc.SecurityGroupEgressRule", `edge-to-${peer}`).drop(),
      ),
    ),
    "a new group that says nothing": add("ec2.SecurityGroup", "added", { description: "silent" }),
  },
  "egress-no-any-protocol": {
    ...each(
      ["-1", "all", "ALL", -1],
      (protocol) => `protocol ${JSON.stringify(protocol)}`,
      (ipProtocol) => toErp.set({ ipProtocol }),
    ),
    "protocol -1 of an inline rule": inline("egress", { protocol: "-1", fromPort: 0, toPort: 0 }),
    "protocol all of an older rule": older("egress", { protocol: "all" }),
    "no protocol": toErp.remove("ipProtocol"),
  },
  "egress-no-internet-cidr": {
    ...each(
      everywhere,
      (cidr) => cidr,
      (cidrIpv4) => toErp.set({ cidrIpv4 }),
    ),
    ...each(
      everywhereIpv6,
      (cidr) => cidr,
      (cidrIpv6) => toErp.set({ cidrIpv6 }),
    ),
    "the internet in halves, inline": inline("egress", {
      cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"],
    }),
    "IPv6 in an inline rule": inline("egress", { ipv6CidrBlocks: ["::/0"] }),
    "IPv6 in an older rule": older("egress", { ipv6CidrBlocks: ["::/0"] }),
    "the internet in an older rule": older("egress", { cidrBlocks: ["0.0.0.0/0"] }),
    "a prefix list of everything": add("ec2.ManagedPrefixList", "added", {
      addressFamily: "IPv4",
      entries: [{ cidr: "10.0.0.0/8" }, { cidr: "0.0.0.0/0" }],
    }),
    "an entry of a prefix list": add("ec2.ManagedPrefixListEntry", "added", { cidr: "::/0" }),
  },
  "egress-port-range-bounded": {
    "every port": toErp.set({ fromPort: 0, toPort: 65535 }),
    "every port of a server for names": toNameServer.set({ fromPort: 0, toPort: 65535 }),
    "eleven ports": toErp.set({ toPort: 3316 }),
    "ports as texts": toErp.set({ fromPort: "3000", toPort: "4000" }),
    "no last port": toErp.remove("toPort"),
    "no ports": toErp.remove("fromPort", "toPort"),
    "every port of an inline rule": inline("egress", { fromPort: 0, toPort: 65535 }),
    "every port of an older rule": older("egress", { fromPort: 1, toPort: 65535 }),
  },
  "endpoint-policy-restricted": {
    "no policy": endpoint.remove("policy"),
    "no condition": bucketEndpoint.json<{ Statement: [Document] }>(
      "policy",
      ({ Statement: [statement] }) => policyOf(without(statement, ["Condition"])),
    ),
    "everything to everybody": openEndpoint({ Action: "*", Resource: "*" }),
    "the same as lists": openEndpoint({
      Action: ["*"],
      Resource: ["*"],
      Principal: { AWS: ["*"] },
    }),
    "a whole service": openEndpoint({ Action: "secretsmanager:*", Resource: "*" }),
    "a condition on TLS only": openEndpoint({
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    }),
    "a second, open statement": endpoint.json<{ Statement: Document[] }>(
      "policy",
      ({ Statement }) => policyOf(...Statement, statement({ Action: "*", Principal: "*" })),
    ),
  },
  "nacl-no-admin-ports": {
    "SSH from everywhere": acl({}),
    "RDP from IPv6": acl({
      cidrBlock: undefined,
      ipv6CidrBlock: "::/0",
      fromPort: 3389,
      toPort: 3389,
    }),
    "every port": acl({ protocol: "-1", fromPort: undefined, toPort: undefined }),
    "a range around SSH, by the protocol's number": acl({
      protocol: "6",
      fromPort: 1,
      toPort: 1024,
    }),
    "every protocol in an entry of the ACL": aclWithEntry({ cidrBlock: "0.0.0.0/0" }),
    "SSH from half the internet in an entry": aclWithEntry({
      cidrBlock: "0.0.0.0/1",
      protocol: "6",
      fromPort: 22,
      toPort: 22,
    }),
  },
  "route-no-igw-in-private": {
    "a route to the internet gateway": add("ec2.Route", "added", {
      routeTableId: isolated,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internet,
    }),
    "a route to another stack's internet gateway": add("ec2.Route", "added", {
      routeTableId: isolated,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: "igw-0a1b2c3d",
    }),
    "a route from the databases to a NAT gateway": add("ec2.Route", "added", {
      routeTableId: isolated,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: at("ec2.NatGateway", "network-nat-1"),
    }),
    "an IPv6 route out": add("ec2.Route", "added", {
      routeTableId: isolated,
      destinationIpv6CidrBlock: "::/0",
      egressOnlyGatewayId: "eigw-0a1b2c3d",
    }),
    "an inline route": isolated.set({ routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet }] }),
    "an inline route by id": isolated.set({
      routes: [{ ipv6CidrBlock: "::/0", gatewayId: "igw-1" }],
    }),
    "an association with a public table": at(
      "ec2.RouteTableAssociation",
      "network-vpc-database-2",
    ).set({ routeTableId: at("ec2.RouteTable", "network-vpc-public-1") }),
    "a public way out of a private subnet": at("ec2.Route", "network-nat-3").set({
      natGatewayId: undefined,
      gatewayId: internet,
    }),
  },
  "sg-default-closed": {
    "no adopted group": closed.drop(),
    "an ingress rule": closed.set({ ingress: [{ ...listed, self: true }] }),
    "an egress rule": closed.set({
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    }),
    "a standalone rule": add("vpc.SecurityGroupEgressRule", "added", {
      ...mysql,
      ipProtocol: "tcp",
      cidrIpv4: "10.40.0.0/16",
      securityGroupId: closed,
    }),
    "an older rule": add("ec2.SecurityGroupRule", "added", {
      ...listed,
      type: "ingress",
      self: true,
      securityGroupId: closed,
    }),
  },
  "sg-ingress-no-highrisk": {
    ...each(
      [...everywhere, "16.0.0.0/7"],
      (cidr) => `MySQL from ${cidr}`,
      (cidrIpv4) => toDatabase.set({ cidrIpv4 }),
    ),
    "MySQL from IPv6": toDatabase.set({ cidrIpv6: "::/0" }),
    "SSH from everywhere": fromClients.set({ fromPort: 22, toPort: 22 }),
    "a range around MySQL": fromClients.set({ fromPort: 3000, toPort: 4000 }),
    "every protocol": fromClients.set({ ipProtocol: "-1" }),
    "an inline rule": inline("ingress", { cidrBlocks: ["0.0.0.0/0"] }),
    "an inline IPv6 rule": inline("ingress", { ipv6CidrBlocks: ["::/0"] }),
    "an older rule": older("ingress", { cidrBlocks: ["0.0.0.0/0"] }),
  },
  "sg-ingress-no-open": {
    "another port": fromClients.set({ fromPort: 8443, toPort: 8443 }),
    "a range of ports": fromClients.set({ toPort: 444 }),
    "every protocol": fromClients.set({ ipProtocol: "-1" }),
    "a group without a load balancer": fromClients.set({ securityGroupId: database }),
    "a load balancer that is internal": at("lb.LoadBalancer", "edge-load-balancer").set({
      internal: true,
    }),
    "an inline rule": inline("ingress", { cidrBlocks: ["0.0.0.0/0"], fromPort: 443, toPort: 443 }),
    "an older IPv6 rule": older("ingress", {
      ipv6CidrBlocks: ["::/0"],
      fromPort: 443,
      toPort: 443,
    }),
    "the internet in eighths": inline("ingress", {
      cidrBlocks: Array.from({ length: 8 }, (_, i) => `${i * 32}.0.0.0/3`),
    }),
    "the internet in many small parts": inline("ingress", {
      cidrBlocks: Array.from({ length: 200 }, (_, i) => `${i + 11}.0.0.0/8`),
    }),
  },
  "sg-no-rule-management-conflict": {
    "inline egress beside standalone egress": dms.set({ egress: [] }),
    "inline ingress beside standalone ingress": edge.set({ ingress: [listed] }),
    "an older rule beside inline egress": older("egress", { cidrBlocks: ["10.40.0.0/16"] }),
  },
  "sg-rule-description": {
    "a rule without": toErp.remove("description"),
    "a rule with an empty one": toDatabase.set({ description: "" }),
    "a group without": dms.remove("description"),
    "a group with Pulumi's own": dms.set({ description: "Managed by Pulumi" }),
    "an inline rule without": inline("ingress", { description: undefined, self: true }),
  },
};

function policyOf(...Statement: readonly Document[]): Document {
  return { Version: "2012-10-17", Statement };
}
