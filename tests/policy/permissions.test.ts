import { dmsSecretNotManaged } from "../../policy-pack/policies/dms/dms-secret-not-managed";
import { iamNoPrivilegeEscalation } from "../../policy-pack/policies/operations/iam-no-privilege-escalation";
import { resourcePolicyNotPublic } from "../../policy-pack/policies/public-access/resource-policy-not-public";
import { roleTrustNotPublic } from "../../policy-pack/policies/public-access/role-trust-not-public";
import { iamNoReadAllSecrets } from "../../policy-pack/policies/rotation/iam-no-read-all-secrets";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const account = "111122223333";
const permissions = (...statements: readonly object[]) =>
  draft("iam.RolePolicy", "policy", {
    policy: JSON.stringify({
      Statement: statements.map((statement) => ({
        Effect: "Allow",
        Resource: "*",
        ...statement,
      })),
    }),
  });

describeRule(iamNoPrivilegeEscalation, {
  compliant: {
    "a role that is named": [
      permissions({ Action: "iam:PassRole", Resource: `arn:aws:iam::${account}:role/app-task` }),
    ],
    "every role, for one service": [
      permissions({
        Action: "iam:PassRole",
        Condition: { StringEquals: { "iam:PassedToService": "dms.amazonaws.com" } },
      }),
    ],
    "reading roles": [permissions({ Action: ["iam:GetRole", "iam:ListRoles"] })],
    "a denial of all that is allowed": [
      permissions({ Action: "iam:*" }, { Effect: "Deny", Action: "iam:*" }),
    ],
  },
  violations: {
    "every role": [[permissions({ Action: "iam:PassRole" })], /passes every role/],
    "every role of an account, in small letters": [
      [permissions({ Action: "iam:passrole", Resource: `arn:aws:iam::${account}:role/*` })],
      /passes every role/,
    ],
    "every role, for any service": [
      [
        permissions({
          Action: "iam:Pass*",
          Condition: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } },
        }),
      ],
      /passes every role/,
    ],
    "every role, to be assumed": [
      [permissions({ Action: "sts:AssumeRole" })],
      /assumes every role/,
    ],
    "the writing of policies": [
      [permissions({ Action: ["iam:PutRolePolicy", "iam:CreatePolicyVersion"] })],
      /permissions of every role[^]*writes every policy/,
    ],
    "keys for every user": [
      [permissions({ Action: "iam:CreateAccessKey" })],
      /permissions of every user/,
    ],
    "groups, by all that is not left out": [
      [permissions({ NotAction: ["iam:*Role*", "iam:*User*"] })],
      /permissions of every group/,
    ],
  },
  unknown: { "an unknown policy": [draft("iam.Policy", "policy", { policy: unknown })] },
});

describeRule(iamNoReadAllSecrets, {
  compliant: {
    "the secrets with a beginning": [
      permissions({
        Action: "secretsmanager:GetSecretValue",
        Resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:orders/*`,
      }),
    ],
    "those that a rotation function rotates": [
      permissions({
        Action: "secretsmanager:*SecretValue",
        Condition: {
          StringEquals: {
            "secretsmanager:resource/AllowRotationLambdaArn": `arn:aws:lambda:us-east-1:${account}:function:rotate`,
          },
        },
      }),
    ],
    "their names": [permissions({ Action: "secretsmanager:ListSecrets" })],
  },
  violations: {
    "every secret": [[permissions({ Action: "secretsmanager:GetSecretValue" })], /every secret/],
    "every secret, by the hyphen that each has": [
      [
        permissions({
          Action: "secretsmanager:Get*",
          Resource: "arn:aws:secretsmanager:*:*:secret:*-??????",
        }),
      ],
      /every secret/,
    ],
    "every secret of any version": [
      [
        permissions({
          Action: "secretsmanager:GetSecretValue",
          Condition: { StringEquals: { "secretsmanager:VersionStage": "AWSCURRENT" } },
        }),
      ],
      /every secret/,
    ],
    "a secret for each first letter": [
      [
        permissions({
          Action: "secretsmanager:GetSecretValue",
          Resource: Array.from(
            "abcdefghijklmnopqrstuvwxyz",
            (letter) => `arn:aws:secretsmanager:*:*:secret:${letter}*`,
          ),
        }),
      ],
      /every secret/,
    ],
  },
  unknown: { "an unknown policy": [draft("iam.Policy", "policy", { policy: unknown })] },
});

const role = (Principal: unknown, Condition: object = {}, Action = "sts:AssumeRole") =>
  draft("iam.Role", "app", {
    assumeRolePolicy: { Statement: { Effect: "Allow", Principal, Action, Condition } },
  });
const github = {
  Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
};
const sub = "token.actions.githubusercontent.com:sub";

describeRule(roleTrustNotPublic, {
  compliant: {
    "a service": [role({ Service: "lambda.amazonaws.com" })],
    "an account": [role({ AWS: `arn:aws:iam::${account}:root` })],
    "everybody of an organization": [
      role("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
    ],
    "the repositories of an owner": [role(github, { StringLike: { [sub]: "repo:corp/*" } })],
    "a directory": [role({ Federated: `arn:aws:iam::${account}:saml-provider/corp` })],
  },
  violations: {
    everybody: [[role("*")], /everybody may assume/],
    "everybody who knows an external id": [
      [role({ AWS: "*" }, { StringEquals: { "sts:ExternalId": "5f0d2c1e" } })],
      /everybody may assume/,
    ],
    "the accounts that begin alike": [
      [role({ AWS: "*" }, { StringLike: { "aws:PrincipalAccount": "1*" } })],
      /everybody may assume/,
    ],
    "every repository of GitHub": [
      [role(github, { StringLike: { [sub]: "repo:*" } })],
      /every identity/,
    ],
    "text that is no policy": [
      [draft("iam.Role", "app", { assumeRolePolicy: "{" })],
      /not an IAM policy document/,
    ],
  },
  unknown: { "an unknown trust": [draft("iam.Role", "app", { assumeRolePolicy: unknown })] },
});

const open = { Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } };

describeRule(resourcePolicyNotPublic, {
  compliant: {
    "a service that writes logs": [
      draft("cloudwatch.LogResourcePolicy", "logs", {
        policyName: "logs",
        policyDocument: JSON.stringify({
          Statement: { ...open.Statement, Principal: { Service: "events.amazonaws.com" } },
        }),
      }),
    ],
    "an account that may pull": [
      draft("ecr.RepositoryPolicy", "images", {
        policy: { Statement: { ...open.Statement, Principal: { AWS: account } } },
      }),
    ],
  },
  violations: {
    "logs that everybody may write": [
      [draft("cloudwatch.LogResourcePolicy", "logs", { policyDocument: JSON.stringify(open) })],
      /to everybody/,
    ],
    "a vault for every organization": [
      [
        draft("backup.VaultPolicy", "vault", {
          policy: {
            Statement: {
              ...open.Statement,
              Condition: { StringLike: { "aws:PrincipalOrgID": "o-*" } },
            },
          },
        }),
      ],
      /to everybody/,
    ],
    "images for everybody": [
      [draft("ecr.RepositoryPolicy", "images", { policy: open })],
      /to everybody/,
    ],
    "a log destination for everybody": [
      [draft("cloudwatch.LogDestinationPolicy", "central", { accessPolicy: open })],
      /to everybody/,
    ],
    "text that is no policy": [
      [draft("backup.VaultPolicy", "vault", { policy: "{" })],
      /not an IAM policy document/,
    ],
  },
  unknown: {
    "an unknown policy": [draft("ecr.RepositoryPolicy", "images", { policy: unknown })],
  },
});

const endpoint = (secretsManagerArn: unknown) =>
  draft("dms.Endpoint", "target", { secretsManagerArn });
const managed = `arn:aws:secretsmanager:us-east-1:${account}:secret:rds!cluster-5f0d2c1e-AbCdEf`;

describeRule(dmsSecretNotManaged, {
  compliant: {
    "a secret of its own": [draft("secretsmanager.Secret", "dms"), endpoint(ref("dms"))],
    "a secret of elsewhere": [
      endpoint(`arn:aws:secretsmanager:us-east-1:${account}:secret:dms-AbCdEf`),
    ],
    "no secret": [draft("dms.Endpoint", "bucket", { engineName: "s3" })],
  },
  violations: {
    "the cluster's secret": [[draft("rds.Cluster", "aurora"), endpoint(ref("aurora"))], /RDS/],
    "an instance's secret": [[draft("rds.Instance", "db"), endpoint(ref("db"))], /RDS/],
    "the secret of a cluster of elsewhere": [[endpoint(managed)], /RDS/],
  },
});
