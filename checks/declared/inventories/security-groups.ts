import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { type DeclaredResources } from "../resources";
import { type Answer, at, listAt, textAt, textsAt } from "../values";
import { ec2Thing, inVpc, vpcIdOf } from "./network";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroupType = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const interfaceOwners = ["aws:ec2/vpcEndpoint:VpcEndpoint", groupType];

const isPrefixList = (peer: string) => peer.startsWith("pl-");

interface Rule {
  readonly protocol: string;
  readonly from: string;
  readonly to: string;
  readonly peer: string;
  readonly description: string;
}

/** A rule as a message shows it, such as `tcp 443 sg-1 (Clients)`. */
function ruleText({ protocol, from, to, peer, description }: Rule): string {
  const ports = from === to ? from : `${from}-${to}`;
  const stated = protocol === "-1" ? "every protocol" : `${protocol} ${ports}`;
  if (isPrefixList(peer)) return `${stated} ${peer}`;
  return `${stated} ${peer}${description === "" ? ", no description" : ` (${description})`}`;
}

/** The values of rules; those to prefix lists have their reasons apart. */
function ruleValues(ingress: readonly Rule[], egress: readonly Rule[]) {
  return {
    ingress: ingress.map(ruleText),
    egress: egress.map(ruleText),
    reasonsOfPrefixLists: [...ingress, ...egress]
      .filter(({ peer }) => isPrefixList(peer))
      .map(({ peer, description }) => `${peer}: ${description}`),
  };
}

function declaredRules(declared: DeclaredResources, type: string, groupId: string) {
  return declared
    .of(type)
    .filter(({ inputs }) => inputs["securityGroupId"] === groupId)
    .map(({ inputs }): Rule => {
      const text = (name: string) => textAt(inputs, name);
      const peer = ["referencedSecurityGroupId", "prefixListId", "cidrIpv4", "cidrIpv6"];
      return {
        protocol: text("ipProtocol"),
        from: text("fromPort"),
        to: text("toPort"),
        peer: peer.map(text).find((it) => it !== "") ?? "",
        description: text("description"),
      };
    });
}

function liveRules(permissions: readonly Answer[]): readonly Rule[] {
  return permissions.flatMap((permission) => {
    const peers = [
      ["UserIdGroupPairs", "GroupId"],
      ["PrefixListIds", "PrefixListId"],
      ["IpRanges", "CidrIp"],
      ["Ipv6Ranges", "CidrIpv6"],
    ] as const;
    return peers.flatMap(([list, name]) =>
      listAt(permission, list).map((peer) => ({
        protocol: textAt(permission, "IpProtocol"),
        from: textAt(permission, "FromPort"),
        to: textAt(permission, "ToPort"),
        peer: textAt(peer, name),
        description: textAt(peer, "Description"),
      })),
    );
  });
}

/** Groups in the VPC; of a VPC that was given, those of the stack. */
async function liveGroups(ask: Ask): Promise<readonly Answer[]> {
  const ids = ask.declared.ids(groupType, defaultGroupType);
  const own = ["--filters", `Name=group-id,Values=${ids.join(",")}`];
  const where = vpcIdOf(ask.declared) === "" ? own : inVpc(ask);
  return ask.list("SecurityGroups", "ec2", "describe-security-groups", ...where);
}

const securityGroups: Inventory = {
  name: "the security groups and every rule of each",
  types: [groupType, defaultGroupType, ingressType, egressType],
  expected: (declared) =>
    declared.of(groupType, defaultGroupType).map((group) => {
      const isDefault = group.type === defaultGroupType;
      const own = isDefault ? { name: "default", description: "default VPC security group" } : {};
      return declaredThing("security group", group, {
        ...own,
        ...ruleValues(
          declaredRules(declared, ingressType, group.id),
          declaredRules(declared, egressType, group.id),
        ),
      });
    }),
  hidden: { revokeRulesOnDelete: "it exists in Pulumi only" },
  emulatorHides: {
    reasonsOfPrefixLists: "the emulator keeps no description of a rule to a prefix list",
  },
  live: async (ask) =>
    (await liveGroups(ask)).map((group) => {
      const id = textAt(group, "GroupId");
      const tags = tagsAt(group);
      return {
        id,
        label: `security group ${id} (${textAt(group, "GroupName")})`,
        tags,
        values: {
          tagsAll: declarable(tags),
          name: at(group, "GroupName"),
          description: at(group, "Description"),
          vpcId: at(group, "VpcId"),
          ...ruleValues(
            liveRules(listAt(group, "IpPermissions")),
            liveRules(listAt(group, "IpPermissionsEgress")),
          ),
        },
      };
    }),
};

/**
 * Interfaces that have a group of the stack: no other group may let more in. The application's are
 * left out, as its owners may give it groups of their own.
 */
const networkInterfaces: Inventory = {
  name: "the groups of network interfaces, and no groups of others beside them",
  types: interfaceOwners,
  expected: () => [],
  live: async (ask) => {
    const own = new Set(ask.declared.ids(groupType));
    const application = ask.declared
      .of(groupType)
      .filter(({ inputs }) => String(inputs["name"]).startsWith("migration-application-"))
      .map(({ id }) => id);
    const vpcs = new Set(ask.declared.of(groupType).map(({ inputs }) => String(inputs["vpcId"])));
    const filter = `Name=vpc-id,Values=${[...vpcs].join(",")}`;
    const command = ["ec2", "describe-network-interfaces", "--filters", filter] as const;
    const found = await ask.list("NetworkInterfaces", ...command);
    return found.flatMap((it): Thing[] => {
      const groups = textsAt(it, "Groups[].GroupId");
      const foreign = groups.filter((id) => !own.has(id));
      const isOurs = groups.some((id) => own.has(id) && !application.includes(id));
      if (!isOurs || foreign.length === 0) return [];
      const values = { foreignGroups: foreign, description: at(it, "Description") };
      return [ec2Thing("network interface", textAt(it, "NetworkInterfaceId"), it, values)];
    });
  },
};

export const securityGroupInventories = [securityGroups, networkInterfaces];
