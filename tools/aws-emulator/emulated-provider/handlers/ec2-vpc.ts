import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type ResourceTable } from "../resource";
import { tagMap } from "../tags";
import { ec2Tagging, tagSpecifications } from "./ec2-tags";

const vpc = resource<aws.ec2.VpcArgs, aws.ec2.VpcState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createVpc({
      CidrBlock: inputs.cidrBlock,
      InstanceTenancy: inputs.instanceTenancy as "default" | undefined,
      TagSpecifications: tagSpecifications("vpc", inputs.tagsAll),
    });
    return required(made.Vpc?.VpcId, "a VPC id");
  },
  async configure(VpcId, inputs, { ec2 }) {
    const EnableDnsSupport = { Value: inputs.enableDnsSupport ?? true };
    const EnableDnsHostnames = { Value: inputs.enableDnsHostnames ?? false };
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport });
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames });
  },
  async read({ id }, { ec2, arn }) {
    const Filters = [{ Name: "vpc-id", Values: [id] }];
    const [{ Vpcs }, support, hostnames, tables, acls, groups] = await Promise.all([
      ec2.describeVpcs({ VpcIds: [id] }),
      ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsSupport" }),
      ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsHostnames" }),
      ec2.describeRouteTables({
        Filters: [...Filters, { Name: "association.main", Values: ["true"] }],
      }),
      ec2.describeNetworkAcls({ Filters: [...Filters, { Name: "default", Values: ["true"] }] }),
      ec2.describeSecurityGroups({
        Filters: [...Filters, { Name: "group-name", Values: ["default"] }],
      }),
    ]);
    const found = Vpcs?.[0];
    const mainRouteTableId = tables.RouteTables?.[0]?.RouteTableId;
    return (
      found && {
        arn: arn("ec2", `vpc/${id}`),
        cidrBlock: found.CidrBlock,
        instanceTenancy: found.InstanceTenancy,
        dhcpOptionsId: found.DhcpOptionsId,
        ownerId: found.OwnerId,
        enableDnsSupport: support.EnableDnsSupport?.Value,
        enableDnsHostnames: hostnames.EnableDnsHostnames?.Value,
        mainRouteTableId,
        defaultRouteTableId: mainRouteTableId,
        defaultNetworkAclId: acls.NetworkAcls?.[0]?.NetworkAclId,
        defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  delete: ({ id }, { ec2 }) => ec2.deleteVpc({ VpcId: id }),
  replaceOn: ["cidrBlock"],
  tagging: ec2Tagging,
});

const subnet = resource<aws.ec2.SubnetArgs, aws.ec2.SubnetState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createSubnet({
      VpcId: inputs.vpcId,
      CidrBlock: inputs.cidrBlock,
      AvailabilityZone: inputs.availabilityZone,
      TagSpecifications: tagSpecifications("subnet", inputs.tagsAll),
    });
    return required(made.Subnet?.SubnetId, "a subnet id");
  },
  configure: (SubnetId, inputs, { ec2 }) =>
    ec2.modifySubnetAttribute({
      SubnetId,
      MapPublicIpOnLaunch: { Value: inputs.mapPublicIpOnLaunch ?? false },
    }),
  async read({ id }, { ec2 }) {
    const { Subnets } = await ec2.describeSubnets({ SubnetIds: [id] });
    const found = Subnets?.[0];
    return (
      found && {
        arn: found.SubnetArn,
        vpcId: found.VpcId,
        cidrBlock: found.CidrBlock,
        availabilityZone: found.AvailabilityZone,
        availabilityZoneId: found.AvailabilityZoneId,
        ownerId: found.OwnerId,
        mapPublicIpOnLaunch: found.MapPublicIpOnLaunch,
        assignIpv6AddressOnCreation: found.AssignIpv6AddressOnCreation,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  delete: ({ id }, { ec2 }) => ec2.deleteSubnet({ SubnetId: id }),
  replaceOn: ["vpcId", "cidrBlock", "availabilityZone", "ipv6Native"],
  tagging: ec2Tagging,
});

const internetGateway = resource<aws.ec2.InternetGatewayArgs, aws.ec2.InternetGatewayState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createInternetGateway({
      TagSpecifications: tagSpecifications("internet-gateway", inputs.tagsAll),
    });
    return required(made.InternetGateway?.InternetGatewayId, "an internet gateway id");
  },
  async configure(InternetGatewayId, { vpcId }, { ec2 }) {
    const { InternetGateways } = await ec2.describeInternetGateways({
      InternetGatewayIds: [InternetGatewayId],
    });
    const attached = InternetGateways?.[0]?.Attachments?.[0]?.VpcId;
    if (attached === vpcId) return;
    if (attached) await ec2.detachInternetGateway({ InternetGatewayId, VpcId: attached });
    if (vpcId) await ec2.attachInternetGateway({ InternetGatewayId, VpcId: vpcId });
  },
  async read({ id }, { ec2, arn }) {
    const { InternetGateways } = await ec2.describeInternetGateways({ InternetGatewayIds: [id] });
    const found = InternetGateways?.[0];
    return (
      found && {
        arn: arn("ec2", `internet-gateway/${id}`),
        vpcId: found.Attachments?.[0]?.VpcId,
        ownerId: found.OwnerId,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  async delete({ id, state }, { ec2 }) {
    if (state.vpcId) {
      await ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: state.vpcId });
    }
    await ec2.deleteInternetGateway({ InternetGatewayId: id });
  },
  replaceOn: [],
  tagging: ec2Tagging,
});

const eip = resource<aws.ec2.EipArgs, aws.ec2.EipState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.allocateAddress({
      Domain: "vpc",
      TagSpecifications: tagSpecifications("elastic-ip", inputs.tagsAll),
    });
    return required(made.AllocationId, "an allocation id");
  },
  async read({ id }, { ec2, arn }) {
    const { Addresses } = await ec2.describeAddresses({ AllocationIds: [id] });
    const found = Addresses?.[0];
    return (
      found && {
        arn: arn("ec2", `elastic-ip/${id}`),
        allocationId: id,
        associationId: found.AssociationId,
        domain: found.Domain,
        publicIp: found.PublicIp,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  delete: ({ id }, { ec2 }) => ec2.releaseAddress({ AllocationId: id }),
  replaceOn: "all",
  tagging: ec2Tagging,
});

const natGateway = resource<aws.ec2.NatGatewayArgs, aws.ec2.NatGatewayState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.createNatGateway({
      SubnetId: inputs.subnetId,
      AllocationId: inputs.allocationId,
      ConnectivityType: inputs.connectivityType as "public" | undefined,
      TagSpecifications: tagSpecifications("natgateway", inputs.tagsAll),
    });
    return required(made.NatGateway?.NatGatewayId, "a NAT gateway id");
  },
  async read({ id }, { ec2 }) {
    const { NatGateways } = await ec2.describeNatGateways({ NatGatewayIds: [id] });
    const found = NatGateways?.find(({ State }) => State !== "deleted" && State !== "deleting");
    const address = found?.NatGatewayAddresses?.[0];
    return (
      found && {
        subnetId: found.SubnetId,
        connectivityType: found.ConnectivityType,
        allocationId: address?.AllocationId,
        publicIp: address?.PublicIp,
        privateIp: address?.PrivateIp,
        networkInterfaceId: address?.NetworkInterfaceId,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  delete: ({ id }, { ec2 }) => ec2.deleteNatGateway({ NatGatewayId: id }),
  replaceOn: "all",
  tagging: ec2Tagging,
});

/** The VPC itself, its subnets, and its ways to the internet. */
export const ec2Vpc: ResourceTable = {
  "aws:ec2/vpc:Vpc": vpc,
  "aws:ec2/subnet:Subnet": subnet,
  "aws:ec2/internetGateway:InternetGateway": internetGateway,
  "aws:ec2/eip:Eip": eip,
  "aws:ec2/natGateway:NatGateway": natGateway,
};
