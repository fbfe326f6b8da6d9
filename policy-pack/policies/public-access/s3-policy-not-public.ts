import { isPublic, permits, statements } from "../../lib/documents";
import { words } from "../../lib/options";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

/** Security Hub's actions for S3.6. */
const risky = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

export const s3PolicyNotPublic = defineRule({
  name: "s3-policy-not-public",
  title: "Bucket policies are not public",
  description:
    "A bucket policy must not allow anything to everybody, nor its own change to other accounts.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["S3.6", "S3.2", "S3.3"],
    prowler: ["s3_bucket_policy_public_write_access", "s3_bucket_cross_account_access"],
    checkov: ["CKV_AWS_70"],
  },
  remediation: "Name the principals and the actions.",
  options: { ownAccounts: words("Ids of accounts that may change it: those of the stack.", []) },
  types: [...types.bucketPolicy, ...types.bucket],
  *resource({ type, props }, { ownAccounts }) {
    const policy = statements(props, "policy");
    if (!policy && (isGiven(props, "policy") || types.bucketPolicy.includes(type))) {
      yield "the policy is no IAM policy document";
    }
    if (policy?.some(isPublic)) {
      yield "the policy allows something to everybody";
    }
    const givesAway = policy?.some(
      (statement) =>
        statement.principals.some((principal) => isForeign(principal, ownAccounts)) &&
        risky.some((action) => permits(statement, action)),
    );
    if (givesAway) {
      yield `the policy lets another principal change the bucket's protection (${risky.join(", ")})`;
    }
  },
});

/** Whether the principal is an account, user or role, and of none of the stack's own accounts. */
function isForeign(principal: string, ownAccounts: readonly string[]): boolean {
  const account = /^AWS:(?:arn:[^:]*:[^:]*::)?(\d{12})(?::|$)/.exec(principal)?.[1] ?? "";
  return principal.startsWith("AWS:") && !ownAccounts.includes(account);
}
