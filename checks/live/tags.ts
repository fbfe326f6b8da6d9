import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

/** Tags of a resource by key. */
export type Tags = Record<string, string>;

const list = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);

function byKey(tags: z.infer<typeof list>): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** The tags of a VPC, a subnet or anything else of EC2, by its id. */
export async function ec2Tags(aws: AwsCli, id: string): Promise<Tags> {
  const filter = `Name=resource-id,Values=${id}`;
  const schema = z.object({ Tags: list });
  return byKey((await aws.read(schema, "ec2", "describe-tags", "--filters", filter)).Tags);
}

/** The tags of something of DMS, by its ARN. */
export async function dmsTags(aws: AwsCli, arn: string): Promise<Tags> {
  const schema = z.object({ TagList: list });
  const answer = await aws.read(schema, "dms", "list-tags-for-resource", "--resource-arn", arn);
  return byKey(answer.TagList);
}

/** The tags of a load balancer. */
export async function loadBalancerTags(aws: AwsCli, arn: string): Promise<Tags> {
  const schema = z.object({ TagDescriptions: z.array(z.object({ Tags: list })) });
  const answer = await aws.read(schema, "elbv2", "describe-tags", "--resource-arns", arn);
  return byKey(only(`load balancer ${arn}`, answer.TagDescriptions).Tags);
}

/** The tags of a bucket. */
export async function bucketTags(aws: AwsCli, bucket: string): Promise<Tags> {
  const schema = z.object({ TagSet: list });
  return byKey((await aws.read(schema, "s3api", "get-bucket-tagging", "--bucket", bucket)).TagSet);
}

/** The tags of a certificate. */
export async function certificateTags(aws: AwsCli, arn: string): Promise<Tags> {
  const schema = z.object({ Tags: list });
  const operation = ["acm", "list-tags-for-certificate"] as const;
  return byKey((await aws.read(schema, ...operation, "--certificate-arn", arn)).Tags);
}

/** The tags of a KMS key. */
export async function keyTags(aws: AwsCli, arn: string): Promise<Tags> {
  const schema = z.object({
    Tags: z.array(z.object({ TagKey: z.string(), TagValue: z.string() })).default([]),
  });
  const { Tags } = await aws.read(schema, "kms", "list-resource-tags", "--key-id", arn);
  return byKey(Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })));
}
