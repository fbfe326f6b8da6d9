import type * as aws from "@pulumi/aws";
import { ifFound, required, type Aws } from "../aws";
import { resource, type Tagging, type ResourceTable, type Tags } from "../resource";
import { tagList, tagMap } from "../tags";

/** S3 takes and returns all tags of a bucket at once. */
const tagging: Tagging = {
  target: "id",
  async tag(Bucket, tags, aws) {
    await writeTags(Bucket, { ...(await readTags(Bucket, aws)), ...tags }, aws);
  },
  async untag(Bucket, keys, aws) {
    const kept = Object.entries(await readTags(Bucket, aws)).filter(([key]) => !keys.includes(key));
    await writeTags(Bucket, Object.fromEntries(kept), aws);
  },
};

async function readTags(Bucket: string, { s3 }: Aws): Promise<Tags> {
  return tagMap((await ifFound(s3.getBucketTagging({ Bucket })))?.TagSet);
}

async function writeTags(Bucket: string, tags: Tags, { s3 }: Aws): Promise<void> {
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: tagList(tags) } });
}

const bucket = resource<aws.s3.BucketArgs, aws.s3.BucketState>({
  async create(inputs, { s3, region }) {
    const Bucket = required(inputs.bucket, "a bucket name");
    await s3.createBucket({
      Bucket,
      ...(region !== "us-east-1" && {
        CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" },
      }),
    });
    return Bucket;
  },
  async configure(id, { tagsAll = {} }, aws) {
    if (Object.keys(tagsAll).length > 0) await tagging.tag(id, tagsAll, aws);
  },
  async read({ id }, aws) {
    await aws.s3.headBucket({ Bucket: id });
    return {
      arn: `arn:${aws.partition}:s3:::${id}`,
      bucket: id,
      region: aws.region,
      bucketRegion: aws.region,
      bucketDomainName: `${id}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${id}.s3.${aws.region}.amazonaws.com`,
      tagsAll: await readTags(id, aws),
    };
  },
  async delete({ id, state }, aws) {
    if (state.forceDestroy) await empty(id, aws);
    await aws.s3.deleteBucket({ Bucket: id });
  },
  replaceOn: ["bucket"],
  autoName: { property: "bucket", maxLength: 63 },
  tagging,
});

/** Deletes every version of every object. */
async function empty(Bucket: string, { s3 }: Aws): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
    if (Objects.length === 0) return;
    await s3.deleteObjects({ Bucket, Delete: { Objects } });
  }
}

/** Buckets themselves. */
export const s3Bucket: ResourceTable = { "aws:s3/bucket:Bucket": bucket };
