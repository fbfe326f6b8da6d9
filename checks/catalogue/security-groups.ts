import type * as aws from "@pulumi/aws";
import { containsCidr } from "cidr-tools";
import { type Rule, rulesOf, type SecurityGroup, securityGroupsOf } from "../live/ec2";
import { loadBalancerOf } from "../live/elbv2";
import { checksOf, type Deployment, properties } from "../check";
import { differences, ofEach, unless, ofEnvironment, present } from "../expectations";

const check = checksOf("Security groups");

/** No private network is wider: 10.0.0.0/8 is the widest range that is not on the internet. */
const shortestPrefix = 8;

/** The ports that clients of the load balancer use: HTTPS, and HTTP to be redirected. */
const publicPorts = [443, 80];

const egressRule = properties<aws.vpc.SecurityGroupEgressRuleArgs>(
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "securityGroupId",
  "ipProtocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
);

const ingressRule = properties<aws.vpc.SecurityGroupIngressRuleArgs>(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "securityGroupId",
  "referencedSecurityGroupId",
  "fromPort",
  "toPort",
  "cidrIpv4",
);

export const securityGroupChecks = [
  check({
    name: "are named by the environment, and describe their purpose",
    outputs: ["vpcId", "vpcManagedBy"],
    verifies: properties<aws.ec2.SecurityGroupArgs>(
      "aws:ec2/securityGroup:SecurityGroup",
      "name",
      "description",
      "vpcId",
    ),
    run: async (deployment) => {
      const { environment } = deployment;
      const groups = await groupsOf(deployment);
      const own = groups.filter(({ GroupName }) => GroupName !== "default");
      return ofEach("security group", own, (group) =>
        differences(`security group ${group.GroupId} (${group.GroupName})`, group, {
          GroupName: ofEnvironment(environment),
          Description: present,
        }),
      );
    },
  }),
  check({
    name: "let nothing out but on one stated port to a stated peer",
    outputs: ["vpcId", "vpcManagedBy"],
    verifies: egressRule,
    run: async (deployment) =>
      ofEach("security group", await groupsOf(deployment), (group) =>
        rulesOf(group, "egress").flatMap((rule) => egressProblems(group, rule)),
      ),
  }),
  check({
    name: "have a description on egress rules to groups and address ranges",
    outputs: ["vpcId", "vpcManagedBy"],
    verifies: properties<aws.vpc.SecurityGroupEgressRuleArgs>(
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "description",
    ),
    run: (deployment) =>
      undescribedEgress(deployment, ({ prefixListId }) => prefixListId === undefined),
  }),
  check({
    name: "have a description on egress rules to prefix lists",
    outputs: ["vpcId", "vpcManagedBy"],
    verifies: properties<aws.vpc.SecurityGroupEgressRuleArgs>(
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "prefixListId",
      "description",
    ),
    run: (deployment) =>
      undescribedEgress(deployment, ({ prefixListId }) => prefixListId !== undefined),
  }),
  check({
    name: "state egress at all, of the replication instance and of the application",
    outputs: ["vpcId", "dmsSecurityGroupId", "applicationSecurityGroupId", "auroraSecurityGroupId"],
    verifies: properties<aws.vpc.SecurityGroupEgressRuleArgs>(
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "referencedSecurityGroupId",
      "prefixListId",
    ),
    run: async ({ outputs, aws }) => {
      const groups = await securityGroupsOf(aws, outputs.vpcId);
      const clients = [outputs.dmsSecurityGroupId, outputs.applicationSecurityGroupId];
      return clients.flatMap((id) => {
        const rules = rulesOf(groupOf(groups, id), "egress");
        const reaches = (isPeer: (rule: Rule) => boolean, peer: string) =>
          unless(rules.some(isPeer), `security group ${id}: has no egress rule to ${peer}`);
        return [
          ...reaches((rule) => rule.groupId === outputs.auroraSecurityGroupId, "Aurora"),
          ...reaches(
            (rule) => rule.groupId !== undefined && rule.fromPort === 443,
            "the VPC endpoints on port 443",
          ),
          ...reaches((rule) => rule.prefixListId !== undefined, "the prefix list of S3"),
        ];
      });
    },
  }),
  check({
    name: "let nothing out of Aurora and of the VPC endpoints",
    outputs: ["vpcId", "vpcManagedBy", "auroraSecurityGroupId", "dmsSecurityGroupId"],
    verifies: properties<aws.ec2.SecurityGroupArgs>(
      "aws:ec2/securityGroup:SecurityGroup",
      "egress",
    ),
    run: async (deployment) => {
      const groups = await groupsOf(deployment);
      const { dmsSecurityGroupId } = deployment.outputs;
      const peers = rulesOf(groupOf(groups, dmsSecurityGroupId), "egress").map(
        ({ groupId }) => groupId,
      );
      return ofEach(
        "peer of the replication instance",
        groups.filter(({ GroupId }) => peers.includes(GroupId)),
        (group) =>
          differences(`security group ${group.GroupId} (${group.GroupName})`, group, {
            IpPermissionsEgress: [],
          }),
      );
    },
  }),
  check({
    name: "let only other security groups and private ranges of operators into Aurora, on its port",
    outputs: ["vpcId", "auroraSecurityGroupId"],
    verifies: ingressRule,
    controls: ["EC2.18", "EC2.19"],
    run: async ({ outputs, aws }) => {
      const group = groupOf(
        await securityGroupsOf(aws, outputs.vpcId),
        outputs.auroraSecurityGroupId,
      );
      const rules = rulesOf(group, "ingress");
      const ports = [...new Set(rules.map(({ fromPort }) => fromPort))];
      return [
        ...unless(
          ports.length === 1,
          `security group ${group.GroupId} (${group.GroupName}): opens the ports ${ports.join(", ")}, expected the database's only`,
        ),
        ...ofEach(`ingress rule of security group ${group.GroupId}`, rules, (rule) =>
          unless(
            (rule.groupId !== undefined || isPrivate(rule)) && isOnePort(rule),
            `security group ${group.GroupId} (${group.GroupName}): lets in ${describe(rule)}, expected security groups and private ranges on one port only`,
          ),
        ),
      ];
    },
  }),
  check({
    name: "let nothing into the replication instance",
    outputs: ["vpcId", "dmsSecurityGroupId"],
    verifies: ingressRule,
    run: async ({ outputs, aws }) => {
      const groups = await securityGroupsOf(aws, outputs.vpcId);
      const group = groupOf(groups, outputs.dmsSecurityGroupId);
      return differences(`security group ${group.GroupId} (${group.GroupName})`, group, {
        IpPermissions: [],
      });
    },
  }),
  check({
    name: "let only the load balancer into the application",
    outputs: ["vpcId", "applicationSecurityGroupId", "loadBalancerArn"],
    verifies: ingressRule,
    run: async ({ outputs, aws }) => {
      const groups = await securityGroupsOf(aws, outputs.vpcId);
      const group = groupOf(groups, outputs.applicationSecurityGroupId);
      const { SecurityGroups } = await loadBalancerOf(aws, outputs.loadBalancerArn);
      const peers = rulesOf(group, "ingress").map(({ groupId }) => groupId ?? "an address range");
      return differences(
        `security group ${group.GroupId} (${group.GroupName})`,
        { letsIn: [...new Set(peers)] },
        { letsIn: SecurityGroups },
      );
    },
  }),
  check({
    name: "open to addresses outside only the load balancer, on the ports of HTTPS and HTTP",
    outputs: ["vpcId", "vpcManagedBy", "loadBalancerArn", "auroraSecurityGroupId"],
    verifies: ingressRule,
    controls: ["EC2.18", "EC2.19"],
    run: async (deployment) => {
      const { outputs, aws } = deployment;
      const groups = await groupsOf(deployment);
      const { SecurityGroups } = await loadBalancerOf(aws, outputs.loadBalancerArn);
      return ofEach("security group", groups, (group) =>
        rulesOf(group, "ingress")
          // Operators come from private ranges: another check has Aurora's.
          .filter(
            ({ cidr }) => cidr !== undefined && group.GroupId !== outputs.auroraSecurityGroupId,
          )
          .flatMap((rule) =>
            unless(
              SecurityGroups.includes(group.GroupId) &&
                isOnePort(rule) &&
                publicPorts.includes(rule.fromPort ?? 0),
              `security group ${group.GroupId} (${group.GroupName}): lets in ${describe(rule)}, expected address ranges on the load balancer's ports ${publicPorts.join(" and ")} only`,
            ),
          ),
      );
    },
  }),
];

/** In a VPC that the stack made, every group, whoever made that; in another one the stack's own. */
async function groupsOf({
  outputs,
  environment,
  aws,
}: Deployment<"vpcId" | "vpcManagedBy">): Promise<SecurityGroup[]> {
  const groups = await securityGroupsOf(aws, outputs.vpcId);
  const isOwn = ({ Tags }: SecurityGroup) =>
    Tags.some(({ Key, Value }) => Key === "Environment" && Value === environment);
  return outputs.vpcManagedBy === "stack" ? groups : groups.filter(isOwn);
}

/** @throws Error when the VPC has no such group. */
function groupOf(groups: readonly SecurityGroup[], id: string): SecurityGroup {
  const group = groups.find(({ GroupId }) => GroupId === id);
  if (group === undefined) throw new Error(`security group ${id}: is not in the VPC`);
  return group;
}

/** Whether a rule is about a range of private addresses (RFC 1918, RFC 6598). */
function isPrivate({ cidr }: Rule): boolean {
  return cidr !== undefined && containsCidr(privateRanges, cidr);
}

const privateRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

function isOnePort({ protocol, fromPort, toPort }: Rule): boolean {
  return (protocol === "tcp" || protocol === "udp") && fromPort === toPort;
}

function egressProblems(group: SecurityGroup, rule: Rule): string[] {
  const subject = `security group ${group.GroupId} (${group.GroupName}): lets out ${describe(rule)}`;
  const prefix = Number(rule.cidr?.split("/")[1] ?? 32);
  return [
    ...unless(isOnePort(rule), `${subject}, expected one TCP or UDP port`),
    ...unless(
      prefix >= shortestPrefix,
      `${subject}, expected a peer, or a range of /${shortestPrefix} or longer`,
    ),
  ];
}

async function undescribedEgress(
  deployment: Deployment<"vpcId" | "vpcManagedBy">,
  isMeant: (rule: Rule) => boolean,
): Promise<string[]> {
  const rules = (await groupsOf(deployment)).flatMap((group) =>
    rulesOf(group, "egress").map((rule) => ({ group, rule })),
  );
  return ofEach(
    "egress rule of the kind",
    rules.filter(({ rule }) => isMeant(rule)),
    ({ group, rule }) =>
      unless(
        (rule.description ?? "") !== "",
        `security group ${group.GroupId} (${group.GroupName}): lets out ${describe(rule)} without a description, expected one`,
      ),
  );
}

function describe(rule: Rule): string {
  const peer = rule.cidr ?? rule.groupId ?? rule.prefixListId ?? "anyone";
  const ports =
    rule.fromPort === rule.toPort
      ? `port ${rule.fromPort ?? "any"}`
      : `ports ${rule.fromPort ?? "any"} to ${rule.toPort ?? "any"}`;
  return `protocol ${rule.protocol}, ${ports}, ${peer}`;
}
