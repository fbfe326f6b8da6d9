import { expect } from "chai";
import { deployStatements } from "../../bootstrap/deploy-permissions";
import { readStatements, type Statement, stateStatements } from "../../bootstrap/permissions";

const state = { stateBucketArn: "arn:aws:s3:::state", stateKeyArn: "arn:aws:kms:x:1:key/state" };
const deploying = (environment: string) =>
  deployStatements({
    partition: "aws",
    region: "us-east-1",
    accountId: "111122223333",
    environment,
  });
const actionsOf = (statements: readonly Statement[]) =>
  statements.flatMap(({ Action }) => [...Action]);

/** Actions that read the contents of a resource. */
const contents = [
  "kms:Decrypt",
  "logs:GetLogEvents",
  "logs:StartQuery",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
];

describe("The permissions of the workflows", () => {
  it("look at resources, and at no secret, object, log or key material", () => {
    for (const action of actionsOf(readStatements("aws"))) {
      expect(action).to.match(/^[a-z0-9-]+:(?:Describe|Get|List|View)/);
      const pattern = new RegExp(`^${action.replaceAll("*", ".*")}$`);
      for (const content of contents) expect(content, action).not.to.match(pattern);
    }
  });

  it("never allow all of a service", () => {
    for (const action of actionsOf([...readStatements("aws"), ...deploying("dev")])) {
      expect(action).to.match(/^[a-z0-9-]+:.*[A-Za-z]{2}/);
    }
  });

  it("keep one environment from the named resources of another", () => {
    const named = deploying("dev").flatMap(({ Resource }) =>
      (Array.isArray(Resource) ? (Resource as string[]) : []).filter(
        (arn) =>
          /:migration-|\/migration-/.test(arn) &&
          !/serverlessrepo|log-group|backup-vault/.test(arn),
      ),
    );
    expect(named).not.to.deep.equal([]);
    for (const arn of named) expect(arn).to.match(/migration-(?:[a-z-]+-)?\*-dev(?:\W|$)/);
  });

  it("act in the stack's region, on the environment's keys, and hand roles to known services only", () => {
    const conditions = Object.fromEntries(
      deploying("dev").map(({ Sid, Condition }) => [Sid, Condition]),
    );
    expect(conditions["RegionalServices"]).to.deep.equal({
      StringEquals: { "aws:RequestedRegion": "us-east-1" },
    });
    expect(conditions["Keys"]?.["StringEquals"]).to.deep.equal({
      "aws:ResourceTag/Environment": "dev",
    });
    expect(conditions["RolesOfServices"]).to.have.nested.property(
      "StringEquals.iam:PassedToService",
    );
  });

  it("change no state when they are there to preview", () => {
    expect(actionsOf(stateStatements(state, "read"))).to.have.members([
      "s3:ListBucket",
      "s3:GetObject",
      "kms:Decrypt",
    ]);
    expect(actionsOf(stateStatements(state, "write"))).to.have.members([
      ...["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      ...["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    ]);
  });

  it("allow only these actions on resources whose ARNs do not name the environment", () => {
    const elsewhere = deploying("dev").filter(({ Sid }) => Sid === "Elsewhere");
    expect(actionsOf(elsewhere)).to.have.members([
      "backup-storage:MountCapsule", // creates a backup vault
      "cloudformation:CreateChangeSet", // of the published rotation function
      "logs:*LogDelivery", // of web ACLs and VPN tunnels
      "logs:DeleteResourcePolicy",
      "logs:PutResourcePolicy",
      "route53:AssociateVPCWithHostedZone", // names of private endpoints
      "route53:ChangeResourceRecordSets", // certificates and aliases
      "serverlessrepo:CreateCloudFormation*", // templates of the rotation function
      "sns:Unsubscribe",
    ]);
  });

  it("fit into a role, whatever the environment is called", () => {
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        ...readStatements("aws"),
        ...deploying("e".repeat(16)),
        ...stateStatements(state, "write"),
      ],
    });
    // IAM counts the inline policies of a role together.
    expect(document.length).to.be.at.most(10_240);
  });
});
