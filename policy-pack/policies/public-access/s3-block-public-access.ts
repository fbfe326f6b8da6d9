import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach } from "../../lib/unknowns";

const switches = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

export const s3BlockPublicAccess = defineRule({
  name: "s3-block-public-access",
  title: "Buckets are closed to the public",
  description: "A bucket must block public access in all four ways.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["S3.8", "S3.2", "S3.3"],
    prowler: ["s3_bucket_level_public_access_block"],
    checkov: ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
  },
  remediation: "Add an aws.s3.BucketPublicAccessBlock for the bucket with all four switches on.",
  types: [...types.bucket, ...types.bucketPublicAccess],
  resource: ({ type, props }) =>
    forEach(types.bucket.includes(type) ? [] : switches, function* (name) {
      if (flag(props, name) !== true) {
        yield `${name} is not true`;
      }
    }),
  *companions(node, graph) {
    const isBucket = types.bucket.includes(node.type);
    if (isBucket && graph.companions(node, "bucket", types.bucketPublicAccess).length === 0) {
      yield "no BucketPublicAccessBlock refers to the bucket";
    }
  },
});
