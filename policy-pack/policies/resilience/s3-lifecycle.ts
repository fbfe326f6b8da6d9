import { records, text, flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const s3Lifecycle = defineRule({
  name: "s3-lifecycle",
  title: "Buckets expire old objects",
  description: "A bucket must have lifecycle rules for old objects.",
  severity: "low",
  level: "mandatory",
  controls: {
    fsbp: ["S3.13"],
    prowler: ["s3_bucket_lifecycle_enabled"],
    checkov: ["CKV2_AWS_61"],
  },
  remediation: "Add an aws.s3.BucketLifecycleConfiguration.",
  types: types.bucket,
  *companions(bucket, graph) {
    const rules = graph
      .companions(bucket, "bucket", types.bucketLifecycle)
      .flatMap(({ props }) => records(props, "rules"));
    const hasRules =
      rules.some((rule) => text(rule, "status") === "Enabled") ||
      records(bucket.props, "lifecycleRules").some((rule) => flag(rule, "enabled") === true);
    if (!hasRules) {
      yield "the bucket has no lifecycle rules";
    }
  },
});
