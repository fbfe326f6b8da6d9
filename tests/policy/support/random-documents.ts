import * as fc from "fast-check";

/** One statement of a document, every element of which is a list, so that it can be widened. */
export interface RandomStatement {
  readonly Effect: string;
  readonly Principal: readonly (readonly [type: string, name: string])[];
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition: readonly RandomCondition[];
}

/** A condition. A document holds each key once under an operator, and so does a statement here. */
interface RandomCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const account = "111122223333";
const org = "o-a1b2c3d4e5";

/** Conditions, each with the values that narrow it and those that do not. */
const conditions: readonly (readonly [
  operator: string,
  key: string,
  definite: string,
  loose: string,
])[] = [
  ["StringEquals", "aws:PrincipalAccount", account, "1*"],
  ["StringLike", "aws:SourceAccount", account, "*"],
  ["StringEquals", "aws:PrincipalOrgID", org, "${aws:PrincipalOrgID}"],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", `${org}/*`, "*/r-ab12/*"],
  ["StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d4e5f60718", "vpc-*"],
  ["StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d", "vpce-?a1b2c3d"],
  ["ArnLike", "aws:SourceArn", `arn:aws:dms:*:${account}:*`, "arn:aws:s3:::*-logs"],
  ["StringLike", "aws:PrincipalArn", `arn:aws:iam::${account}:role/*`, "*:role/app"],
  ["IpAddress", "aws:SourceIp", "203.0.113.0/24", "0.0.0.0/1"],
  ["StringEquals", "kms:CallerAccount", account, "????????????"],
  ["StringEquals", "kms:ViaService", "rds.us-east-1.amazonaws.com", "*.amazonaws.com"],
  ["StringEquals", "aws:ResourceTag/team", "data", "*"],
  ["StringEquals", "aws:ResourceAccount", account, "*"],
  ["StringEquals", "iam:PassedToService", "dms.amazonaws.com", "*"],
  ["StringEquals", "secretsmanager:ResourceTag/team", "data", "*"],
];

/** Conditions that a caller of any account can satisfy, and that tie no resource down. */
export const harmless: readonly RandomCondition[] = [
  ["Bool", "aws:SecureTransport", "true"],
  ["Bool", "kms:GrantIsForAWSResource", "true"],
  ["IpAddress", "aws:VpcSourceIp", "10.0.0.0/8"],
  ["StringEquals", "sts:ExternalId", "5f0d2c1e"],
  ["StringEquals", "aws:username", "alice"],
  ["StringEquals", "aws:PrincipalTag/team", "data"],
  ["StringEqualsIfExists", "aws:PrincipalAccount", account],
  ["StringNotEquals", "aws:PrincipalAccount", account],
  ["ForAllValues:StringLike", "aws:PrincipalOrgPaths", `${org}/*`],
  ["StringEquals", "aws:PrincipalAccount", "${aws:PrincipalAccount}"],
  ["StringLike", "aws:userid", "*:alice"],
  ["DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"],
  ["NumericLessThan", "aws:MultiFactorAuthAge", "3600"],
  ["Null", "aws:RequestedRegion", "false"],
].map(([operator = "", key = "", value = ""]) => ({ operator, key, values: [value] }));

const condition = fc
  .tuple(fc.constantFrom(...conditions), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([[operator, key, definite, loose], isLoose, isNegated, isOptional]) => ({
    operator: `${isNegated ? operator.replace(/(String|Arn|)(Equals|Like|IpAddress)/, "$1Not$2") : operator}${isOptional ? "IfExists" : ""}`,
    key,
    values: isLoose ? [definite, loose] : [definite],
  }));

const principal = fc.constantFrom(
  ["AWS", "*"] as const,
  ["AWS", account] as const,
  ["AWS", `arn:aws:iam::${account}:role/app`] as const,
  ["AWS", "arn:aws:iam::*:root"] as const,
  ["Service", "dms.amazonaws.com"] as const,
  [
    "Federated",
    `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
  ] as const,
  ["CanonicalUser", "ab12".repeat(16)] as const,
);

const action = fc.constantFrom(
  "*",
  "kms:Decrypt",
  "kms:*",
  "s3:GetObject",
  "s3:Put*",
  "s3:*",
  "iam:PassRole",
  "iam:*",
  "secretsmanager:GetSecretValue",
  "secretsmanager:*",
  "sts:AssumeRole",
  "*:*e*",
);

const resource = fc.constantFrom(
  "*",
  "arn:aws:s3:::corp-example-data/*",
  "arn:aws:s3:::*",
  `arn:aws:kms:us-east-1:${account}:key/*`,
  `arn:aws:kms:us-east-1:${account}:key/1f0d2c1e-0000-4000-8000-000000000001`,
  "arn:aws:kms:*:*:key/*-*",
  `arn:aws:secretsmanager:us-east-1:${account}:secret:orders/*`,
  "arn:aws:secretsmanager:*:*:secret:*-??????",
  `arn:aws:iam::${account}:role/app-*`,
  "arn:aws:iam::*:role/*",
);

const statement: fc.Arbitrary<RandomStatement> = fc.record({
  Effect: fc.constantFrom("Allow", "Allow", "Deny"),
  Principal: fc.array(principal, { minLength: 1, maxLength: 2 }),
  Action: fc.array(action, { minLength: 1, maxLength: 3 }),
  Resource: fc.array(resource, { minLength: 1, maxLength: 3 }),
  Condition: fc.uniqueArray(condition, { maxLength: 2, comparator: isSamePlace }),
});

/** Documents of some statements, allowing and denying, wide and narrow. */
export const documents = fc.array(statement, { minLength: 1, maxLength: 4 });

type Document = readonly RandomStatement[];
type Step = (statement: RandomStatement, pick: number) => RandomStatement;

/** Steps that widen an Allow. */
const widenings: readonly Step[] = [
  (own) => ({ ...own, Principal: [...own.Principal, ["AWS", "*"]] }),
  (own, pick) => ({
    ...own,
    Principal: own.Principal.with(pick % own.Principal.length, ["AWS", "*"]),
  }),
  (own) => ({ ...own, Action: [...own.Action, "sqs:SendMessage"] }),
  (own, pick) => ({ ...own, Action: own.Action.with(pick % own.Action.length, "*") }),
  (own, pick) => ({ ...own, Action: wider(own.Action, pick) }),
  (own) => ({ ...own, Resource: [...own.Resource, "arn:aws:sqs:us-east-1:999988887777:queue"] }),
  (own, pick) => ({ ...own, Resource: own.Resource.with(pick % own.Resource.length, "*") }),
  (own, pick) => ({ ...own, Resource: wider(own.Resource, pick) }),
  (own, pick) => ({
    ...own,
    Condition: own.Condition.filter((_, at) => at !== pick % own.Condition.length),
  }),
  (own, pick) => ({ ...own, Condition: loosened(own.Condition, pick) }),
];

/** Those that add to a Deny and replace none of its own conditions. */
const positive = harmless.filter(({ operator }) => !operator.includes("Not"));

/** Steps that narrow a Deny. */
const spared: readonly Step[] = [
  (own) => ({ ...own, Principal: [["AWS", account]] }),
  (own) => ({ ...own, Action: ["sqs:SendMessage"] }),
  (own) => ({ ...own, Resource: ["arn:aws:sqs:us-east-1:999988887777:queue"] }),
  (own, pick) => withCondition(own, positive[pick % positive.length]!),
];

/** A pattern of which the last part of a name is open. */
function wider(patterns: readonly string[], pick: number): readonly string[] {
  const at = pick % patterns.length;
  return patterns.with(at, `${patterns[at]!.slice(0, -1)}*`);
}

/** Another value, or an operator that also holds where the key is absent. */
function loosened(list: readonly RandomCondition[], pick: number): readonly RandomCondition[] {
  const at = pick % Math.max(list.length, 1);
  const own = list[at];
  if (own?.operator.includes("Not") !== false) {
    return list;
  }
  if (pick % 2 === 1) {
    return list.with(at, { ...own, values: [...own.values, "*"] });
  }
  const optional = { ...own, operator: `${own.operator.replace(/IfExists$/, "")}IfExists` };
  return list.some((item) => isSamePlace(item, optional)) ? list : list.with(at, optional);
}

function isSamePlace(one: RandomCondition, other: RandomCondition): boolean {
  return one.operator === other.operator && one.key === other.key;
}

/** The statement with one more condition, where it has none yet in that place. */
function withCondition(own: RandomStatement, added: RandomCondition): RandomStatement {
  const isTaken = own.Condition.some((item) => isSamePlace(item, added));
  return isTaken ? own : { ...own, Condition: [...own.Condition, added] };
}

/** A document that allows all that the given one does, and maybe more. */
export function widened(document: Document, picks: readonly number[]): Document {
  return picks.reduce((wide, pick) => {
    const at = pick % wide.length;
    const own = wide[at]!;
    if (own.Effect === "Deny" && pick % 3 === 0 && wide.length > 1) {
      return wide.toSpliced(at, 1);
    }
    const steps = own.Effect === "Deny" ? spared : widenings;
    return wide.with(at, steps[(pick >> 4) % steps.length]!(own, pick >> 8));
  }, document);
}

/** A document of which each Allow has one more condition, that anybody can satisfy. */
export function withHarmless(document: Document, pick: number): Document {
  const added = harmless[pick % harmless.length]!;
  return document.map((own) => (own.Effect === "Allow" ? withCondition(own, added) : own));
}

/** The document as AWS reads it: each element as a list, or in another order and spelling. */
export function written(document: Document, isOdd = false): object {
  const one = (list: readonly string[]) => (isOdd && list.length === 1 ? list[0] : list);
  const folded = (name: string) => (isOdd ? name.toLowerCase() : name);
  const statements = document.map((own) => ({
    [folded("Effect")]: own.Effect,
    [folded("Principal")]: grouped(
      own.Principal.map(([type, name]) => [folded(type), name] as const),
      one,
    ),
    [folded("Action")]: one(own.Action.map((name) => (isOdd ? name.toUpperCase() : name))),
    [folded("Resource")]: one(own.Resource),
    [folded("Condition")]: mapOf(own.Condition, folded, one),
  }));
  const list = isOdd ? statements.toReversed() : statements;
  return { [folded("Statement")]: isOdd && list.length === 1 ? list[0] : list };
}

function mapOf(
  list: readonly RandomCondition[],
  folded: (name: string) => string,
  one: (values: readonly string[]) => unknown,
): object {
  const operators = new Set(list.map(({ operator }) => operator));
  return Object.fromEntries(
    [...operators].map((operator) => [
      folded(operator),
      Object.fromEntries(
        list
          .filter((item) => item.operator === operator)
          .map(({ key, values }) => [folded(key), one(values)]),
      ),
    ]),
  );
}

function grouped(
  pairs: readonly (readonly [string, string])[],
  one: (values: readonly string[]) => unknown,
): object {
  const types = new Set(pairs.map(([type]) => type));
  return Object.fromEntries(
    [...types].map((type) => [
      type,
      one(pairs.filter((pair) => pair[0] === type).map(([, name]) => name)),
    ]),
  );
}
