import { itLives } from "./lifecycle";
import { network, type Setup, trustPolicy } from "./setup";

describe("EC2 in the emulator", () => {
  itLives("VPC", () => ({
    type: "aws:ec2/vpc:Vpc",
    inputs: { cidrBlock: "10.1.0.0/16", enableDnsHostnames: true, tags: { Name: "a" } },
    id: /^vpc-/,
    change: { enableDnsHostnames: false, tags: { Name: "b", Extra: "c" } },
    replace: { cidrBlock: "10.2.0.0/16" },
    outside: {
      act: ({ id }, { ec2 }) =>
        ec2.modifyVpcAttribute({ VpcId: id, EnableDnsHostnames: { Value: true } }),
      differs: "enableDnsHostnames",
    },
  }));

  itLives("subnet", async (setup) => ({
    type: "aws:ec2/subnet:Subnet",
    inputs: {
      vpcId: (await network(setup)).vpc.id,
      cidrBlock: "10.20.128.0/20",
      availabilityZone: "us-east-1a",
      mapPublicIpOnLaunch: true,
    },
    id: /^subnet-/,
    change: { mapPublicIpOnLaunch: false },
    replace: { availabilityZone: "us-east-1b" },
    outside: {
      act: ({ id }, { ec2 }) =>
        ec2.modifySubnetAttribute({ SubnetId: id, MapPublicIpOnLaunch: { Value: true } }),
      differs: "mapPublicIpOnLaunch",
    },
  }));

  itLives("internet gateway", async ({ client }) => {
    const vpc = await client.create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.3.0.0/16" });
    const other = await client.create("aws:ec2/vpc:Vpc", "other", { cidrBlock: "10.4.0.0/16" });
    return {
      type: "aws:ec2/internetGateway:InternetGateway",
      inputs: { vpcId: vpc.id },
      id: /^igw-/,
      change: { vpcId: other.id },
      outside: {
        act: async ({ id }, { ec2 }) => {
          await ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: other.id });
          await ec2.attachInternetGateway({ InternetGatewayId: id, VpcId: vpc.id });
        },
        differs: "vpcId",
      },
    };
  });

  itLives("NAT gateway", async (setup) => {
    const { subnets } = await network(setup);
    const address = await setup.client.create("aws:ec2/eip:Eip", "address", {});
    return {
      type: "aws:ec2/natGateway:NatGateway",
      inputs: { subnetId: subnets[0].id, allocationId: address.id, tags: { Name: "a" } },
      id: /^nat-/,
      change: { tags: { Name: "b" } },
      replace: { subnetId: subnets[1].id },
      outside: {
        act: ({ id }, { ec2 }) =>
          ec2.createTags({ Resources: [id], Tags: [{ Key: "Name", Value: "theirs" }] }),
        differs: "tags",
      },
    };
  });

  itLives("elastic IP address", () => ({
    type: "aws:ec2/eip:Eip",
    inputs: { tags: { Name: "a" } },
    id: /^eipalloc-/,
    change: { tags: { Name: "b" } },
    outside: {
      act: ({ id }, { ec2 }) => ec2.deleteTags({ Resources: [id], Tags: [{ Key: "Owner" }] }),
      differs: "tagsAll",
    },
  }));

  itLives("route table", async (setup) => ({
    type: "aws:ec2/routeTable:RouteTable",
    inputs: { vpcId: (await network(setup)).vpc.id, tags: { Name: "a" } },
    id: /^rtb-/,
    change: { tags: { Name: "b" } },
    replace: { vpcId: (await network(setup)).vpc.id },
    outside: {
      act: ({ id }, { ec2 }) =>
        ec2.createTags({ Resources: [id], Tags: [{ Key: "Theirs", Value: "x" }] }),
      differs: "tags",
    },
  }));

  itLives("route table association", async (setup) => {
    const { vpc, subnets } = await network(setup);
    const table = () =>
      setup.client.create("aws:ec2/routeTable:RouteTable", "t", { vpcId: vpc.id });
    return {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      inputs: { routeTableId: (await table()).id, subnetId: subnets[0].id },
      id: /^rtbassoc-/,
      replace: { routeTableId: (await table()).id },
      outside: {
        act: ({ id }, { ec2 }) => ec2.disassociateRouteTable({ AssociationId: id }),
        differs: "gone",
      },
    };
  });

  itLives("route", async (setup) => {
    const { vpc, subnets } = await network(setup);
    const { client } = setup;
    const table = await client.create("aws:ec2/routeTable:RouteTable", "t", { vpcId: vpc.id });
    const nat = async (name: string) =>
      client.create("aws:ec2/natGateway:NatGateway", name, {
        subnetId: subnets[0].id,
        allocationId: (await client.create("aws:ec2/eip:Eip", name, {})).id,
      });
    const theirs = await nat("theirs");
    return {
      type: "aws:ec2/route:Route",
      inputs: {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: (await nat("a")).id,
      },
      // The number is the CRC-32 of the destination.
      id: /^r-rtb-\w+1080289494$/,
      change: { natGatewayId: (await nat("b")).id },
      replace: { destinationCidrBlock: "10.0.0.0/8" },
      outside: {
        act: (_, { ec2 }) =>
          ec2.replaceRoute({
            RouteTableId: table.id,
            DestinationCidrBlock: "0.0.0.0/0",
            NatGatewayId: theirs.id,
          }),
        differs: "natGatewayId",
      },
    };
  });

  itLives("instance", async (setup) => {
    const { subnets, group } = await network(setup);
    const profile = await instanceProfile(setup);
    return {
      type: "aws:ec2/instance:Instance",
      inputs: {
        ami: "ami-0a1b2c3d4e5f60718",
        instanceType: "t4g.nano",
        subnetId: subnets[0].id,
        vpcSecurityGroupIds: [group.id],
        associatePublicIpAddress: false,
        iamInstanceProfile: profile.id,
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
        },
        rootBlockDevice: { volumeType: "gp3", encrypted: true },
        tags: { Name: "a" },
      },
      id: /^i-/,
      change: { instanceType: "t4g.micro", tags: { Name: "b" } },
      replace: { subnetId: subnets[1].id },
      outside: {
        act: ({ id }, { ec2 }) =>
          ec2.modifyInstanceMetadataOptions({ InstanceId: id, HttpTokens: "optional" }),
        differs: "metadataOptions",
      },
    };
  });
});

async function instanceProfile({ client }: Setup) {
  const role = await client.create("aws:iam/role:Role", "host", {
    name: "role-of-an-instance",
    assumeRolePolicy: trustPolicy("ec2.amazonaws.com"),
  });
  return client.create("aws:iam/instanceProfile:InstanceProfile", "host", {
    name: "profile-of-an-instance",
    role: role.id,
  });
}
