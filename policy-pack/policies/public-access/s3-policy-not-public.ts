import { permits } from "../../lib/iam/access";
import { narrows } from "../../lib/iam/conditions";
import { type Principal } from "../../lib/iam/principals";
import { judgeResourcePolicy } from "../../lib/iam/resource-policies";
import { type Statement, statements } from "../../lib/iam/statements";
import { words } from "../../lib/options";
import { ownAccounts as ownAccountsOf } from "../../lib/own-accounts";
import { like } from "../../lib/option-forms";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown } from "../../lib/unknowns";

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
    "A bucket policy must not allow anything to everybody, and must not let other accounts change the policy.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["S3.6", "S3.2", "S3.3"],
    prowler: ["s3_bucket_policy_public_write_access", "s3_bucket_cross_account_access"],
    checkov: ["CKV_AWS_70"],
  },
  remediation: "Name the principals and the actions.",
  options: {
    ownAccounts: words(
      "Ids of other accounts that may change the policy, besides the stack's own.",
      [],
      like("an account id of 12 digits", /^\d{12}$/),
    ),
  },
  types: [...types.bucketPolicy, ...types.bucket],
  *resource({ type, props }) {
    yield* judgeResourcePolicy(props);
    if (types.bucketPolicy.includes(type) && !isGiven(props, "policy")) {
      yield "the policy is not given";
    }
  },
  *companions({ props }, graph, { ownAccounts }) {
    // Said of the resource already.
    if (isUnknown(props, "policy")) {
      return;
    }
    const own = new Set([...ownAccounts, ...ownAccountsOf(graph)]);
    const givesAway = (statements(props, "policy") ?? []).some(
      (statement) =>
        risky.some((action) => permits(statement, action)) && isForOthers(statement, own),
    );
    if (givesAway) {
      yield `the policy lets another principal change the bucket's protection (${risky.join(", ")})`;
    }
  },
});

/** Whether the statement names an account that is not the stack's own, or everybody. */
function isForOthers(
  { principals, exceptPrincipals, conditions }: Statement,
  own: ReadonlySet<string>,
): boolean {
  const isOther = (principal: Principal) =>
    principal.kind === "account"
      ? !own.has(principal.account)
      : principal.kind === "everybody" && !isOfOwn(conditions, own);
  return exceptPrincipals !== undefined || principals.some(isOther);
}

/** Whether everybody means the principals of the own accounts. */
function isOfOwn(conditions: Statement["conditions"], own: ReadonlySet<string>): boolean {
  return conditions.some(
    (condition) =>
      ["aws:principalaccount", "aws:principalarn", "aws:userid"].includes(condition.key) &&
      narrows([condition], "callers") &&
      condition.values.every((value) => isOfAccount(condition.key, value ?? "", own)),
  );
}

function isOfAccount(key: string, value: string, own: ReadonlySet<string>): boolean {
  // A user's id shows no account, but it is one person's or role's.
  return key === "aws:userid" || own.has(value) || own.has(value.split(":")[4] ?? "");
}
