import { receivesLogs } from "../../lib/buckets";
import { flag, record, text, records } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const s3Versioning = defineRule({
  name: "s3-versioning",
  title: "Objects can be restored",
  description: "A bucket must have versioning, unless it only receives logs.",
  severity: "low",
  level: "mandatory",
  controls: {
    fsbp: ["S3.14"],
    prowler: ["s3_bucket_object_versioning"],
    checkov: ["CKV_AWS_21"],
  },
  remediation: "Add an aws.s3.BucketVersioning with status Enabled.",
  types: types.bucket,
  *companions(bucket, graph) {
    const inline = [record(bucket.props, "versioning"), ...records(bucket.props, "versionings")];
    const isVersioned =
      inline.some((versioning) => flag(versioning, "enabled") === true) ||
      graph
        .companions(bucket, "bucket", types.bucketVersioning)
        .some(
          ({ props }) => text(record(props, "versioningConfiguration"), "status") === "Enabled",
        );
    if (!isVersioned && !receivesLogs(bucket, graph)) {
      yield "the bucket keeps no versions";
    }
  },
});
