import { record, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const s3NoAcl = defineRule({
  name: "s3-no-acl",
  title: "Buckets do not use ACLs",
  description: "Access to a bucket must be given by policies, not by ACLs.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["S3.12"], prowler: ["s3_bucket_acl_prohibited"], checkov: ["CKV2_AWS_65"] },
  remediation: "Remove the ACL; set objectOwnership to BucketOwnerEnforced.",
  types: types.bucket,
  *companions(bucket, graph) {
    const hasAcl =
      ["acl", "grants"].some((key) => isGiven(bucket.props, key)) ||
      graph.companions(bucket, "bucket", types.bucketAcl).length > 0;
    if (hasAcl) {
      yield "the bucket has an ACL";
    }
    const [ownership] = graph.companions(bucket, "bucket", types.bucketOwnership);
    if (!ownership) {
      yield advice("the bucket does not state its ownership (BucketOwnershipControls)");
    } else if (text(record(ownership.props, "rule"), "objectOwnership") !== "BucketOwnerEnforced") {
      yield "objectOwnership is not BucketOwnerEnforced";
    }
  },
});
