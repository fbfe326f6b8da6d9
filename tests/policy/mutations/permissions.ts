import { add, type Document, each, type Mutate, type Mutations } from "../support/mutate";
import { policy, statement } from "./documents";

const account = "444455556666";

/** The types that hold permissions, each with a statement in its own form. */
const holders: Readonly<Record<string, (document: string) => Mutate>> = {
  "a role's policy": (document) => add("iam.RolePolicy", "wide", { role: "app", policy: document }),
  "a managed policy": (document) => add("iam.Policy", "wide", { policy: document }),
  "a group's policy": (document) =>
    add("iam.GroupPolicy", "wide", { group: "people", policy: document }),
  "a role's inline policy": (document) =>
    add("iam.Role", "wide", {
      assumeRolePolicy: policy(
        statement({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
      ),
      inlinePolicies: [{ name: "wide", policy: document }],
    }),
};

function inEvery(statements: Readonly<Record<string, Document>>): Readonly<Record<string, Mutate>> {
  return Object.fromEntries(
    Object.entries(holders).flatMap(([holder, put]) =>
      Object.entries(statements).map(([words, parts]) => [
        `${words} in ${holder}`,
        put(policy(statement(parts))),
      ]),
    ),
  );
}

const keys = "arn:aws:kms:us-east-1:444455556666:key";
const secrets = "arn:aws:secretsmanager:us-east-1:444455556666:secret";
const roles = `arn:aws:iam::${account}:role`;

/** Permissions that are too wide, by the rules that catch them. */
export const permissionRules = {
  rotation: {
    "iam-no-read-all-secrets": inEvery({
      "every secret": { Action: "secretsmanager:GetSecretValue" },
      "every secret by its hyphen": {
        Action: ["secretsmanager:Get*"],
        Resource: `${secrets}:*-*`,
      },
      "every secret but one": {
        Action: "secretsmanager:GetSecretValue",
        Resource: undefined,
        NotResource: `${secrets}:audit-AbCdEf`,
      },
      "every secret of a version": {
        Action: "secretsmanager:GetSecretValue",
        Condition: { StringLike: { "secretsmanager:VersionStage": "*" } },
      },
      "every secret, of the caller's choice": {
        Action: "secretsmanager:GetSecretValue",
        Resource: `${secrets}:\${aws:PrincipalTag/name}*`,
      },
    }),
  },
  encryption: {
    "iam-no-decrypt-all-keys": inEvery({
      "every key by its hyphens": { Action: "kms:Decrypt", Resource: `${keys}/*-*` },
      "every key by the beginning of its type": {
        Action: "kms:Decrypt",
        Resource: "arn:aws:kms:*:*:k*",
      },
      "every key by the length of its id": {
        Action: "kms:Decrypt",
        Resource: `${keys}/${"?".repeat(36)}`,
      },
      "every key by each first digit": {
        Action: "kms:Re*",
        Resource: Array.from("0123456789abcdef", (digit) => `${keys}/${digit}*`),
      },
      "every key through any service": {
        Action: "kms:Decrypt",
        Condition: { StringLike: { "kms:ViaService": "*.amazonaws.com" } },
      },
      "every key of several regions": { Action: "kms:Decrypt", Resource: `${keys}/mrk-*` },
    }),
  },
  operations: {
    "iam-no-privilege-escalation": inEvery({
      "every role passed": { Action: "iam:PassRole" },
      "every role passed by a wild path": { Action: "iam:PassRole", Resource: `${roles}/*` },
      "every role passed to any service": {
        Action: "iam:PassRole",
        Condition: { StringLike: { "iam:PassedToService": "*" } },
      },
      "every role assumed": { Action: "sts:Assume*" },
      "policies of every role": { Action: ["iam:AttachRolePolicy"], Resource: `${roles}/*` },
      "trusts of every role": { Action: "iam:Update*" },
      "versions of every policy": { Action: "iam:CreatePolicyVersion" },
      "keys of every user": { Action: "iam:CreateAccessKey" },
    }),
    "iam-no-admin": inEvery({
      "everything by letters": {
        Action: ["a*", "b*", "c*", "d*", "e*", "i*", "k*", "l*", "r*", "s*"],
      },
      "everything on every partition's ARN": { Action: "*", Resource: "arn:*" },
      "everything but billing": { Action: undefined, NotAction: "aws-portal:*" },
    }),
    "iam-no-service-wildcard": inEvery({
      "a service by one letter and more": { Action: "rds:?*" },
      "a service by a letter that most actions have": { Action: "dms:*e*" },
    }),
  },
  "public-access": {
    "role-trust-not-public": trusts(),
    "resource-policy-not-public": each(
      [
        ["backup.VaultPolicy", "policy"],
        ["cloudwatch.LogResourcePolicy", "policyDocument"],
        ["cloudwatch.LogDestinationPolicy", "accessPolicy"],
        ["cloudwatch.EventBusPolicy", "policy"],
        ["ecr.RepositoryPolicy", "policy"],
        ["ecr.RegistryPolicy", "policy"],
        ["efs.FileSystemPolicy", "policy"],
        ["s3.AccessPoint", "policy"],
      ] as const,
      ([path]) => `everybody in ${path}`,
      ([path, property]) =>
        add(path, "open", { [property]: policy(statement({ Principal: { AWS: "*" } })) }),
    ),
  },
} satisfies Record<string, Mutations>;

function trusts(): Readonly<Record<string, Mutate>> {
  const github = "token.actions.githubusercontent.com";
  const provider = { Federated: `arn:aws:iam::${account}:oidc-provider/${github}` };
  const forms: Readonly<Record<string, Document>> = {
    everybody: { Principal: "*" },
    "an account of *": { Principal: { AWS: ["*"] } },
    "everybody but a role": { NotPrincipal: { AWS: `${roles}/app` } },
    "a role of any account": { Principal: { AWS: "arn:aws:iam::*:role/app" } },
    "everybody with an external id": {
      Principal: "*",
      Condition: { StringEquals: { "sts:ExternalId": "orders" } },
    },
    "everybody of accounts that begin alike": {
      Principal: "*",
      Condition: { StringLike: { "aws:PrincipalAccount": "4*" } },
    },
    "every repository": {
      Principal: provider,
      Condition: { StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" } },
    },
    "every repository of a name": {
      Principal: provider,
      Condition: { StringLike: { [`${github}:sub`]: "repo:*/infra:*" } },
    },
  };
  return Object.fromEntries(
    Object.entries(forms).map(([words, parts]) => [
      words,
      add("iam.Role", "open", {
        assumeRolePolicy: policy(
          statement({ Action: "sts:AssumeRole", Resource: undefined, ...parts }),
        ),
      }),
    ]),
  );
}
