import type * as aws from "@pulumi/aws";
import type { Aws } from "../aws";
import { resource, type ResourceTable, type Tagging } from "../resource";
import { tagList, tagMap } from "../tags";

interface Described {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string;
}

interface Endpoint extends Described {
  readonly Direction: string;
  readonly HostVPCId: string;
  readonly SecurityGroupIds: string[];
}

interface Rule extends Described {
  readonly DomainName: string;
  readonly RuleType: string;
  readonly ResolverEndpointId: string;
  readonly TargetIps: { readonly Ip: string; readonly Port: number }[];
}

interface Address {
  readonly IpId: string;
  readonly SubnetId: string;
}

const tagging: Tagging = {
  target: "arn",
  tag: (ResourceArn, tags, { resolver }) =>
    resolver.call("TagResource", { ResourceArn, Tags: tagList(tags) }),
  untag: (ResourceArn, TagKeys, { resolver }) =>
    resolver.call("UntagResource", { ResourceArn, TagKeys }),
};

async function tagsOf({ resolver }: Aws, ResourceArn: string) {
  const answer = await resolver.call<{ Tags: { Key: string; Value: string }[] }>(
    "ListTagsForResource",
    { ResourceArn },
  );
  return tagMap(answer.Tags);
}

/** Token by which the service recognises repeated requests: each creation has a new one. */
const CreatorRequestId = () => crypto.randomUUID();

async function addressesOf({ resolver }: Aws, ResolverEndpointId: string): Promise<Address[]> {
  const answer = await resolver.call<{ IpAddresses: Address[] }>(
    "ListResolverEndpointIpAddresses",
    { ResolverEndpointId },
  );
  return answer.IpAddresses;
}

const endpoint = resource<aws.route53.ResolverEndpointArgs, aws.route53.ResolverEndpointState>({
  async create(inputs, { resolver }) {
    const made = await resolver.call<{ ResolverEndpoint: Endpoint }>("CreateResolverEndpoint", {
      CreatorRequestId: CreatorRequestId(),
      Name: inputs.name,
      Direction: inputs.direction,
      SecurityGroupIds: inputs.securityGroupIds,
      IpAddresses: inputs.ipAddresses.map(({ subnetId }) => ({ SubnetId: subnetId })),
      Tags: tagList(inputs.tagsAll),
    });
    return made.ResolverEndpoint.Id;
  },
  async read({ id }, aws) {
    const { ResolverEndpoint: found } = await aws.resolver.call<{ ResolverEndpoint: Endpoint }>(
      "GetResolverEndpoint",
      { ResolverEndpointId: id },
    );
    const addresses = await addressesOf(aws, id);
    return {
      arn: found.Arn,
      name: found.Name,
      direction: found.Direction,
      hostVpcId: found.HostVPCId,
      securityGroupIds: found.SecurityGroupIds,
      ipAddresses: addresses.map(({ SubnetId }) => ({ subnetId: SubnetId })),
      tagsAll: await tagsOf(aws, found.Arn),
    };
  },
  async update({ id: ResolverEndpointId }, news, aws) {
    const { resolver } = aws;
    await resolver.call("UpdateResolverEndpoint", { ResolverEndpointId, Name: news.name });
    const wanted = news.ipAddresses.map(({ subnetId }) => subnetId);
    const present = await addressesOf(aws, ResolverEndpointId);
    for (const SubnetId of wanted.filter((id) => !present.some((it) => it.SubnetId === id))) {
      const IpAddress = { SubnetId };
      await resolver.call("AssociateResolverEndpointIpAddress", { ResolverEndpointId, IpAddress });
    }
    for (const { IpId, SubnetId } of present.filter((it) => !wanted.includes(it.SubnetId))) {
      const IpAddress = { IpId, SubnetId };
      await resolver.call("DisassociateResolverEndpointIpAddress", {
        ResolverEndpointId,
        IpAddress,
      });
    }
  },
  delete: ({ id }, { resolver }) =>
    resolver.call("DeleteResolverEndpoint", { ResolverEndpointId: id }),
  replaceOn: ["direction", "securityGroupIds"],
  tagging,
});

/** The emulator cannot change a rule: AWS could change its name, its targets and its endpoint. */
const rule = resource<aws.route53.ResolverRuleArgs, aws.route53.ResolverRuleState>({
  async create(inputs, { resolver }) {
    const made = await resolver.call<{ ResolverRule: Rule }>("CreateResolverRule", {
      CreatorRequestId: CreatorRequestId(),
      Name: inputs.name,
      RuleType: inputs.ruleType,
      DomainName: inputs.domainName,
      ResolverEndpointId: inputs.resolverEndpointId,
      TargetIps: inputs.targetIps?.map(({ ip, port }) => ({ Ip: ip, Port: port })),
      Tags: tagList(inputs.tagsAll),
    });
    return made.ResolverRule.Id;
  },
  async read({ id }, aws) {
    const { ResolverRule: found } = await aws.resolver.call<{ ResolverRule: Rule }>(
      "GetResolverRule",
      { ResolverRuleId: id },
    );
    return {
      arn: found.Arn,
      name: found.Name,
      ruleType: found.RuleType,
      domainName: found.DomainName.replace(/\.$/, ""),
      resolverEndpointId: found.ResolverEndpointId,
      targetIps: found.TargetIps.map(({ Ip, Port }) => ({ ip: Ip, port: Port })),
      tagsAll: await tagsOf(aws, found.Arn),
    };
  },
  delete: ({ id }, { resolver }) => resolver.call("DeleteResolverRule", { ResolverRuleId: id }),
  replaceOn: "all",
  tagging,
});

const association = resource<
  aws.route53.ResolverRuleAssociationArgs,
  aws.route53.ResolverRuleAssociationState
>({
  async create({ resolverRuleId, vpcId, name }, { resolver }) {
    const made = await resolver.call<{ ResolverRuleAssociation: { Id: string } }>(
      "AssociateResolverRule",
      { ResolverRuleId: resolverRuleId, VPCId: vpcId, Name: name },
    );
    return made.ResolverRuleAssociation.Id;
  },
  async read({ id }, { resolver }) {
    const { ResolverRuleAssociation: found } = await resolver.call<{
      ResolverRuleAssociation: { ResolverRuleId: string; VPCId: string; Name: string };
    }>("GetResolverRuleAssociation", { ResolverRuleAssociationId: id });
    return { resolverRuleId: found.ResolverRuleId, vpcId: found.VPCId, name: found.Name };
  },
  delete: ({ state }, { resolver }) =>
    resolver.call("DisassociateResolverRule", {
      ResolverRuleId: state.resolverRuleId,
      VPCId: state.vpcId,
    }),
  replaceOn: "all",
  deleteBeforeReplace: true,
});

/** Route 53 Resolver: who answers for which names. */
export const route53Resolver: ResourceTable = {
  "aws:route53/resolverEndpoint:ResolverEndpoint": endpoint,
  "aws:route53/resolverRule:ResolverRule": rule,
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation": association,
};
