import { count } from "../../lib/props";
import { receivesLogs } from "../../lib/buckets";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const s3AccessLogging = defineRule({
  name: "s3-access-logging",
  title: "Buckets have access logging",
  description: "A bucket must have server access logging, unless it receives logs itself.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["S3.9"],
    prowler: ["s3_bucket_server_access_logging_enabled"],
    checkov: ["CKV_AWS_18"],
  },
  remediation: "Add an aws.s3.BucketLogging for the bucket.",
  types: types.bucket,
  *companions(bucket, graph) {
    const isLogged =
      graph.companions(bucket, "bucket", types.bucketLogging).length > 0 ||
      isGiven(bucket.props, "logging") ||
      count(bucket.props, "loggings") > 0;
    if (!isLogged && !receivesLogs(bucket, graph)) {
      yield "the bucket has no access logging";
    }
  },
});
