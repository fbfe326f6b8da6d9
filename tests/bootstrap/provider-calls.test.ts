import { expect } from "chai";
import { deployStatements } from "../../bootstrap/deploy-permissions";
import { readStatements, type Statement } from "../../bootstrap/permissions";

const account = "111122223333";
const deploying = (environment: string) =>
  deployStatements({ partition: "aws", region: "us-east-1", accountId: account, environment });

/** Condition keys of a request that IAM knows besides action and resource. */
type Context = Readonly<Record<string, string>>;

const globbed = (pattern: string) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
const matches = (patterns: string | readonly string[], value: string) =>
  [patterns].flat().some((pattern) => globbed(pattern).test(value));

const operators: Record<string, (given: string | undefined, wanted: readonly string[]) => boolean> =
  {
    StringEquals: (given, wanted) => given !== undefined && wanted.includes(given),
    StringNotLike: (given, wanted) => given === undefined || !matches(wanted, given),
    Null: (given, [wanted]) => String(given === undefined) === wanted,
  };

const holds = ({ Condition = {} }: Statement, context: Context) =>
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      operators[operator]!(context[key], [wanted].flat()),
    ),
  );

/** Whether IAM lets a request through that has these statements for it. */
const allows = (
  statements: readonly Statement[],
  action: string,
  resource: string,
  context: Context = {},
) =>
  statements.some(
    (statement) =>
      matches(statement.Action, action) &&
      matches(statement.Resource as string | string[], resource) &&
      holds(statement, { "aws:RequestedRegion": "us-east-1", ...context }),
  );

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;
const role = `arn:aws:iam::${account}:role/migration-source-erp-secret-dev`;
const logs = `arn:aws:s3:::migration-alb-logs-${account}-us-east-1-dev`;
const key = arn("kms", "key/1a2b3c4d-0000-4000-8000-000000000000");
const ofDev = { "aws:ResourceTag/Environment": "dev" };

/**
 * Actions that the AWS provider, or a service on the caller's behalf, needs beyond those that
 * follow from a type's name.
 */
const calls: Readonly<Record<string, [action: string, resource: string, context?: Context]>> = {
  "tags a key that it creates": ["kms:TagResource", "*", { "aws:RequestTag/Environment": "dev" }],
  "lets a new key rotate before its tags count": ["kms:EnableKeyRotation", key],
  "gives back the grant of a backup vault": ["kms:RetireGrant", key, ofDev],
  "makes a backup vault": ["backup-storage:MountCapsule", "*"],
  "turns rotation on": [
    "lambda:InvokeFunction",
    arn("lambda", "function:migration-target-rotation-dev"),
  ],
  "fetches the rotation function": [
    "s3:GetObject",
    "arn:aws:s3:::awsserverlessrepo-changesets-plntc6bfnfj/111122223333/code",
  ],
  "takes the label off a secret's first version": [
    "secretsmanager:UpdateSecretVersionStage",
    arn("secretsmanager", "secret:migration-target-dev-AbCdEf"),
  ],
  "gives private endpoints their names": [
    "route53:AssociateVPCWithHostedZone",
    "arn:aws:route53:::hostedzone/Z1",
  ],
  "stops a task that it changes or deletes": ["dms:StopReplicationTask", arn("dms", "task:ABC")],
  "hands DMS the role that reads a secret": [
    "iam:PassRole",
    role,
    { "iam:PassedToService": "dms.us-east-1.amazonaws.com" },
  ],
  "changes the description of a role": ["iam:UpdateRoleDescription", role],
  "makes a cluster without options": [
    "rds:CreateDBCluster",
    arn("rds", "og:default:aurora-mysql-8-0"),
  ],
  "lists what a bucket still holds": ["s3:ListBucketVersions", logs],
  "makes the journal's bucket": [
    "s3:CreateBucket",
    `arn:aws:s3:::migration-ops-${account}-us-east-1-dev`,
  ],
  "starts the operators' host": ["ec2:RunInstances", arn("ec2", "instance/*")],
  "encrypts its volume": ["kms:ReEncryptTo", key, ofDev],
  "gives it a role": [
    "iam:AddRoleToInstanceProfile",
    `arn:aws:iam::${account}:instance-profile/migration-access-host-dev`,
  ],
  "hands EC2 that role": [
    "iam:PassRole",
    `arn:aws:iam::${account}:role/migration-access-host-dev`,
    { "iam:PassedToService": "ec2.amazonaws.com" },
  ],
  "changes its type": ["ec2:StopInstances", arn("ec2", "instance/i-1")],
  "empties a bucket": ["s3:DeleteObjectVersion", `${logs}/access/AWSLogs/1.log.gz`],
  "takes back what WAF may log": ["logs:DeleteResourcePolicy", "*"],
  "ends a subscription": ["sns:Unsubscribe", "*"],
  "takes a tag off a plan": ["backup:UntagResource", arn("backup", "backup-plan:1")],
  "takes a tag off a budget": [
    "budgets:UntagResource",
    `arn:aws:budgets::${account}:budget/migration-monthly-dev`,
  ],
  "takes a tag off a resolver rule": [
    "route53resolver:UntagResource",
    arn("route53resolver", "x/1"),
  ],
  "takes a tag off a scalable target": [
    "application-autoscaling:UntagResource",
    arn("application-autoscaling", "scalable-target/1"),
  ],
  "takes a tag off a rotation function": [
    "lambda:UntagResource",
    arn("lambda", "function:migration-target-rotation-dev"),
  ],
};

/** Actions that the provider needs whenever it compares a resource with the state. */
const looks: Readonly<Record<string, [action: string, resource: string]>> = {
  "finds a bucket": ["s3:ListBucket", logs],
  "reads the tags of a bucket": ["s3:ListTagsForResource", logs],
  "finds the image of the operators' host": [
    "ssm:GetParameter",
    "arn:aws:ssm:us-east-1::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  ],
  "finds the routes of an attachment": ["ec2:GetTransitGatewayRouteTableAssociations", "*"],
};

describe("The role that deploys", () => {
  for (const [what, [action, resource, context]] of Object.entries(calls)) {
    it(`${what} (${action})`, () => {
      expect(allows(deploying("dev"), action, resource, context)).to.equal(true);
    });
  }

  it("makes no key of another environment its own", () => {
    const context = {
      "aws:RequestTag/Environment": "dev",
      "aws:ResourceTag/Environment": "staging",
    };
    expect(allows(deploying("dev"), "kms:TagResource", key, context)).to.equal(false);
  });

  it("leaves the state's bucket and key alone where account and environment share a name", () => {
    const state = `arn:aws:s3:::migration-state-${account}-us-east-1-prod`;
    for (const action of ["s3:DeleteBucket", "s3:PutBucketPolicy", "s3:DeleteObjectVersion"]) {
      expect(allows(deploying("prod"), action, state), action).to.equal(false);
      expect(allows(deploying("prod"), action, `${state}/x`), action).to.equal(false);
    }
    const ofState = {
      "aws:ResourceTag/Environment": "prod",
      "aws:ResourceTag/Name": "migration-state-prod",
    };
    for (const action of ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"]) {
      expect(allows(deploying("prod"), action, key, ofState), action).to.equal(false);
    }
  });
});

describe("The role that previews", () => {
  for (const [what, [action, resource]] of Object.entries(looks)) {
    it(`${what} (${action})`, () => {
      expect(allows(readStatements("aws"), action, resource)).to.equal(true);
    });
  }
});
