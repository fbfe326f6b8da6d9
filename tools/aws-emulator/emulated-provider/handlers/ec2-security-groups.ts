import type { IpPermission, SecurityGroup, SecurityGroupRule } from "@aws-sdk/client-ec2";
import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { resource, type Inputs, type ResourceTable } from "../resource";
import { tagMap } from "../tags";
import { ec2Tagging, tagSpecifications } from "./ec2-tags";

/** A rule as security groups state it in their own inputs. */
type InlineRule = NonNullable<Inputs<aws.ec2.SecurityGroupArgs>["ingress"]>[number];
/** A rule as a resource of its own. Ingress and egress rules have the same shape. */
type RuleArgs = Inputs<aws.vpc.SecurityGroupIngressRuleArgs>;

const allEgress: IpPermission = { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] };

const securityGroup = resource<aws.ec2.SecurityGroupArgs, aws.ec2.SecurityGroupState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createSecurityGroup({
      GroupName: inputs.name,
      Description: inputs.description ?? "Managed by Pulumi",
      VpcId: inputs.vpcId,
      TagSpecifications: tagSpecifications("security-group", inputs.tagsAll),
    });
    return required(made.GroupId, "a security group id");
  },
  // Rules that are resources of their own must survive, so only stated lists are enforced, and
  // beyond them only AWS's own "allow all egress" goes, as in the AWS provider.
  async configure(id, inputs, aws) {
    const group = await findGroup(id, aws);
    await enforce(id, "ingress", group?.IpPermissions, inputs.ingress, aws);
    if (inputs.egress) {
      await enforce(id, "egress", group?.IpPermissionsEgress, inputs.egress, aws);
    } else if (group?.IpPermissionsEgress?.some(isAllEgress)) {
      await aws.ec2.revokeSecurityGroupEgress({ GroupId: id, IpPermissions: [allEgress] });
    }
  },
  async read({ id }, aws) {
    const found = await findGroup(id, aws);
    return found && groupState(found, aws);
  },
  delete: ({ id }, { ec2 }) => ec2.deleteSecurityGroup({ GroupId: id }),
  replaceOn: ["name", "description", "vpcId"],
  autoName: { property: "name", maxLength: 255 },
  tagging: ec2Tagging,
});

/** The group that every VPC is born with: adopted rather than made, and left behind at the end. */
const defaultSecurityGroup = resource<
  aws.ec2.DefaultSecurityGroupArgs,
  aws.ec2.DefaultSecurityGroupState
>({
  async create(inputs, { ec2 }) {
    const { SecurityGroups } = await ec2.describeSecurityGroups({
      Filters: [
        { Name: "vpc-id", Values: [required(inputs.vpcId, "a VPC id")] },
        { Name: "group-name", Values: ["default"] },
      ],
    });
    return required(SecurityGroups?.[0]?.GroupId, "the VPC's default security group");
  },
  async configure(id, inputs, aws) {
    const group = await findGroup(id, aws);
    await enforce(id, "ingress", group?.IpPermissions, inputs.ingress ?? [], aws);
    await enforce(id, "egress", group?.IpPermissionsEgress, inputs.egress ?? [], aws);
    await ec2Tagging.tag(id, inputs.tagsAll ?? {}, aws);
  },
  async read({ id }, aws) {
    const found = await findGroup(id, aws);
    return found && groupState(found, aws);
  },
  delete: () => Promise.resolve(),
  replaceOn: ["vpcId"],
  tagging: ec2Tagging,
});

async function findGroup(id: string, { ec2 }: Aws): Promise<SecurityGroup | undefined> {
  const { SecurityGroups } = await ec2.describeSecurityGroups({ GroupIds: [id] });
  return SecurityGroups?.[0];
}

function groupState(group: SecurityGroup, { arn }: Aws) {
  return {
    arn: arn("ec2", `security-group/${group.GroupId ?? ""}`),
    name: group.GroupName,
    description: group.Description,
    vpcId: group.VpcId,
    ownerId: group.OwnerId,
    ingress: (group.IpPermissions ?? []).map(inlineRule),
    egress: (group.IpPermissionsEgress ?? []).map(inlineRule),
    tagsAll: tagMap(group.Tags),
  };
}

function isAllEgress(permission: IpPermission): boolean {
  return (
    permission.IpProtocol === "-1" &&
    permission.IpRanges?.some(({ CidrIp }) => CidrIp === "0.0.0.0/0") === true
  );
}

/** Makes a group's rules of one direction those that are wanted; leaves them when none are stated. */
async function enforce(
  GroupId: string,
  direction: "ingress" | "egress",
  present: IpPermission[] = [],
  wanted: InlineRule[] | undefined,
  { ec2 }: Aws,
): Promise<void> {
  if (!wanted) return;
  if (present.length > 0) {
    const revoked = { GroupId, IpPermissions: present };
    await (direction === "ingress"
      ? ec2.revokeSecurityGroupIngress(revoked)
      : ec2.revokeSecurityGroupEgress(revoked));
  }
  if (wanted.length > 0) {
    const authorized = { GroupId, IpPermissions: wanted.map((rule) => permission(rule, GroupId)) };
    await (direction === "ingress"
      ? ec2.authorizeSecurityGroupIngress(authorized)
      : ec2.authorizeSecurityGroupEgress(authorized));
  }
}

function permission(rule: InlineRule, ownId: string): IpPermission {
  const Description = rule.description;
  const groups = [...(rule.securityGroups ?? []), ...(rule.self ? [ownId] : [])];
  return {
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    IpRanges: rule.cidrBlocks?.map((CidrIp) => ({ CidrIp, Description })),
    PrefixListIds: rule.prefixListIds?.map((PrefixListId) => ({ PrefixListId, Description })),
    UserIdGroupPairs: groups.map((GroupId) => ({ GroupId, Description })),
  };
}

function inlineRule(permission: IpPermission): InlineRule {
  const { IpRanges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const [described] = [...IpRanges, ...PrefixListIds, ...UserIdGroupPairs];
  return {
    protocol: required(permission.IpProtocol, "a protocol"),
    fromPort: permission.FromPort ?? 0,
    toPort: permission.ToPort ?? 0,
    description: described?.Description,
    cidrBlocks: IpRanges.map(({ CidrIp }) => CidrIp ?? ""),
    prefixListIds: PrefixListIds.map(({ PrefixListId }) => PrefixListId ?? ""),
    securityGroups: UserIdGroupPairs.map(({ GroupId }) => GroupId ?? ""),
  };
}

/** A rule as a resource of its own, in one of the two directions. */
function groupRule(direction: "ingress" | "egress") {
  return resource<aws.vpc.SecurityGroupIngressRuleArgs, aws.vpc.SecurityGroupIngressRuleState>({
    async create(inputs, { ec2 }) {
      const request = {
        GroupId: inputs.securityGroupId,
        IpPermissions: [rulePermission(inputs)],
        TagSpecifications: tagSpecifications("security-group-rule", inputs.tagsAll),
      };
      const made = await (direction === "ingress"
        ? ec2.authorizeSecurityGroupIngress(request)
        : ec2.authorizeSecurityGroupEgress(request));
      return required(made.SecurityGroupRules?.[0]?.SecurityGroupRuleId, "a rule id");
    },
    async read({ id }, { ec2, arn }) {
      const { SecurityGroupRules } = await ec2.describeSecurityGroupRules({
        SecurityGroupRuleIds: [id],
      });
      const found = SecurityGroupRules?.[0];
      return found && { arn: arn("ec2", `security-group-rule/${id}`), ...ruleState(found) };
    },
    async delete({ id, state }, { ec2 }) {
      const request = { GroupId: state.securityGroupId, SecurityGroupRuleIds: [id] };
      await (direction === "ingress"
        ? ec2.revokeSecurityGroupIngress(request)
        : ec2.revokeSecurityGroupEgress(request));
    },
    replaceOn: "all",
    deleteBeforeReplace: true,
    tagging: ec2Tagging,
  });
}

function rulePermission(rule: RuleArgs): IpPermission {
  const Description = rule.description;
  return {
    IpProtocol: rule.ipProtocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    IpRanges: rule.cidrIpv4 ? [{ CidrIp: rule.cidrIpv4, Description }] : undefined,
    PrefixListIds: rule.prefixListId
      ? [{ PrefixListId: rule.prefixListId, Description }]
      : undefined,
    UserIdGroupPairs: rule.referencedSecurityGroupId
      ? [{ GroupId: rule.referencedSecurityGroupId, Description }]
      : undefined,
  };
}

function ruleState(rule: SecurityGroupRule) {
  return {
    securityGroupRuleId: rule.SecurityGroupRuleId,
    securityGroupId: rule.GroupId,
    ipProtocol: rule.IpProtocol,
    fromPort: rule.FromPort,
    toPort: rule.ToPort,
    description: rule.Description,
    cidrIpv4: rule.CidrIpv4,
    prefixListId: rule.PrefixListId,
    referencedSecurityGroupId: rule.ReferencedGroupInfo?.GroupId,
    tagsAll: tagMap(rule.Tags),
  };
}

/** Security groups and their rules. */
export const ec2SecurityGroups: ResourceTable = {
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": defaultSecurityGroup,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("ingress"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("egress"),
};
