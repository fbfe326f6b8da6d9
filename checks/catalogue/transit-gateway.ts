import type * as aws from "@pulumi/aws";
import { routeTablesOf } from "../live/ec2";
import { transitGatewayAttachmentOf } from "../live/transit-gateway";
import { checksOf, properties } from "../check";
import { differences, ofEach, sameMembers, unless } from "../expectations";

const check = checksOf("Transit gateway");

export const transitGatewayChecks = [
  check({
    name: "is attached to the VPC in every zone, and accepted that",
    outputs: ["transitGatewayAttachmentId", "vpcId", "privateSubnetIds"],
    verifies: properties<aws.ec2transitgateway.VpcAttachmentArgs>(
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
      "vpcId",
      "subnetIds",
      "dnsSupport",
    ),
    run: async ({ outputs, aws }) => {
      const id = outputs.transitGatewayAttachmentId;
      const attachment = await transitGatewayAttachmentOf(aws, id);
      return differences(`transit gateway attachment ${id}`, attachment, {
        State: "available",
        VpcId: outputs.vpcId,
        SubnetIds: sameMembers(outputs.privateSubnetIds),
        DnsSupport: "enable",
      });
    },
  }),
  check({
    name: "is where the private and the database subnets find the data centre",
    outputs: ["transitGatewayAttachmentId", "vpcId", "privateSubnetIds", "databaseSubnetIds"],
    verifies: properties<aws.ec2.RouteArgs>("aws:ec2/route:Route", "transitGatewayId"),
    run: async ({ outputs, aws }) => {
      const id = outputs.transitGatewayAttachmentId;
      const { TransitGatewayId } = await transitGatewayAttachmentOf(aws, id);
      const subnetIds = [...outputs.privateSubnetIds, ...outputs.databaseSubnetIds];
      const tables = await routeTablesOf(aws, outputs.vpcId, subnetIds);
      return ofEach("subnet", tables, ({ subnetId, table }) =>
        unless(
          table?.Routes.some(
            (route) => route.TransitGatewayId === TransitGatewayId && route.State === "active",
          ) === true,
          `subnet ${subnetId}: has no active route to ${TransitGatewayId}, expected one`,
        ),
      );
    },
  }),
];
