import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

/** A VPC's attachment to a transit gateway. */
export async function transitGatewayAttachmentOf(aws: AwsCli, id: string) {
  const schema = z.object({
    TransitGatewayVpcAttachments: z.array(
      z.object({
        TransitGatewayId: z.string(),
        VpcId: z.string(),
        State: z.string(),
        SubnetIds: z.array(z.string()),
        Options: z.object({ DnsSupport: z.string() }),
      }),
    ),
  });
  const operation = ["ec2", "describe-transit-gateway-vpc-attachments"] as const;
  const answer = await aws.read(schema, ...operation, "--transit-gateway-attachment-ids", id);
  const { Options, ...found } = only(
    `transit gateway attachment ${id}`,
    answer.TransitGatewayVpcAttachments,
  );
  return { ...found, ...Options };
}
