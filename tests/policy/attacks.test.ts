import { draft, ref, unknown } from "./support/plan";
import { accept, type Case, refuse } from "./support/verdicts";

/*
 * Attacks on the reader of documents and on each family of rules, by somebody who had not written
 * them, and what public modules for AWS declare in the same places.
 */

const account = "111122223333";
const key = (s: object) => [
  draft("kms.Key", "k", {
    policy: JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*", ...s },
    }),
  }),
];
const trust = (s: object) => [
  draft("iam.Role", "r", {
    assumeRolePolicy: JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", ...s },
    }),
  }),
];
const iam = (s: object) => [
  draft("iam.Policy", "p", {
    policy: JSON.stringify({ Statement: { Effect: "Allow", Resource: "*", ...s } }),
  }),
];
const bucketWith = (...s: object[]) => [
  draft("s3.Bucket", "b", { bucket: "data" }),
  draft("s3.BucketPolicy", "p", { bucket: ref("b"), policy: JSON.stringify({ Statement: s }) }),
];
const sg = (p: object) => [
  draft("vpc.SecurityGroupIngressRule", "i", {
    securityGroupId: "sg-1",
    description: "x",
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    ...p,
  }),
];
const out = (p: object) => [
  draft("vpc.SecurityGroupEgressRule", "i", {
    securityGroupId: "sg-1",
    description: "x",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...p,
  }),
];
const fn = (p: object) => [draft("lambda.Function", "f", { runtime: "python3.13", ...p })];
const db = (p: object) => [draft("rds.Instance", "d", { engine: "mysql", ...p })];
const dms = (p: object) => [
  draft("dms.Endpoint", "e", { endpointType: "source", engineName: "mysql", ...p }),
];
const acl = (rs: object[]) => [
  draft("wafv2.WebAcl", "w", {
    defaultAction: { allow: {} },
    visibilityConfig: { cloudwatchMetricsEnabled: true },
    rules: rs,
  }),
];
const managed = (m: object = {}, p: object = {}) => ({
  name: "m",
  priority: 1,
  overrideAction: { none: {} },
  visibilityConfig: { cloudwatchMetricsEnabled: true },
  statement: {
    managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet", ...m },
  },
  ...p,
});
const doc = (...s: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: s });
const keyOf = (...s: object[]) => [
  draft("kms.Key", "k", {
    enableKeyRotation: true,
    policy: doc(
      {
        Sid: "Root",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      ...s,
    ),
  }),
];

const vpc = draft("ec2.Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = draft("ec2.Subnet", "s", { vpcId: ref("vpc"), cidrBlock: "10.0.1.0/24" });
const group = draft("rds.SubnetGroup", "g", { subnetIds: [ref("s")] });
const assoc = draft("ec2.RouteTableAssociation", "a", {
  subnetId: ref("s"),
  routeTableId: ref("t"),
});
const routes = (r: object) => [
  vpc,
  subnet,
  group,
  assoc,
  draft("ec2.InternetGateway", "igw", {}),
  draft("ec2.NatGateway", "nat", {}),
  draft("ec2.RouteTable", "t", { vpcId: ref("vpc"), routes: [r] }),
];

const attacks: readonly Case[] = [
  [
    "kms-not-public",
    "principal org with trailing wildcard list",
    key({ Condition: { StringLike: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-?*"] } } }),
  ],
  [
    "kms-not-public",
    "SourceIp of 8.0.0.0/5",
    key({ Condition: { IpAddress: { "aws:SourceIp": "8.0.0.0/5" } } }),
  ],
  [
    "kms-not-public",
    "NotIpAddress one host",
    key({ Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.7/32" } } }),
  ],
  [
    "kms-not-public",
    "date until 2099",
    key({ Condition: { DateLessThan: { "aws:CurrentTime": "2099-01-01T00:00:00Z" } } }),
  ],
  [
    "kms-not-public",
    "MFA present",
    key({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
  ],
  [
    "kms-not-public",
    "PrincipalType",
    key({ Condition: { StringEquals: { "aws:PrincipalType": "User" } } }),
  ],
  [
    "kms-not-public",
    "PrincipalIsAWSService false",
    key({ Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }),
  ],
  [
    "kms-not-public",
    "tag of principal",
    key({ Condition: { StringEquals: { "aws:PrincipalTag/team": "data" } } }),
  ],
  [
    "kms-not-public",
    "RequestedRegion",
    key({ Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } }),
  ],
  [
    "kms-not-public",
    "arn:aws:iam::*:role/x principal",
    key({ Principal: { AWS: "arn:aws:iam::*:role/app" } }),
  ],
  [
    "kms-not-public",
    "principal list with unlikely star",
    key({ Principal: { AWS: [account, "*"] } }),
  ],
  [
    "kms-not-public",
    "Principal all accounts' root by ?",
    key({ Principal: { AWS: "arn:aws:iam::????????????:root" } }),
  ],
  [
    "kms-not-public",
    "two statements one open",
    [
      draft("kms.Key", "k", {
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" },
            { Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:CreateGrant", Resource: "*" },
          ],
        }),
      }),
    ],
  ],
  [
    "kms-not-public",
    "Deny to one leaves all",
    [
      draft("kms.Key", "k", {
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" },
            { Effect: "Deny", Principal: { AWS: account }, Action: "kms:*", Resource: "*" },
          ],
        }),
      }),
    ],
  ],
  [
    "kms-not-public",
    "deny only of one action",
    [
      draft("kms.Key", "k", {
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "kms:Encrypt",
              Resource: "*",
              Condition: { StringNotEquals: { "aws:PrincipalAccount": account } },
            },
          ],
        }),
      }),
    ],
  ],
  [
    "kms-not-public",
    "EncryptionContext only",
    key({ Condition: { StringEquals: { "kms:EncryptionContext:app": "x" } } }),
  ],
  [
    "kms-not-public",
    "GrantIsForAWSResource",
    key({ Condition: { Bool: { "kms:GrantIsForAWSResource": true } } }),
  ],
  [
    "kms-not-public",
    "ReplicaKey open",
    [
      draft("kms.ReplicaKey", "k", {
        policy: JSON.stringify({
          Statement: { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" },
        }),
      }),
    ],
  ],
  [
    "secret-policy-not-public",
    "federated wildcard",
    [
      draft("secretsmanager.SecretPolicy", "p", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: { Federated: "*" },
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
          },
        }),
      }),
    ],
  ],
  [
    "secret-policy-not-public",
    "StringEqualsIgnoreCase star",
    [
      draft("secretsmanager.SecretPolicy", "p", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringLike: { "aws:PrincipalAccount": "????????????" } },
          },
        }),
      }),
    ],
  ],
  [
    "secret-policy-not-public",
    "VersionStage condition",
    [
      draft("secretsmanager.SecretPolicy", "p", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringEquals: { "secretsmanager:VersionStage": "AWSCURRENT" } },
          },
        }),
      }),
    ],
  ],
  [
    "s3-policy-not-public",
    "prefix condition",
    bucketWith({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:ListBucket",
      Resource: "*",
      Condition: { StringEquals: { "s3:prefix": "public/" } },
    }),
  ],
  [
    "s3-policy-not-public",
    "referer",
    bucketWith({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { StringLike: { "aws:Referer": "https://corp.example/*" } },
    }),
  ],
  [
    "s3-policy-not-public",
    "useragent",
    bucketWith({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { StringEquals: { "aws:UserAgent": "secret-agent" } },
    }),
  ],
  [
    "s3-policy-not-public",
    "tls only",
    bucketWith({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    }),
  ],
  [
    "s3-policy-not-public",
    "signature version",
    bucketWith({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: "*",
      Condition: { StringEquals: { "s3:signatureversion": "AWS4-HMAC-SHA256" } },
    }),
  ],
  [
    "s3-tls-only",
    "deny for one principal",
    bucketWith({
      Effect: "Deny",
      Principal: { AWS: account },
      Action: "s3:*",
      Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  ],
  [
    "s3-tls-only",
    "deny with further ip condition",
    bucketWith({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
      Condition: {
        Bool: { "aws:SecureTransport": "false" },
        NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      },
    }),
  ],
  [
    "s3-tls-only",
    "deny of true",
    bucketWith({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    }),
  ],
  [
    "s3-tls-only",
    "deny on a folder",
    bucketWith({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/logs/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  ],
  [
    "sns-policy-not-public",
    "SourceOwner wild",
    [
      draft("sns.TopicPolicy", "p", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "sns:Publish",
            Resource: "*",
            Condition: { StringLike: { "AWS:SourceOwner": "1111*" } },
          },
        }),
      }),
    ],
  ],
  [
    "sns-policy-not-public",
    "sns:Protocol",
    [
      draft("sns.TopicPolicy", "p", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "sns:Subscribe",
            Resource: "*",
            Condition: { StringEquals: { "sns:Protocol": "https" } },
          },
        }),
      }),
    ],
  ],
  [
    "sns-policy-not-public",
    "sns:Endpoint own domain",
    [
      draft("sns.TopicPolicy", "p", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "sns:Subscribe",
            Resource: "*",
            Condition: { StringLike: { "sns:Endpoint": "*@corp.example" } },
          },
        }),
      }),
    ],
  ],
  [
    "sqs-policy-not-public",
    "SourceArn wild account",
    [
      draft("sqs.QueuePolicy", "p", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "sqs:SendMessage",
            Resource: "*",
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:alarms" } },
          },
        }),
      }),
    ],
  ],
  [
    "sqs-policy-not-public",
    "queue inline",
    [
      draft("sqs.Queue", "q", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            NotPrincipal: { AWS: account },
            Action: "sqs:*",
            Resource: "*",
          },
        }),
      }),
    ],
  ],
  [
    "resource-policy-not-public",
    "ecr",
    [
      draft("ecr.RepositoryPolicy", "q", {
        policy: JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "ecr:*" } }),
      }),
    ],
  ],
  [
    "resource-policy-not-public",
    "event bus",
    [
      draft("cloudwatch.EventBusPolicy", "q", {
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "events:PutEvents",
            Condition: { StringEquals: { "events:source": "corp" } },
          },
        }),
      }),
    ],
  ],
  [
    "endpoint-policy-restricted",
    "no policy",
    [
      draft("ec2.VpcEndpoint", "e", {
        serviceName: "com.amazonaws.us-east-1.secretsmanager",
        vpcEndpointType: "Interface",
      }),
    ],
  ],
  [
    "endpoint-policy-restricted",
    "aws:PrincipalArn any",
    [
      draft("ec2.VpcEndpoint", "e", {
        serviceName: "com.amazonaws.us-east-1.s3",
        policy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
          },
        }),
      }),
    ],
  ],
  [
    "rotation-lambda-permission-scoped",
    "principal *",
    [draft("lambda.Permission", "p", { action: "lambda:InvokeFunction", principal: "*" })],
  ],
  [
    "rotation-lambda-permission-scoped",
    "wild sourceArn",
    [
      draft("lambda.Permission", "p", {
        action: "lambda:InvokeFunction",
        principal: "s3.amazonaws.com",
        sourceArn: "arn:aws:s3:::*",
      }),
    ],
  ],
  [
    "rotation-lambda-permission-scoped",
    "sourceArn w/o account",
    [
      draft("lambda.Permission", "p", {
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: "arn:aws:events:us-east-1:*:rule/x",
      }),
    ],
  ],
  ["rotation-lambda-hardened", "old runtime", fn({ runtime: "python3.7" })],
  ["rotation-lambda-hardened", "MYSQL_PWD", fn({ environment: { variables: { MYSQL_PWD: "x" } } })],
  [
    "rotation-lambda-hardened",
    "AWS_SECRET_ACCESS_KEY",
    fn({ environment: { variables: { AWS_SECRET_ACCESS_KEY: "x" } } }),
  ],
  [
    "rotation-lambda-hardened",
    "url with credentials in a harmless name",
    fn({ environment: { variables: { TARGET: "mysql://root:hunter2@db.corp.example/x" } } }),
  ],
  [
    "rotation-lambda-hardened",
    "credentials var",
    fn({ environment: { variables: { DB_CREDENTIALS: "x" } } }),
  ],
  ["rotation-lambda-hardened", "DBPASS", fn({ environment: { variables: { DBPASS: "x" } } })],
  [
    "rotation-lambda-hardened",
    "passphrase",
    fn({ environment: { variables: { KEY_PASSPHRASE: "x" } } }),
  ],
  ["lambda-url-auth", "none", [draft("lambda.FunctionUrl", "u", { authorizationType: "NONE" })]],
  [
    "role-trust-not-public",
    "external id",
    trust({ Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
  ],
  [
    "role-trust-not-public",
    "github any repo",
    trust({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: {
        Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
      },
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      },
    }),
  ],
  [
    "role-trust-not-public",
    "github org wildcard",
    trust({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: {
        Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
      },
      Condition: {
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:corp*/infra:*" },
      },
    }),
  ],
  [
    "role-trust-not-public",
    "github sub IfExists",
    trust({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: {
        Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
      },
      Condition: {
        StringLikeIfExists: { "token.actions.githubusercontent.com:sub": "repo:corp/infra:*" },
      },
    }),
  ],
  [
    "role-trust-not-public",
    "cognito any",
    trust({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: "cognito-identity.amazonaws.com" },
      Condition: {
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
      },
    }),
  ],
  [
    "role-trust-not-public",
    "tag session",
    trust({
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: { StringLike: { "sts:RoleSessionName": "${aws:username}" } },
    }),
  ],
  [
    "dms-role-confused-deputy",
    "no condition",
    trust({ Principal: { Service: "dms.amazonaws.com" } }),
  ],
  [
    "sg-ingress-no-open",
    "ipv4 mapped halves",
    [
      ...sg({ cidrIpv4: "0.0.0.0/1" }),
      draft("vpc.SecurityGroupIngressRule", "j", {
        securityGroupId: "sg-1",
        description: "x",
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrIpv4: "128.0.0.0/1",
      }),
    ],
  ],
  ["sg-ingress-no-open", "ipv6 2000::/3", sg({ cidrIpv6: "2000::/3" })],
  ["sg-ingress-no-open", "host bits set", sg({ cidrIpv4: "1.2.3.4/0" })],
  ["sg-ingress-no-open", "ports reversed 0", sg({ fromPort: 0, toPort: 0, cidrIpv4: "0.0.0.0/0" })],
  [
    "sg-ingress-no-highrisk",
    "range around 3306 by text",
    sg({ fromPort: "3000", toPort: "4000", cidrIpv4: "0.0.0.0/0" }),
  ],
  [
    "sg-ingress-no-highrisk",
    "all udp",
    sg({ ipProtocol: "17", fromPort: 0, toPort: 65535, cidrIpv4: "0.0.0.0/0" }),
  ],
  [
    "sg-ingress-no-highrisk",
    "default group",
    [
      draft("ec2.DefaultSecurityGroup", "g", {
        vpcId: "vpc-1",
        ingress: [{ protocol: "TCP", fromPort: 3306, toPort: 3306, ipv6CidrBlocks: ["::/0"] }],
      }),
    ],
  ],
  ["egress-no-internet-cidr", "teredo", out({ cidrIpv6: "2001::/16" })],
  ["egress-no-internet-cidr", "0/7", out({ cidrIpv4: "2.0.0.0/7" })],
  ["egress-no-any-protocol", "-1 number", out({ ipProtocol: -1, cidrIpv4: "10.0.0.0/16" })],
  ["egress-no-any-protocol", "ALL", out({ ipProtocol: "ALL", cidrIpv4: "10.0.0.0/16" })],
  [
    "nacl-no-admin-ports",
    "range",
    [
      draft("ec2.NetworkAclRule", "n", {
        networkAclId: "a",
        egress: false,
        protocol: "6",
        ruleAction: "allow",
        ruleNumber: 10,
        cidrBlock: "0.0.0.0/0",
        fromPort: 20,
        toPort: 25,
      }),
    ],
  ],
  [
    "dms-endpoint-uses-secret",
    "extra attributes",
    dms({
      secretsManagerArn: "a",
      secretsManagerAccessRoleArn: "b",
      extraConnectionAttributes: "password=hunter2;",
    }),
  ],
  ["dms-endpoint-ssl", "none", dms({ sslMode: "none" })],
  ["aurora-managed-password", "literal", db({ password: "x" })],
  ["aurora-managed-password", "write-only", db({ passwordWo: "x", passwordWoVersion: 1 })],
  ["snapshot-not-public", "all", [draft("rds.SnapshotCopy", "s", { sharedAccounts: ["all"] })]],
  ["aurora-not-public", "yaml text", db({ publiclyAccessible: "true" })],
  [
    "waf-has-rules-and-metrics",
    "count override",
    acl([managed({}, { overrideAction: { count: {} } })]),
  ],
  [
    "waf-has-rules-and-metrics",
    "excluded rules as count",
    acl([
      managed({
        ruleActionOverrides: [
          { name: "SQLi_BODY", actionToUse: { count: {} } },
          { name: "CrossSiteScripting_BODY", actionToUse: { allow: {} } },
        ],
      }),
    ]),
  ],
  [
    "waf-has-rules-and-metrics",
    "scope down to POST /never",
    acl([
      managed({
        scopeDownStatement: {
          byteMatchStatement: {
            searchString: "/never",
            positionalConstraint: "EXACTLY",
            fieldToMatch: { uriPath: {} },
            textTransformations: [{ priority: 0, type: "NONE" }],
          },
        },
      }),
    ]),
  ],
  [
    "waf-has-rules-and-metrics",
    "allow all first",
    acl([
      {
        name: "a",
        priority: 0,
        action: { allow: {} },
        visibilityConfig: { cloudwatchMetricsEnabled: true },
        statement: {
          sizeConstraintStatement: {
            comparisonOperator: "GE",
            size: 0,
            fieldToMatch: { uriPath: {} },
            textTransformations: [{ priority: 0, type: "NONE" }],
          },
        },
      },
      managed(),
    ]),
  ],
  [
    "waf-has-rules-and-metrics",
    "allow by geo list first",
    acl([
      {
        name: "a",
        priority: 0,
        action: { allow: {} },
        visibilityConfig: { cloudwatchMetricsEnabled: true },
        statement: {
          notStatement: { statements: [{ geoMatchStatement: { countryCodes: ["AQ"] } }] },
        },
      },
      managed(),
    ]),
  ],
  ["iam-no-admin", "s?:* spelled", iam({ Action: "*:*" })],
  ["iam-no-admin", "NotAction iam", iam({ NotAction: "iam:*" })],
  ["iam-no-privilege-escalation", "PassRole *", iam({ Action: "iam:Pass*" })],
  [
    "iam-no-privilege-escalation",
    "CreatePolicyVersion",
    iam({ Action: "iam:CreatePolicyVersion" }),
  ],
  [
    "iam-no-privilege-escalation",
    "UpdateAssumeRolePolicy",
    iam({ Action: ["iam:UpdateAssumeRolePolicy"] }),
  ],
  [
    "iam-no-privilege-escalation",
    "AttachRolePolicy inline role",
    [
      draft("iam.Role", "r", {
        assumeRolePolicy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        }),
        inlinePolicies: [
          {
            name: "x",
            policy: JSON.stringify({
              Statement: { Effect: "Allow", Action: "iam:Attach*", Resource: "*" },
            }),
          },
        ],
      }),
    ],
  ],
  [
    "iam-no-read-all-secrets",
    "wildcard secret",
    iam({ Action: "secretsmanager:Get*", Resource: "arn:aws:secretsmanager:*:*:secret:*-??????" }),
  ],
  ["iam-no-decrypt-all-keys", "ReEncrypt", iam({ Action: "kms:ReEncrypt*" })],
  [
    "iam-no-decrypt-all-keys",
    "generate data key",
    iam({ Action: "kms:Decrypt", Resource: "arn:aws:kms:*:*:key/????????-*" }),
  ],
  [
    "iam-no-managed-admin",
    "gov",
    [
      draft("iam.RolePolicyAttachment", "a", {
        role: "r",
        policyArn: "arn:aws-us-gov:iam::aws:policy/AdministratorAccess",
      }),
    ],
  ],
  [
    "iam-no-managed-admin",
    "power user",
    [
      draft("iam.RolePolicyAttachment", "a", {
        role: "r",
        policyArn: "arn:aws:iam::aws:policy/PowerUserAccess",
      }),
    ],
  ],
  [
    "iam-no-managed-admin",
    "IAMFullAccess",
    [
      draft("iam.RolePolicyAttachment", "a", {
        role: "r",
        policyArn: "arn:aws:iam::aws:policy/IAMFullAccess",
      }),
    ],
  ],
  ["log-retention", "forever", [draft("cloudwatch.LogGroup", "l", { retentionInDays: 0 })]],
  [
    "route-no-igw-in-private",
    "ipv6 default to igw",
    routes({ ipv6CidrBlock: "::/0", gatewayId: ref("igw") }),
  ],
  [
    "route-no-igw-in-private",
    "igw literal",
    routes({ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" }),
  ],
  [
    "route-no-igw-in-private",
    "half to nat",
    routes({ cidrBlock: "0.0.0.0/1", natGatewayId: ref("nat") }),
  ],
  [
    "route-no-igw-in-private",
    "one host to igw",
    routes({ cidrBlock: "203.0.113.7/32", gatewayId: ref("igw") }),
  ],
  [
    "route-no-igw-in-private",
    "egress-only",
    routes({ ipv6CidrBlock: "::/0", egressOnlyGatewayId: "eigw-1" }),
  ],
  [
    "route-no-igw-in-private",
    "main table",
    [
      vpc,
      subnet,
      group,
      draft("ec2.InternetGateway", "igw", {}),
      draft("ec2.DefaultRouteTable", "t", {
        defaultRouteTableId: ref("vpc"),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("igw") }],
      }),
    ],
  ],
  [
    "route-no-igw-in-private",
    "main association",
    [
      vpc,
      subnet,
      group,
      draft("ec2.InternetGateway", "igw", {}),
      draft("ec2.RouteTable", "t", {
        vpcId: ref("vpc"),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("igw") }],
      }),
      draft("ec2.MainRouteTableAssociation", "m", { vpcId: ref("vpc"), routeTableId: ref("t") }),
    ],
  ],
  [
    "route-no-igw-in-private",
    "dms subnet",
    [
      vpc,
      subnet,
      draft("dms.ReplicationSubnetGroup", "g", { subnetIds: [ref("s")] }),
      assoc,
      draft("ec2.InternetGateway", "igw", {}),
      draft("ec2.RouteTable", "t", {
        vpcId: ref("vpc"),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("igw") }],
      }),
    ],
  ],
  [
    "egress-explicit",
    "egress null",
    [draft("ec2.SecurityGroup", "g", { description: "x", egress: null })],
  ],
  [
    "egress-no-internet-cidr",
    "prefix list with halves",
    [
      draft("ec2.ManagedPrefixList", "pl", {
        entries: [{ cidr: "0.0.0.0/1" }, { cidr: "128.0.0.0/1" }],
      }),
      draft("vpc.SecurityGroupEgressRule", "o", {
        securityGroupId: "sg-1",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        prefixListId: ref("pl"),
      }),
    ],
  ],
  [
    "egress-no-internet-cidr",
    "prefix list entry standalone",
    [
      draft("ec2.ManagedPrefixList", "pl", {}),
      draft("ec2.ManagedPrefixListEntry", "en", { prefixListId: ref("pl"), cidr: "0.0.0.0/0" }),
      draft("vpc.SecurityGroupEgressRule", "o", {
        securityGroupId: "sg-1",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        prefixListId: ref("pl"),
      }),
    ],
  ],
  [
    "sg-default-closed",
    "default with self rule",
    [
      vpc,
      draft("ec2.DefaultSecurityGroup", "d", {
        vpcId: ref("vpc"),
        ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }],
        egress: [],
      }),
    ],
  ],
  ["sg-default-closed", "not adopted", [vpc]],
  [
    "dms-endpoint-ssl",
    "postgres no verify",
    [
      draft("dms.Endpoint", "e", {
        engineName: "postgres",
        endpointType: "source",
        sslMode: "none",
      }),
    ],
  ],
  [
    "dms-endpoint-ssl",
    "mysql require",
    [draft("dms.Endpoint", "e", { engineName: "mysql", endpointType: "source" })],
  ],
  [
    "dms-endpoint-ssl",
    "kafka plaintext case",
    [
      draft("dms.Endpoint", "e", {
        engineName: "kafka",
        endpointType: "target",
        kafkaSettings: { broker: "b:9092", securityProtocol: "plaintext" },
      }),
    ],
  ],
  [
    "dms-endpoint-uses-secret",
    "sqlserver password",
    [
      draft("dms.Endpoint", "e", {
        engineName: "sqlserver",
        endpointType: "source",
        username: "sa",
        password: unknown,
      }),
    ],
  ],
  [
    "dms-endpoint-uses-secret",
    "s3 none? mongodb nested",
    [
      draft("dms.Endpoint", "e", {
        engineName: "mongodb",
        endpointType: "source",
        username: "u",
        password: "p",
      }),
    ],
  ],
  [
    "dms-endpoint-uses-secret",
    "extra attr pwd",
    [
      draft("dms.Endpoint", "e", {
        engineName: "mysql",
        endpointType: "source",
        secretsManagerArn: "a",
        secretsManagerAccessRoleArn: "b",
        extraConnectionAttributes: "initstmt=x;PWD = y",
      }),
    ],
  ],
  [
    "aurora-require-tls",
    "off by text",
    [
      draft("rds.ClusterParameterGroup", "p", {
        parameters: [{ name: "require_secure_transport", value: "OFF" }],
      }),
      draft("rds.Cluster", "c", { engine: "aurora-mysql", dbClusterParameterGroupName: ref("p") }),
    ],
  ],
  [
    "aurora-require-tls",
    "first wins dup",
    [
      draft("rds.ClusterParameterGroup", "p", {
        parameters: [
          { name: "require_secure_transport", value: "OFF" },
          { name: "require_secure_transport", value: "ON" },
        ],
      }),
      draft("rds.Cluster", "c", { engine: "aurora-mysql", dbClusterParameterGroupName: ref("p") }),
    ],
  ],
  [
    "aurora-audit-parameters",
    "0",
    [
      draft("rds.ClusterParameterGroup", "p", {
        parameters: [{ name: "server_audit_logging", value: "0" }],
      }),
      draft("rds.Cluster", "c", { engine: "aurora-mysql", dbClusterParameterGroupName: ref("p") }),
    ],
  ],
  [
    "alb-https-only",
    "http forward",
    [
      draft("lb.LoadBalancer", "b", {}),
      draft("lb.Listener", "l", {
        loadBalancerArn: ref("b"),
        port: 80,
        protocol: "HTTP",
        defaultActions: [{ type: "forward", targetGroupArn: "x" }],
      }),
    ],
  ],
  [
    "alb-https-only",
    "http redirect to http",
    [
      draft("lb.LoadBalancer", "b", {}),
      draft("lb.Listener", "l", {
        loadBalancerArn: ref("b"),
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          { type: "redirect", redirect: { protocol: "HTTP", statusCode: "HTTP_301" } },
        ],
      }),
    ],
  ],
  [
    "alb-tls-policy",
    "none on https",
    [
      draft("lb.Listener", "l", {
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS-1-0-2015-04",
      }),
    ],
  ],
  ["s3-block-public-access", "missing", [draft("s3.Bucket", "b", {})]],
  [
    "s3-block-public-access",
    "one false",
    [
      draft("s3.Bucket", "b", {}),
      draft("s3.BucketPublicAccessBlock", "p", {
        bucket: ref("b"),
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
      }),
    ],
  ],
  ["s3-no-acl", "website acl", [draft("s3.BucketAcl", "b", { bucket: "x", acl: "public-read" })]],
  [
    "kms-rotation",
    "period of years",
    [draft("kms.Key", "k", { enableKeyRotation: true, rotationPeriodInDays: 2560 })],
  ],
  ["kms-rotation", "off", [draft("kms.Key", "k", { enableKeyRotation: "false" })]],
  [
    "secret-rotation-interval",
    "rate(52 weeks)?",
    [
      draft("secretsmanager.SecretRotation", "r", {
        secretId: "x",
        rotationRules: { scheduleExpression: "rate(400 days)" },
      }),
    ],
  ],
  [
    "secret-rotation-interval",
    "yearly cron",
    [
      draft("secretsmanager.SecretRotation", "r", {
        secretId: "x",
        rotationRules: { scheduleExpression: "cron(0 1 1 1 ? *)" },
      }),
    ],
  ],
  [
    "secret-rotation-interval",
    "cron feb 30",
    [
      draft("secretsmanager.SecretRotation", "r", {
        secretId: "x",
        rotationRules: { scheduleExpression: "cron(0 1 30 2 ? *)" },
      }),
    ],
  ],
  [
    "sns-no-http-subscription",
    "http",
    [draft("sns.TopicSubscription", "t", { protocol: "http", endpoint: "http://x" })],
  ],
  [
    "vpc-flow-log",
    "accept only",
    [
      vpc,
      draft("ec2.FlowLog", "f", { vpcId: ref("vpc"), trafficType: "ACCEPT", logDestination: "x" }),
    ],
  ],
  [
    "vpn-crypto",
    "ikev1",
    [
      draft("ec2.VpnConnection", "v", {
        tunnel1IkeVersions: ["ikev1"],
        tunnel2IkeVersions: ["ikev2"],
      }),
    ],
  ],
  [
    "iam-no-privilege-escalation",
    "lambda update + passrole star?",
    [
      draft("iam.RolePolicy", "p", {
        role: "r",
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Action: ["iam:PutRolePolicy"], Resource: "arn:aws:iam::*:role/*" },
          ],
        }),
      }),
    ],
  ],
  [
    "iam-no-privilege-escalation",
    "CreateAccessKey",
    [
      draft("iam.RolePolicy", "p", {
        role: "r",
        policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Action: ["iam:CreateAccessKey", "iam:CreateLoginProfile"],
              Resource: "*",
            },
          ],
        }),
      }),
    ],
  ],
  [
    "iam-no-privilege-escalation",
    "AddUserToGroup",
    [
      draft("iam.RolePolicy", "p", {
        role: "r",
        policy: JSON.stringify({
          Statement: [{ Effect: "Allow", Action: "iam:AddUserToGroup", Resource: "*" }],
        }),
      }),
    ],
  ],
  [
    "iam-no-privilege-escalation",
    "sts:AssumeRole on *",
    [
      draft("iam.RolePolicy", "p", {
        role: "r",
        policy: JSON.stringify({
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }],
        }),
      }),
    ],
  ],
  [
    "iam-no-admin",
    "two halves",
    [
      draft("iam.Policy", "p", {
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", NotAction: "s3:*", Resource: "*" },
            { Effect: "Allow", Action: "s3:*", Resource: "*" },
          ],
        }),
      }),
    ],
  ],
  [
    "iam-no-admin",
    "inline of a role",
    [
      draft("iam.Role", "r", {
        assumeRolePolicy: JSON.stringify({
          Statement: {
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        }),
        inlinePolicies: [
          {
            policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
          },
        ],
      }),
    ],
  ],
  [
    "stateful-protected",
    "unprotected cluster",
    [draft("rds.Cluster", "c", { engine: "aurora-mysql" })],
  ],
  [
    "backup-plan-covers-db",
    "selection with notResources",
    [
      draft("rds.Cluster", "c", { engine: "aurora-mysql" }),
      draft("backup.Selection", "s", {
        resources: ["*"],
        notResources: ["arn:aws:rds:*:*:cluster:*"],
      }),
    ],
  ],
  [
    "waf-logging",
    "default DROP",
    [
      draft("wafv2.WebAcl", "w", {}),
      draft("wafv2.WebAclLoggingConfiguration", "l", {
        resourceArn: ref("w"),
        logDestinationConfigs: ["x"],
        loggingFilter: { defaultBehavior: "DROP", filters: [] },
      }),
    ],
  ],
  [
    "waf-has-rules-and-metrics",
    "empty",
    [draft("wafv2.WebAcl", "w", { defaultAction: { allow: {} } })],
  ],
  [
    "role-trust-not-public",
    "NotPrincipal",
    [
      draft("iam.Role", "r", {
        assumeRolePolicy: JSON.stringify({
          Statement: { Effect: "Allow", NotPrincipal: { AWS: account }, Action: "sts:AssumeRole" },
        }),
      }),
    ],
  ],
  [
    "role-trust-not-public",
    "lower-case keys",
    [
      draft("iam.Role", "r", {
        assumeRolePolicy: JSON.stringify({
          statement: { effect: "Allow", principal: { aws: "*" }, action: "sts:AssumeRole" },
        }),
      }),
    ],
  ],
  [
    "role-trust-not-public",
    "object not text",
    [
      draft("iam.Role", "r", {
        assumeRolePolicy: {
          Statement: [{ Effect: "Allow", Principal: { AWS: ["*"] }, Action: ["sts:AssumeRole"] }],
        },
      }),
    ],
  ],
  [
    "s3-no-acl",
    "other ownership of a bucket of another stack",
    [
      draft("s3.BucketOwnershipControls", "o", {
        bucket: "x",
        rule: { objectOwnership: "ObjectWriter" },
      }),
    ],
  ],
];

/** Under the words that describe them, what several rules must leave in peace. */
const harmless: readonly (readonly [words: string, rules: readonly string[], stack: Case[2]])[] = [
  [
    "terraform-aws-kms: autoscaling service-linked role with grants",
    ["kms-not-public"],
    keyOf({
      Sid: "asg",
      Effect: "Allow",
      Principal: {
        AWS: `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
      },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": true } },
    }),
  ],
  [
    "terraform-aws-kms: cloudwatch logs",
    ["kms-not-public"],
    keyOf({
      Effect: "Allow",
      Principal: { Service: "logs.us-east-1.amazonaws.com" },
      Action: ["kms:Encrypt*", "kms:Decrypt*"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:us-east-1:${account}:log-group:*`,
        },
      },
    }),
  ],
  [
    "aws managed: via service with caller account",
    ["kms-not-public"],
    keyOf({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:ViaService": "rds.us-east-1.amazonaws.com",
          "kms:CallerAccount": account,
        },
      },
    }),
  ],
  [
    "org-wide",
    ["kms-not-public"],
    keyOf({
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
  ],
  [
    "org paths",
    ["kms-not-public"],
    keyOf({
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        "ForAnyValue:StringLike": {
          "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*",
        },
      },
    }),
  ],
  [
    "s3: ELB logs by region account",
    ["s3-policy-not-public"],
    bucketWith({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::127311923021:root" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::data/*",
    }),
  ],
  [
    "s3: log delivery service",
    ["s3-policy-not-public"],
    bucketWith(
      {
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::data/*",
        Condition: {
          StringEquals: {
            "s3:x-amz-acl": "bucket-owner-full-control",
            "aws:SourceAccount": account,
          },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:*` },
        },
      },
      {
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: "arn:aws:s3:::data",
      },
    ),
  ],
  [
    "s3: deny tls and outdated tls",
    ["s3-policy-not-public", "s3-tls-only"],
    bucketWith(
      {
        Sid: "denyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "denyOutdatedTLS",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
        Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      },
    ),
  ],
  [
    "s3: deny incorrect encryption headers",
    ["s3-policy-not-public"],
    bucketWith({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::data/*",
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    }),
  ],
  [
    "s3: cloudfront OAC",
    ["s3-policy-not-public"],
    bucketWith({
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::data/*",
      Condition: {
        StringEquals: { "AWS:SourceArn": `arn:aws:cloudfront::${account}:distribution/E1` },
      },
    }),
  ],
  [
    "s3: vpce only",
    ["s3-policy-not-public"],
    bucketWith({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::data/*",
      Condition: {
        StringEquals: { "aws:sourceVpce": ["vpce-0a1b2c3d", "vpce-0123456789abcdef0"] },
      },
    }),
  ],
  [
    "sns: own account default policy",
    ["sns-policy-not-public"],
    [
      draft("sns.TopicPolicy", "p", {
        policy: doc({
          Sid: "__default_statement_ID",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["SNS:Subscribe", "SNS:Publish"],
          Resource: "*",
          Condition: { StringEquals: { "AWS:SourceOwner": account } },
        }),
      }),
    ],
  ],
  [
    "sns: events and alarms",
    ["sns-policy-not-public"],
    [
      draft("sns.TopicPolicy", "p", {
        policy: doc({
          Effect: "Allow",
          Principal: { Service: ["events.amazonaws.com", "cloudwatch.amazonaws.com"] },
          Action: "sns:Publish",
          Resource: "*",
        }),
      }),
    ],
  ],
  [
    "sqs: sns subscription",
    ["sqs-policy-not-public"],
    [
      draft("sqs.QueuePolicy", "p", {
        policy: doc({
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: "*",
          Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:us-east-1:${account}:alarms` } },
        }),
      }),
    ],
  ],
  [
    "sqs: deny plain http",
    ["sqs-policy-not-public"],
    [
      draft("sqs.QueuePolicy", "p", {
        policy: doc({
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      }),
    ],
  ],
  [
    "secret: org only with deny",
    ["secret-policy-not-public"],
    [
      draft("secretsmanager.SecretPolicy", "p", {
        policy: doc(
          {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:role/app` },
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
          },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
          },
        ),
      }),
    ],
  ],
  [
    "role: ec2",
    ["role-trust-not-public"],
    trust({
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  ],
  [
    "role: github by repo and environment",
    ["role-trust-not-public"],
    trust({
      Effect: "Allow",
      Principal: {
        Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
      },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: {
          "token.actions.githubusercontent.com:sub": [
            "repo:corp/infra:environment:prod",
            "repo:corp/*",
          ],
        },
      },
    }),
  ],
  [
    "role: EKS IRSA",
    ["role-trust-not-public"],
    trust({
      Effect: "Allow",
      Principal: {
        Federated: `arn:aws:iam::${account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF`,
      },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF:sub":
            "system:serviceaccount:kube-system:ebs",
          "oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF:aud": "sts.amazonaws.com",
        },
      },
    }),
  ],
  [
    "role: SAML sign-in",
    ["role-trust-not-public"],
    trust({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${account}:saml-provider/corp` },
      Action: "sts:AssumeRoleWithSAML",
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    }),
  ],
  [
    "role: third party with an external id",
    ["role-trust-not-public"],
    trust({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::464622532012:root" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "x" } },
    }),
  ],
  [
    "role: own account, by pattern",
    ["role-trust-not-public"],
    trust({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "sts:AssumeRole",
      Condition: {
        ArnLike: {
          "aws:PrincipalArn": `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*`,
        },
      },
    }),
  ],
  [
    "lambda: api gateway",
    ["rotation-lambda-permission-scoped"],
    [
      draft("lambda.Permission", "p", {
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:us-east-1:${account}:abc/*/*`,
      }),
    ],
  ],
  [
    "lambda: s3 with account",
    ["rotation-lambda-permission-scoped"],
    [
      draft("lambda.Permission", "p", {
        action: "lambda:InvokeFunction",
        principal: "s3.amazonaws.com",
        sourceArn: "arn:aws:s3:::data",
        sourceAccount: account,
      }),
    ],
  ],
  [
    "lambda: harmless environment",
    ["rotation-lambda-hardened"],
    [
      draft("lambda.Function", "f", {
        runtime: "python3.13",
        environment: {
          variables: {
            SECRETS_MANAGER_ENDPOINT: "https://secretsmanager.us-east-1.amazonaws.com",
            SECRET_ARN: `arn:aws:secretsmanager:us-east-1:${account}:secret:x-AbCdEf`,
            LOG_LEVEL: "INFO",
            POWERTOOLS_SERVICE_NAME: "x",
            PASSWORD_LENGTH: "32",
            EXCLUDE_CHARACTERS: "/@",
          },
        },
      }),
    ],
  ],
  [
    "policy: read one secret",
    ["iam-no-read-all-secrets"],
    [
      draft("iam.Policy", "p", {
        policy: doc(
          {
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:dms/orders-*`,
          },
          { Effect: "Allow", Action: "secretsmanager:GetRandomPassword", Resource: "*" },
        ),
      }),
    ],
  ],
  [
    "policy: decrypt through one service",
    ["iam-no-decrypt-all-keys"],
    [
      draft("iam.Policy", "p", {
        policy: doc({
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: `arn:aws:kms:us-east-1:${account}:key/*`,
          Condition: {
            StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
          },
        }),
      }),
    ],
  ],
  [
    "policy: pass one role",
    ["iam-no-privilege-escalation"],
    [
      draft("iam.Policy", "p", {
        policy: doc({
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: `arn:aws:iam::${account}:role/dms-*`,
          Condition: { StringEquals: { "iam:PassedToService": "dms.amazonaws.com" } },
        }),
      }),
    ],
  ],
  [
    "policy: vpc networking of a function",
    ["iam-no-admin", "iam-no-service-wildcard"],
    [
      draft("iam.Policy", "p", {
        policy: doc({
          Effect: "Allow",
          Action: [
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DeleteNetworkInterface",
            "logs:Create*",
            "logs:PutLogEvents",
          ],
          Resource: "*",
        }),
      }),
    ],
  ],
  [
    "group: egress to a prefix list",
    ["egress-destination-typed", "egress-no-internet-cidr"],
    [
      draft("vpc.SecurityGroupEgressRule", "o", {
        securityGroupId: "sg-1",
        description: "S3",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        prefixListId: "pl-63a5400a",
      }),
    ],
  ],
  [
    "group: from a /24 of the office",
    ["sg-ingress-no-open", "sg-ingress-no-highrisk"],
    [
      draft("vpc.SecurityGroupIngressRule", "o", {
        securityGroupId: "sg-1",
        description: "Office",
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrIpv4: "203.0.113.0/24",
      }),
    ],
  ],
  [
    "endpoint: own account",
    ["endpoint-policy-restricted"],
    [
      draft("ec2.VpcEndpoint", "e", {
        serviceName: "com.amazonaws.us-east-1.secretsmanager",
        policy: doc({
          Effect: "Allow",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: {
            StringEquals: { "aws:PrincipalAccount": account, "aws:ResourceAccount": account },
          },
        }),
      }),
    ],
  ],
  [
    "logs: route 53 writes",
    ["resource-policy-not-public"],
    [
      draft("cloudwatch.LogResourcePolicy", "e", {
        policyDocument: doc({
          Effect: "Allow",
          Principal: { Service: "route53.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `arn:aws:logs:us-east-1:${account}:log-group:/aws/route53/*`,
        }),
      }),
    ],
  ],
  [
    "ecr: pull by the organization",
    ["resource-policy-not-public"],
    [
      draft("ecr.RepositoryPolicy", "e", {
        policy: doc({
          Effect: "Allow",
          Principal: "*",
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
      }),
    ],
  ],
  [
    "snapshot shared with one account",
    ["snapshot-not-public"],
    [draft("rds.ClusterSnapshot", "s", { sharedAccounts: [account] })],
  ],
];

describe("Attacks", () => {
  refuse(attacks);
});

describe("What public modules declare", () => {
  accept(
    harmless.flatMap(([words, names, stack]) => names.map((name): Case => [name, words, stack])),
  );
});
