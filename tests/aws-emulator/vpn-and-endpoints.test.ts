import { itLives } from "./lifecycle";
import type { Made } from "./provider-client";
import { network, type Setup, trustPolicy } from "./setup";

const policy = (sid: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: sid, Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  });

const gateway = { type: "ipsec.1", ipAddress: "203.0.113.10", bgpAsn: "65010" };

async function vpn({ client }: Setup): Promise<{ customer: Made; aws: Made }> {
  return {
    customer: await client.create("aws:ec2/customerGateway:CustomerGateway", "c", gateway),
    aws: await client.create("aws:ec2/vpnGateway:VpnGateway", "v", {}),
  };
}

describe("VPN and VPC endpoints in the emulator", () => {
  itLives("customer gateway", () => ({
    type: "aws:ec2/customerGateway:CustomerGateway",
    inputs: { ...gateway, deviceName: "a", tags: { Name: "a" } },
    id: /^cgw-/,
    change: { tags: { Name: "b" } },
    replace: { ipAddress: "203.0.113.11" },
    outside: {
      act: ({ id }, { ec2 }) => ec2.deleteCustomerGateway({ CustomerGatewayId: id }),
      differs: "gone",
    },
  }));

  itLives("VPN gateway", async (setup) => {
    const { vpc } = await network(setup);
    return {
      type: "aws:ec2/vpnGateway:VpnGateway",
      inputs: { vpcId: (await network(setup)).vpc.id },
      id: /^vgw-/,
      change: { vpcId: vpc.id },
      replace: { amazonSideAsn: "64512" },
      outside: {
        act: async ({ id }, { ec2 }) => {
          const theirs = await network(setup);
          await ec2.detachVpnGateway({ VpnGatewayId: id, VpcId: vpc.id });
          await ec2.attachVpnGateway({ VpnGatewayId: id, VpcId: theirs.vpc.id });
        },
        differs: "vpcId",
      },
    };
  });

  itLives("VPN connection", async (setup) => {
    const { customer, aws } = await vpn(setup);
    return {
      type: "aws:ec2/vpnConnection:VpnConnection",
      inputs: {
        type: "ipsec.1",
        customerGatewayId: customer.id,
        vpnGatewayId: aws.id,
        staticRoutesOnly: true,
        tunnel1IkeVersions: ["ikev2"],
      },
      id: /^vpn-/,
      unseen: ["tunnel1IkeVersions"],
      change: { tunnel1IkeVersions: ["ikev1", "ikev2"], tags: { Name: "b" } },
      replace: { customerGatewayId: (await vpn(setup)).customer.id },
      outside: {
        act: ({ id }, { ec2 }) => ec2.deleteVpnConnection({ VpnConnectionId: id }),
        differs: "gone",
      },
    };
  });

  itLives("interface endpoint", async (setup) => {
    const { vpc, subnets, group } = await network(setup);
    return {
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      inputs: {
        vpcId: vpc.id,
        serviceName: "com.amazonaws.us-east-1.kms",
        vpcEndpointType: "Interface",
        subnetIds: [subnets[0].id, subnets[1].id],
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        policy: policy("Ours"),
      },
      id: /^vpce-/,
      change: { subnetIds: [subnets[1].id], policy: policy("Changed") },
      replace: { serviceName: "com.amazonaws.us-east-1.sts" },
      outside: {
        act: ({ id }, { ec2 }) =>
          ec2.modifyVpcEndpoint({ VpcEndpointId: id, PolicyDocument: policy("Theirs") }),
        differs: "policy",
      },
    };
  });

  itLives("gateway endpoint", async (setup) => {
    const { vpc } = await network(setup);
    const table = await setup.client.create("aws:ec2/routeTable:RouteTable", "t", {
      vpcId: vpc.id,
    });
    return {
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      inputs: {
        vpcId: vpc.id,
        serviceName: "com.amazonaws.us-east-1.s3",
        vpcEndpointType: "Gateway",
        routeTableIds: [],
      },
      id: /^vpce-/,
      change: { routeTableIds: [table.id] },
      replace: { vpcEndpointType: "Interface" },
      outside: {
        act: ({ id }, { ec2 }) =>
          ec2.modifyVpcEndpoint({ VpcEndpointId: id, RemoveRouteTableIds: [table.id] }),
        differs: "routeTableIds",
      },
    };
  });

  itLives("flow log", async (setup) => {
    const { vpc } = await network(setup);
    const { client } = setup;
    const role = await client.create("aws:iam/role:Role", "flow-logs", {
      assumeRolePolicy: trustPolicy("vpc-flow-logs.amazonaws.com"),
    });
    const group = await client.create("aws:cloudwatch/logGroup:LogGroup", "flow-logs", {});
    return {
      type: "aws:ec2/flowLog:FlowLog",
      inputs: {
        vpcId: vpc.id,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.state["arn"] ?? null,
        iamRoleArn: role.state["arn"] ?? null,
        maxAggregationInterval: 60,
      },
      id: /^fl-/,
      change: { tags: { Name: "b" } },
      replace: { trafficType: "REJECT" },
      outside: {
        act: ({ id }, { ec2 }) => ec2.deleteFlowLogs({ FlowLogIds: [id] }),
        differs: "gone",
      },
    };
  });
});
