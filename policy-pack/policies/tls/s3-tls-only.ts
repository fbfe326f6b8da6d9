import { matches, type Statement, statements } from "../../lib/documents";
import { isPlainHttpOnly } from "../../lib/conditions";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const s3TlsOnly = defineRule({
  name: "s3-tls-only",
  title: "Buckets refuse unencrypted requests",
  description: "A bucket's policy must deny requests without TLS.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["S3.5"],
    prowler: ["s3_bucket_secure_transport_policy"],
    checkov: ["CKV_AWS_379"],
  },
  remediation: "Deny every action to everybody where aws:SecureTransport is false.",
  types: types.bucket,
  *companions(bucket, graph) {
    const policies = graph.companions(bucket, "bucket", types.bucketPolicy);
    if (policies.length > 1) {
      yield "the bucket has several policies, of which the last one written wins";
    }
    const [holder] = isGiven(bucket.props, "policy") ? [bucket] : policies;
    const document = holder && statements(holder.props, "policy");
    const denials = document?.filter(deniesPlainHttp) ?? [];
    const isWhole = ["s3:GetObject", "s3:PutObject"].every((action) =>
      denials.some(({ actions }) => matches(actions, action)),
    );
    if (!isWhole) {
      yield "the bucket has no policy that denies requests without TLS";
    }
  },
});

/** Whether everybody is denied every object for no other reason than plain HTTP. */
function deniesPlainHttp({ denies, principals, resources, conditions }: Statement): boolean {
  return (
    denies &&
    principals.some((principal) => ["*", "AWS:*"].includes(principal)) &&
    resources.some((name) => /^(\*|arn:[^:]+:s3:::[^/]+(\/\*|\*))$/.test(name)) &&
    isPlainHttpOnly(conditions)
  );
}
