import { needsS3Encryption } from "../../lib/buckets";
import { record, records, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const s3Encrypted = defineRule({
  name: "s3-encrypted",
  title: "Buckets are encrypted with KMS",
  description:
    "A bucket must use encryption with a KMS key. Only buckets for load balancer logs and access logs may use S3's own keys.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["S3.17"],
    prowler: ["s3_bucket_kms_encryption", "s3_bucket_default_encryption"],
    checkov: ["CKV_AWS_19", "CKV_AWS_145"],
  },
  remediation: "Add an aws.s3.BucketServerSideEncryptionConfiguration with aws:kms.",
  types: types.bucket,
  *companions(bucket, graph) {
    const configurations = graph.companions(bucket, "bucket", types.bucketEncryption);
    const inline = record(bucket.props, "serverSideEncryptionConfiguration");
    const inlines = records(bucket.props, "serverSideEncryptionConfigurations");
    const rules = [
      ...(isGiven(inline, "rule") ? [record(inline, "rule")] : []),
      ...inlines.flatMap((configuration) => records(configuration, "rules")),
      ...configurations.flatMap(({ props }) => records(props, "rules")),
    ];
    if (rules.length === 0 && configurations.length === 0) {
      yield "the bucket does not state its encryption";
      return;
    }
    const algorithms = rules
      .flatMap((rule) => [
        record(rule, "applyServerSideEncryptionByDefault"),
        ...records(rule, "applyServerSideEncryptionByDefaults"),
      ])
      .map((byDefault) => text(byDefault, "sseAlgorithm"));
    const isKms = algorithms.some((algorithm) => algorithm?.startsWith("aws:kms"));
    if (!isKms && !needsS3Encryption(bucket, graph)) {
      yield "the bucket is not encrypted with a KMS key";
    }
  },
});
