import { type Graph, type Node } from "../../lib/graph";
import { count, record, text, texts } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, type Props } from "../../lib/unknowns";

export const s3NoAcl = defineRule({
  name: "s3-no-acl",
  title: "Buckets do not use ACLs",
  description: "A bucket must grant access by policies, not by ACLs.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["S3.12"], prowler: ["s3_bucket_acl_prohibited"], checkov: ["CKV2_AWS_65"] },
  remediation: "Remove the ACL; set objectOwnership to BucketOwnerEnforced.",
  types: [...types.bucket, ...types.bucketAcl, ...types.bucketOwnership],
  *companions(bucket, graph) {
    if (!types.bucket.includes(bucket.type)) {
      yield* ofForeignBucket(bucket, graph);
      return;
    }
    if (graph.companions(bucket, "bucket", types.bucketAcl).length > 0 || hasOwnAcl(bucket.props)) {
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

/** Findings on resources of a bucket that belongs to another stack. */
function* ofForeignBucket(node: Node, graph: Graph): Generator<string> {
  if (graph.refersTo(node, "bucket", types.bucket).nodes.length > 0) return;
  if (types.bucketAcl.includes(node.type)) {
    yield "a bucket of another stack gets an ACL";
  } else if (text(record(node.props, "rule"), "objectOwnership") !== "BucketOwnerEnforced") {
    yield "objectOwnership is not BucketOwnerEnforced";
  }
}

/**
 * Whether the program gives an ACL. The provider's version 6 writes `private` if it gives none, and
 * records that.
 */
function hasOwnAcl(props: Props): boolean {
  const isFilledIn = texts(props, "__defaults").includes("acl");
  return count(props, "grants") > 0 || (isGiven(props, "acl") && !isFilledIn);
}
