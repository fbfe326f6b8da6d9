import { type Inventory, declaredThing } from "../inventory";
import { at, pick, textAt, textsAt } from "../values";
import { ec2Thing, inVpc, vpcIdOf } from "./network";

const vpcType = "aws:ec2/vpc:Vpc";
const addressType = "aws:ec2/eip:Eip";
const natType = "aws:ec2/natGateway:NatGateway";
const internetType = "aws:ec2/internetGateway:InternetGateway";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const flowLogType = "aws:ec2/flowLog:FlowLog";
const attachmentType = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

/** States of something that is gone, and only shown for a while. */
const gone = ["deleted", "deleting", "rejected", "expired", "failed"];

const internetGateways: Inventory = {
  name: "the internet gateway, and no other way to the internet",
  types: [internetType],
  expected: (declared) =>
    declared.of(internetType).map((it) => declaredThing("internet gateway", it)),
  live: async (ask) => {
    const [gateways, egressOnly] = await Promise.all([
      ask.list(
        "InternetGateways",
        ...(["ec2", "describe-internet-gateways"] as const),
        ...inVpc(ask, "attachment.vpc-id"),
      ),
      ask.list("EgressOnlyInternetGateways", "ec2", "describe-egress-only-internet-gateways"),
    ]);
    const vpcId = vpcIdOf(ask.declared);
    return [
      ...gateways.map((it) =>
        ec2Thing("internet gateway", textAt(it, "InternetGatewayId"), it, { vpcId }),
      ),
      ...egressOnly
        .filter((it) => textsAt(it, "Attachments[].VpcId").includes(vpcId))
        .map((it) => {
          const id = textAt(it, "EgressOnlyInternetGatewayId");
          return ec2Thing("egress-only internet gateway", id, it, { vpcId });
        }),
    ];
  },
};

const natGateways: Inventory = {
  name: "the NAT gateways, each with its subnet and its address",
  types: [natType],
  defaults: { connectivityType: "public" },
  expected: (declared) => declared.of(natType).map((it) => declaredThing("NAT gateway", it)),
  live: async (ask) => {
    const filter = `Name=vpc-id,Values=${vpcIdOf(ask.declared)}`;
    const command = ["ec2", "describe-nat-gateways", "--filter", filter] as const;
    return (await ask.list("NatGateways", ...command))
      .filter((it) => !gone.includes(textAt(it, "State")))
      .map((it) =>
        ec2Thing("NAT gateway", textAt(it, "NatGatewayId"), it, {
          subnetId: at(it, "SubnetId"),
          allocationId: textsAt(it, "NatGatewayAddresses[].AllocationId")[0],
          connectivityType: at(it, "ConnectivityType"),
          moreAddresses: textsAt(it, "NatGatewayAddresses[].AllocationId").slice(1),
        }),
      );
  },
};

const addresses: Inventory = {
  name: "the fixed addresses, each kept for its NAT gateway",
  types: [addressType],
  emulatorHides: { attached: "the emulator associates no address with a NAT gateway" },
  expected: (declared) =>
    declared
      .of(addressType)
      .map((it) =>
        declaredThing("address", it, { publicIp: it.outputs["publicIp"], attached: true }),
      ),
  live: async (ask) => {
    const filter = `Name=allocation-id,Values=${ask.declared.ids(addressType).join(",")}`;
    const found = await ask.list("Addresses", "ec2", "describe-addresses", "--filters", filter);
    return found.map((it) =>
      ec2Thing("address", textAt(it, "AllocationId"), it, {
        publicIp: at(it, "PublicIp"),
        attached: textAt(it, "AssociationId") !== "",
      }),
    );
  },
};

const endpoints: Inventory = {
  name: "the VPC endpoints, each with its policy, groups, subnets and tables",
  types: [endpointType],
  defaults: { privateDnsEnabled: false },
  expected: (declared) => declared.of(endpointType).map((it) => declaredThing("VPC endpoint", it)),
  live: async (ask) => {
    // The owner of a VPC that was given may have endpoints too.
    const ids = ask.declared.ids(endpointType);
    const vpcId = vpcIdOf(ask.declared);
    return (await ask.list("VpcEndpoints", "ec2", "describe-vpc-endpoints"))
      .filter((it) => textAt(it, "VpcId") === vpcId || ids.includes(textAt(it, "VpcEndpointId")))
      .filter((it) => !gone.includes(textAt(it, "State").toLowerCase()))
      .map((it) => {
        const id = textAt(it, "VpcEndpointId");
        const thing = ec2Thing("VPC endpoint", id, it, {
          ...pick(it, {
            policy: "PolicyDocument",
            serviceName: "ServiceName",
            vpcEndpointType: "VpcEndpointType",
            vpcId: "VpcId",
            routeTableIds: "RouteTableIds",
            subnetIds: "SubnetIds",
            securityGroupIds: "Groups[].GroupId",
            privateDnsEnabled: (endpoint) =>
              textAt(endpoint, "VpcEndpointType") === "Gateway"
                ? undefined
                : at(endpoint, "PrivateDnsEnabled"),
          }),
        });
        return { ...thing, label: `VPC endpoint ${id} (${textAt(it, "ServiceName")})` };
      });
  },
};

const flowLogs: Inventory = {
  name: "the flow logs of the VPC",
  types: [flowLogType],
  defaults: { status: "ACTIVE" },
  expected: (declared) => declared.of(flowLogType).map((it) => declaredThing("flow log", it)),
  live: async (ask) => {
    // The owner of a VPC that was given may have flow logs too.
    const ids = ask.declared.ids(flowLogType);
    const vpcId = vpcIdOf(ask.declared);
    const where =
      vpcId === "" ? `flow-log-id,Values=${ids.join(",")}` : `resource-id,Values=${vpcId}`;
    const command = ["ec2", "describe-flow-logs", "--filter", `Name=${where}`] as const;
    return (await ask.list("FlowLogs", ...command)).map((it) =>
      ec2Thing("flow log", textAt(it, "FlowLogId"), it, {
        ...pick(it, {
          status: "FlowLogStatus",
          trafficType: "TrafficType",
          vpcId: "ResourceId",
          iamRoleArn: "DeliverLogsPermissionArn",
          maxAggregationInterval: "MaxAggregationInterval",
          logDestinationType: "LogDestinationType",
        }),
        // AWS names the log group, or its ARN, depending on how the flow log was made.
        logDestination: textAt(it, "LogDestination").replace(/:\*$/, "") || at(it, "LogGroupName"),
      }),
    );
  },
};

const peerings: Inventory = {
  name: "no peering with another VPC",
  types: [vpcType],
  expected: () => [],
  live: async (ask) => {
    const sides = ["requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id"];
    const found = await Promise.all(
      sides.map((side) =>
        ask.list(
          "VpcPeeringConnections",
          "ec2",
          "describe-vpc-peering-connections",
          ...inVpc(ask, side),
        ),
      ),
    );
    return found
      .flat()
      .filter((it) => !gone.includes(textAt(it, "Status.Code")))
      .map((it) =>
        ec2Thing("VPC peering", textAt(it, "VpcPeeringConnectionId"), it, {
          from: at(it, "RequesterVpcInfo.VpcId"),
          to: at(it, "AccepterVpcInfo.VpcId"),
          owner: at(it, "RequesterVpcInfo.OwnerId"),
        }),
      );
  },
};

const attachments: Inventory = {
  name: "the attachments of the VPC to transit gateways",
  types: [vpcType, attachmentType],
  defaults: { ipv6Support: "disable", applianceModeSupport: "disable", state: "available" },
  notInEmulator: "the transit gateway is there before the stack, and the emulator starts empty",
  hidden: {
    transitGatewayDefaultRouteTableAssociation: "AWS shows it at the transit gateway only",
    transitGatewayDefaultRouteTablePropagation: "AWS shows it at the transit gateway only",
  },
  expected: (declared) =>
    declared.of(attachmentType).map((it) => declaredThing("transit gateway attachment", it)),
  live: async (ask) =>
    (
      await ask.list(
        "TransitGatewayVpcAttachments",
        "ec2",
        "describe-transit-gateway-vpc-attachments",
        ...inVpc(ask),
      )
    )
      .filter((it) => !gone.includes(textAt(it, "State")))
      .map((it) =>
        ec2Thing("transit gateway attachment", textAt(it, "TransitGatewayAttachmentId"), it, {
          ...pick(it, {
            state: "State",
            transitGatewayId: "TransitGatewayId",
            vpcId: "VpcId",
            subnetIds: "SubnetIds",
            dnsSupport: "Options.DnsSupport",
            ipv6Support: "Options.Ipv6Support",
            applianceModeSupport: "Options.ApplianceModeSupport",
            securityGroupReferencingSupport: "Options.SecurityGroupReferencingSupport",
          }),
        }),
      ),
};

export const gatewayInventories = [
  internetGateways,
  natGateways,
  addresses,
  endpoints,
  flowLogs,
  peerings,
  attachments,
];
