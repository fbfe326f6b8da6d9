import { isForEverybody } from "../../lib/iam/access";
import { isPlainHttpOnly } from "../../lib/iam/conditions";
import { type Statement, statements } from "../../lib/iam/statements";
import { contains } from "../../lib/iam/wildcards";
import { type Node } from "../../lib/graph";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isMarker, raw } from "../../lib/unknowns";

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
  remediation:
    "Deny s3:* on the bucket and on its objects to everybody where aws:SecureTransport is false.",
  types: types.bucket,
  *companions(bucket, graph) {
    const policies = graph.companions(bucket, "bucket", types.bucketPolicy);
    if (policies.length > 1) {
      yield "the bucket has several policies, of which the last one written wins";
    }
    const [holder] = isGiven(bucket.props, "policy") ? [bucket] : policies;
    const document = (holder && statements(holder.props, "policy")) ?? [];
    const denials = document.filter(deniesPlainHttp);
    if (denials.length === 0) {
      yield "the bucket has no policy that denies requests without TLS";
      return;
    }
    const name = nameOf(bucket) ?? "[^/*]+";
    for (const [what, end] of [
      ["the bucket", "$"],
      ["its objects", "/\\*$"],
    ] as const) {
      if (!denials.some(({ resources }) => reaches(resources, name, end))) {
        yield `requests without TLS are not denied on ${what}`;
      }
    }
  },
});

/** Whether everybody is denied everything for no other reason than plain HTTP. */
function deniesPlainHttp(statement: Statement): boolean {
  return (
    statement.effect === "Deny" &&
    statement.exceptPrincipals === undefined &&
    isForEverybody(statement) &&
    statement.actions.some((action) => contains(action, "s3:*")) &&
    isPlainHttpOnly(statement.conditions)
  );
}

/** Whether a pattern is about the bucket itself (or, by the end, its objects). */
function reaches(resources: readonly string[], name: string, end: string): boolean {
  const exact = new RegExp(`^arn:[\\w*-]+:s3:::${name}${end}`);
  const both = new RegExp(`^arn:[\\w*-]+:s3:::(${name})?\\*$`);
  return resources.some((arn) => arn === "*" || exact.test(arn) || both.test(arn));
}

/** The bucket's name as a regular expression; undefined where it is not known. */
function nameOf({ outputs }: Node): string | undefined {
  const name = raw(outputs, "bucket");
  const isKnown = typeof name === "string" && !isMarker(name);
  return isKnown ? name.replaceAll(/[^\w-]/g, "\\$&") : undefined;
}
