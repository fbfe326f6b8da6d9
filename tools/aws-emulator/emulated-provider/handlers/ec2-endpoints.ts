import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { resource, type ResourceTable } from "../resource";
import { tagMap } from "../tags";
import { ec2Tagging, tagSpecifications } from "./ec2-tags";

const vpcEndpoint = resource<aws.ec2.VpcEndpointArgs, aws.ec2.VpcEndpointState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createVpcEndpoint({
      VpcId: inputs.vpcId,
      ServiceName: inputs.serviceName,
      VpcEndpointType: inputs.vpcEndpointType as "Interface" | "Gateway" | undefined,
      PolicyDocument: inputs.policy,
      RouteTableIds: inputs.routeTableIds,
      SubnetIds: inputs.subnetIds,
      SecurityGroupIds: inputs.securityGroupIds,
      PrivateDnsEnabled: inputs.privateDnsEnabled,
      TagSpecifications: tagSpecifications("vpc-endpoint", inputs.tagsAll),
    });
    return required(made.VpcEndpoint?.VpcEndpointId, "a VPC endpoint id");
  },
  async read({ id }, aws) {
    const { VpcEndpoints } = await aws.ec2.describeVpcEndpoints({ VpcEndpointIds: [id] });
    const found = VpcEndpoints?.find(({ State }) => String(State) !== "deleted");
    return (
      found && {
        arn: aws.arn("ec2", `vpc-endpoint/${id}`),
        vpcId: found.VpcId,
        serviceName: found.ServiceName,
        vpcEndpointType: found.VpcEndpointType,
        policy: found.PolicyDocument,
        state: found.State,
        ownerId: found.OwnerId,
        routeTableIds: found.RouteTableIds,
        subnetIds: found.SubnetIds,
        securityGroupIds: found.Groups?.map(({ GroupId }) => GroupId ?? ""),
        networkInterfaceIds: found.NetworkInterfaceIds,
        privateDnsEnabled: found.PrivateDnsEnabled,
        prefixListId:
          found.VpcEndpointType === "Gateway"
            ? await prefixListId(found.ServiceName ?? "", aws)
            : undefined,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  async update({ id, state }, news, { ec2 }) {
    await ec2.modifyVpcEndpoint({
      VpcEndpointId: id,
      PolicyDocument: news.policy,
      AddRouteTableIds: added(state.routeTableIds, news.routeTableIds),
      RemoveRouteTableIds: added(news.routeTableIds, state.routeTableIds),
      AddSubnetIds: added(state.subnetIds, news.subnetIds),
      RemoveSubnetIds: added(news.subnetIds, state.subnetIds),
      AddSecurityGroupIds: added(state.securityGroupIds, news.securityGroupIds),
      RemoveSecurityGroupIds: added(news.securityGroupIds, state.securityGroupIds),
      PrivateDnsEnabled: news.privateDnsEnabled,
    });
    if (state.prefixListId !== undefined)
      await moveRoutes(id, state.prefixListId, state, news, ec2);
  },
  delete: ({ id }, { ec2 }) => ec2.deleteVpcEndpoints({ VpcEndpointIds: [id] }),
  replaceOn: ["vpcId", "serviceName", "vpcEndpointType"],
  tagging: ec2Tagging,
});

/** Gives the tables their routes to a gateway endpoint, which the emulator does at creation only. */
async function moveRoutes(
  GatewayId: string,
  DestinationPrefixListId: string,
  { routeTableIds: before }: { routeTableIds?: string[] },
  { routeTableIds: after }: { routeTableIds?: string[] },
  ec2: Aws["ec2"],
): Promise<void> {
  for (const RouteTableId of added(before, after)) {
    await ec2.createRoute({ RouteTableId, DestinationPrefixListId, GatewayId });
  }
  for (const RouteTableId of added(after, before)) {
    await ec2.deleteRoute({ RouteTableId, DestinationPrefixListId });
  }
}

/** Items of the second list that are missing from the first. */
function added(before: string[] = [], after: string[] = []): string[] {
  return after.filter((item) => !before.includes(item));
}

async function prefixListId(serviceName: string, { ec2 }: Aws): Promise<string | undefined> {
  const { PrefixLists } = await ec2.describePrefixLists({});
  return PrefixLists?.find(({ PrefixListName }) => PrefixListName === serviceName)?.PrefixListId;
}

const flowLog = resource<aws.ec2.FlowLogArgs, aws.ec2.FlowLogState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createFlowLogs({
      ResourceType: "VPC",
      ResourceIds: [required(inputs.vpcId, "a VPC id")],
      TrafficType: inputs.trafficType as "ALL" | undefined,
      LogDestinationType: inputs.logDestinationType as "cloud-watch-logs" | undefined,
      LogDestination: inputs.logDestination,
      DeliverLogsPermissionArn: inputs.iamRoleArn,
      MaxAggregationInterval: inputs.maxAggregationInterval,
      LogFormat: inputs.logFormat,
      TagSpecifications: tagSpecifications("vpc-flow-log", inputs.tagsAll),
    });
    const refused = made.Unsuccessful?.[0]?.Error;
    if (refused) throw new Error(`${refused.Code ?? ""}: ${refused.Message ?? ""}`);
    return required(made.FlowLogIds?.[0], "a flow log id");
  },
  async read({ id }, { ec2, arn }) {
    const { FlowLogs } = await ec2.describeFlowLogs({ FlowLogIds: [id] });
    const found = FlowLogs?.[0];
    return (
      found && {
        arn: arn("ec2", `vpc-flow-log/${id}`),
        vpcId: found.ResourceId,
        trafficType: found.TrafficType,
        logDestinationType: found.LogDestinationType,
        logDestination: found.LogDestination,
        iamRoleArn: found.DeliverLogsPermissionArn,
        maxAggregationInterval: found.MaxAggregationInterval,
        logFormat: found.LogFormat,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  delete: ({ id }, { ec2 }) => ec2.deleteFlowLogs({ FlowLogIds: [id] }),
  replaceOn: "all",
  tagging: ec2Tagging,
});

/** VPC endpoints and flow logs. */
export const ec2Endpoints: ResourceTable = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ec2/flowLog:FlowLog": flowLog,
};
