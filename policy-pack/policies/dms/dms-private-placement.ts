import { count, record } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven, type Props } from "../../lib/unknowns";

export const dmsPrivatePlacement = defineRule({
  name: "dms-private-placement",
  title: "Replication runs in private subnets with its own security group",
  description:
    "A replication must name its subnet group and its security groups, not the VPC's default group.",
  severity: "high",
  level: "mandatory",
  remediation: "Set replicationSubnetGroupId and vpcSecurityGroupIds.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.VPC.html",
  types: [...types.dmsInstance, ...types.dmsServerless],
  resource: ({ type, props }) =>
    independently(
      function* () {
        if (!isGiven(placement(type, props), "replicationSubnetGroupId")) {
          yield "no replicationSubnetGroupId, so DMS uses the default VPC";
        }
      },
      function* () {
        if (count(placement(type, props), "vpcSecurityGroupIds") === 0) {
          yield "no vpcSecurityGroupIds, so DMS uses the default security group";
        }
      },
    ),
  *companions(node, graph) {
    const property = types.dmsServerless.includes(node.type)
      ? "computeConfig"
      : "vpcSecurityGroupIds";
    const leadsTo = (kind: readonly string[]) =>
      graph.refersTo(node, property, kind).nodes.length > 0;
    // The VPC's own output, defaultSecurityGroupId, where no other group is named.
    const isOfVpc = leadsTo(types.vpc) && !leadsTo(types.securityGroup);
    if (leadsTo(types.defaultSecurityGroup) || isOfVpc) {
      yield "the VPC's default security group is used";
    }
  },
});

function placement(type: string, props: Props): Props {
  return types.dmsServerless.includes(type) ? record(props, "computeConfig") : props;
}
