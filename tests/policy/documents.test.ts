import { expect } from "chai";
import { isAboutAction, isOpen } from "../../policy-pack/lib/iam/access";
import { allowsEverything, allowsWholeService } from "../../policy-pack/lib/iam/breadth";
import { conditionsIn, isPlainHttpOnly, narrows } from "../../policy-pack/lib/iam/conditions";
import { trustsAnyIdentity } from "../../policy-pack/lib/iam/identity-providers";
import { namesOwner } from "../../policy-pack/lib/iam/owners";
import { populations, reachesEvery } from "../../policy-pack/lib/iam/populations";
import { type Statement, statementsIn } from "../../policy-pack/lib/iam/statements";
import { contains, intersects } from "../../policy-pack/lib/iam/wildcards";

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/app`;
const read = (...Statement: readonly object[]): readonly Statement[] =>
  statementsIn({ Version: "2012-10-17", Statement })!;
const publicly = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const under = (Condition: object) => isOpen(read({ ...publicly, Condition }));

describe("policy documents", () => {
  describe("are open to everybody", () => {
    const forms: Readonly<Record<string, object>> = {
      "with the principal *": publicly,
      "with * in a list": { ...publicly, Principal: { AWS: [role, "*"] } },
      "with a part of an ARN for all accounts": {
        ...publicly,
        Principal: { AWS: "arn:aws:iam::*:role/app" },
      },
      "with any service": { ...publicly, Principal: { Service: "*.amazonaws.com" } },
      "with a principal of a type that AWS does not have": {
        ...publicly,
        Principal: { Everyone: account },
      },
      "with a policy variable": { ...publicly, Principal: { AWS: "${aws:PrincipalArn}" } },
      "with a principal that is not a text": { ...publicly, Principal: { AWS: [[role]] } },
      "with elements and types in lower case": {
        effect: "Allow",
        principal: { aws: "*" },
        action: ["s3:GetObject"],
        resource: ["*"],
      },
      "with everybody but one": {
        Effect: "Allow",
        NotPrincipal: { AWS: role },
        Action: "s3:GetObject",
        Resource: "*",
      },
      "with an effect that AWS does not have": { ...publicly, Effect: "allow" },
    };
    for (const [words, statement] of Object.entries(forms)) {
      it(words, () => {
        expect(isOpen(read(statement))).to.equal(true);
      });
    }
  });

  describe("are not open", () => {
    const forms: Readonly<Record<string, readonly object[]>> = {
      "with an account": [{ ...publicly, Principal: { AWS: account } }],
      "with a role": [{ ...publicly, Principal: { AWS: role } }],
      "with a session of a role, in another partition": [
        {
          ...publicly,
          Principal: { AWS: `arn:aws-cn:sts::${account}:assumed-role/app/session` },
        },
      ],
      "with a deleted user's id": [{ ...publicly, Principal: { AWS: "AIDACKCEVSQ6C2EXAMPLE" } }],
      "with a service": [{ ...publicly, Principal: { Service: "dms.us-east-1.amazonaws.com" } }],
      "with a canonical user": [{ ...publicly, Principal: { CanonicalUser: "ab12".repeat(16) } }],
      "with CloudFront's identity": [
        {
          ...publicly,
          Principal: {
            AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1A2B3C4D5",
          },
        },
      ],
      "where all but an organization is denied afterwards": [
        publicly,
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        },
      ],
      "where all but an account is denied before": [
        { Effect: "Deny", NotPrincipal: { AWS: account }, NotAction: "sns:*", Resource: "*" },
        publicly,
      ],
    };
    for (const [words, statements] of Object.entries(forms)) {
      it(words, () => {
        expect(isOpen(read(...statements))).to.equal(false);
      });
    }
  });

  it("stay open where a denial is not sure to be for all of what is allowed", () => {
    const denials: Readonly<Record<string, object>> = {
      "another action": { Action: "s3:PutObject" },
      "a part of the actions": { Action: "s3:GetObject?" },
      "a part of the resources": { Resource: "arn:aws:s3:::logs/*" },
      "only some callers": { Principal: { AWS: role } },
      "those who have a key at all": {
        Condition: {
          "ForAnyValue:StringNotEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" },
        },
      },
      "an organization": { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
      "requests without TLS": { Condition: { Bool: { "aws:SecureTransport": "false" } } },
      "callers but any": { Condition: { StringNotLike: { "aws:PrincipalOrgID": "*" } } },
      "a condition that cannot be read": { Condition: "none" },
      "an action that cannot be read": { Action: [{}] },
    };
    for (const [words, parts] of Object.entries(denials)) {
      const denial = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*", ...parts };
      expect(isOpen(read(publicly, denial)), words).to.equal(true);
    }
  });

  describe("conditions", () => {
    const narrowing: readonly (readonly [operator: string, key: string, value: unknown])[] = [
      ["StringEquals", "aws:SourceAccount", account],
      ["stringequals", "AWS:SOURCEACCOUNT", [account, "444455556666"]],
      ["StringEquals", "aws:SourceOwner", account],
      ["StringEquals", "kms:CallerAccount", account],
      ["StringEquals", "s3:DataAccessPointAccount", account],
      ["StringLike", "aws:PrincipalAccount", account],
      ["StringEqualsIgnoreCase", "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
      ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*"],
      ["StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d4e5f60718"],
      ["StringEquals", "aws:SourceVpce", ["vpce-0a1b2c3d", "vpce-0a1b2c3d4e5f60718"]],
      ["ArnLike", "aws:SourceArn", `arn:aws:dms:*:${account}:*`],
      ["ArnEquals", "aws:SourceArn", "arn:aws:s3:::corp-example-data"],
      ["StringLike", "aws:PrincipalArn", `arn:aws:iam::${account}:role/*`],
      ["ArnLike", "lambda:SourceFunctionArn", `arn:aws:lambda:us-east-1:${account}:function:f`],
      ["StringLike", "aws:userid", "AROACKCEVSQ6C2EXAMPLE:*"],
      ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::1", "10.0.0.0/8"]],
    ];
    for (const [operator, key, value] of narrowing) {
      it(`narrow by ${operator} on ${key}`, () => {
        expect(under({ [operator]: { [key]: value } })).to.equal(false);
      });
    }

    const open: readonly (readonly [operator: string, key: string, value: unknown])[] = [
      ["StringLike", "aws:PrincipalAccount", "1*"],
      ["StringEquals", "aws:PrincipalAccount", "${aws:PrincipalAccount}"],
      ["StringLike", "aws:PrincipalAccount", [account, "*"]],
      ["StringEquals", "aws:PrincipalAccount", []],
      ["StringEquals", "aws:PrincipalAccount", { toString: account }],
      ["StringEqualsIfExists", "aws:SourceAccount", account],
      ["ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*"],
      ["StringNotEquals", "aws:SourceAccount", account],
      ["StringLike", "aws:PrincipalOrgID", "o*"],
      ["StringEquals", "aws:PrincipalOrgID", "o-short"],
      ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-ab12/*"],
      ["StringLike", "aws:SourceVpc", "vpc-*"],
      ["StringLike", "aws:SourceVpce", "vpce-0*"],
      ["ArnLike", "aws:SourceArn", "arn:aws:s3:::*-logs"],
      ["ArnLike", "aws:SourceArn", "arn:aws:s3:::corp-*"],
      ["ArnLike", "aws:SourceArn", "arn:aws:dms:us-east-1:*:rep:main"],
      ["StringLike", "aws:SourceArn", `arn:*:*:*:${account}:*`],
      ["StringLike", "aws:PrincipalArn", "*:role/app"],
      ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::1*:role/app"],
      ["StringLike", "aws:userid", "*:alice"],
      ["StringEquals", "aws:username", "alice"],
      ["StringEquals", "aws:PrincipalTag/team", "data"],
      ["StringEquals", "sts:ExternalId", "5f0d2c1e"],
      ["StringEquals", "kms:ViaService", "secretsmanager.us-east-1.amazonaws.com"],
      ["Bool", "kms:GrantIsForAWSResource", "true"],
      ["Bool", "aws:SecureTransport", "true"],
      ["Bool", "aws:PrincipalIsAWSService", "true"],
      ["StringEquals", "aws:PrincipalServiceName", "dms.amazonaws.com"],
      ["IpAddress", "aws:VpcSourceIp", "10.0.0.0/8"],
      ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/0"]],
      ["IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"]],
      ["IpAddress", "aws:SourceIp", "52.0.0.0/8"],
      ["NotIpAddress", "aws:SourceIp", "203.0.113.0/24"],
      ["Null", "aws:PrincipalOrgID", "false"],
    ];
    for (const [operator, key, value] of open) {
      it(`do not narrow by ${operator} on ${key} ${JSON.stringify(value)}`, () => {
        expect(under({ [operator]: { [key]: value } })).to.equal(true);
      });
    }

    it("narrow where the key may be absent, but another condition demands it", () => {
      const Null = { "aws:PrincipalOrgID": "false" };
      const StringEqualsIfExists = { "aws:PrincipalOrgID": "o-a1b2c3d4e5" };
      expect(under({ StringEqualsIfExists, Null })).to.equal(false);
      expect(under({ StringEqualsIfExists, Null: { "aws:PrincipalOrgID": "true" } })).to.equal(
        true,
      );
    });

    it("narrow the keys that a policy is about by a service, a tag or an alias", () => {
      const keys = (Condition: object) => narrows(conditionsIn(Condition), "keys");
      for (const [key, value] of [
        ["kms:ViaService", "secretsmanager.*.amazonaws.com"],
        ["aws:ResourceTag/team", "data"],
        ["kms:EncryptionContext:SecretARN", "orders"],
        ["kms:RequestAlias", "alias/orders-*"],
      ] as const) {
        expect(keys({ StringLike: { [key]: value } }), value).to.equal(true);
      }
      for (const [key, value] of [
        ["kms:ViaService", "*.amazonaws.com"],
        ["kms:ViaService", "s*.us-east-1.amazonaws.com"],
        ["kms:EncryptionContext:SecretARN", "*"],
        ["kms:RequestAlias", "alias/*"],
        ["aws:ResourceAccount", account],
      ] as const) {
        expect(keys({ StringLike: { [key]: value } }), value).to.equal(false);
      }
    });

    it("let through requests without TLS by one condition, in any case and as a list too", () => {
      const isPlain = (Condition: object) => isPlainHttpOnly(conditionsIn(Condition));
      for (const condition of [
        { Bool: { "aws:SecureTransport": "false" } },
        { Bool: { "aws:SecureTransport": false } },
        { bool: { "AWS:securetransport": ["false"] } },
        { BoolIfExists: { "aws:SecureTransport": "False" } },
      ]) {
        expect(isPlain(condition), JSON.stringify(condition)).to.equal(true);
      }
      for (const condition of [
        {},
        { Bool: {} },
        { Bool: { "aws:SecureTransport": [] } },
        { Bool: { "aws:SecureTransport": "true" } },
        { Bool: { "aws:SecureTransport": ["false", "true"] } },
        { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } },
        { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalTag/a": "b" } },
      ]) {
        expect(isPlain(condition), JSON.stringify(condition)).to.equal(false);
      }
    });
  });

  it("hold a single statement in place of a list, under a key in any case", () => {
    expect(isOpen(statementsIn({ statement: publicly }))).to.equal(true);
    expect(statementsIn({ Version: "2012-10-17" })).to.equal(undefined);
  });

  it("are about an action that they name in any case, with wildcards, or leave out of NotAction", () => {
    const isAbout = (parts: object) =>
      isAboutAction(read({ Effect: "Allow", ...parts })[0]!, "kms:Decrypt");
    for (const Action of ["kms:Decrypt", "KMS:DECRYPT", "kms:D*t", "kms:Decryp?", "*", "k??:*"]) {
      expect(isAbout({ Action }), Action).to.equal(true);
    }
    expect(isAbout({ NotAction: ["iam:*"] })).to.equal(true);
    for (const Action of ["kms:Decrypt?", "kms:Encrypt", "kms.Decrypt"]) {
      expect(isAbout({ Action }), Action).to.equal(false);
    }
    expect(isAbout({ NotAction: "kms:*" })).to.equal(false);
  });

  describe("reach every resource of a kind", () => {
    const everyKey = (...parts: readonly object[]) =>
      reachesEvery(
        read(...parts.map((part) => ({ Effect: "Allow", Action: "kms:Decrypt", ...part }))),
        ["kms:Decrypt"],
        populations.keys,
        "keys",
      );
    for (const Resource of [
      "*",
      "arn:aws:kms:*:*:k*",
      "arn:aws:kms:*:*:key/*-*",
      "arn:aws:kms:us-east-1:111122223333:key/*",
      "arn:aws:kms:us-*:111122223333:key/????????-*",
      "arn:aws:kms:us-east-1:111122223333:key/*4*",
      "arn:aws:kms:us-east-1:111122223333:key/${aws:PrincipalTag/key}",
      "arn:aws-cn:kms:*",
      "arn:aws-us-gov:kms:us-gov-west-1:*",
    ]) {
      it(`with ${Resource}`, () => {
        expect(everyKey({ Resource })).to.equal(true);
      });
    }
    it("with a pattern for each first digit, in one statement or in many", () => {
      const patterns = Array.from("0123456789abcdef", (digit) => `arn:aws:kms:*:*:key/${digit}*`);
      expect(everyKey({ Resource: patterns })).to.equal(true);
      expect(everyKey(...patterns.map((Resource) => ({ Resource })))).to.equal(true);
    });
    it("with all but some", () => {
      expect(everyKey({ NotResource: "arn:aws:kms:*:*:key/1f0d2c1e*" })).to.equal(true);
      expect(everyKey({ NotResource: "arn:aws:kms:*" })).to.equal(false);
    });
    it("but not with names, with a beginning, or where a denial follows", () => {
      for (const Resource of [
        "arn:aws:kms:us-east-1:111122223333:key/1f0d2c1e-0000-4000-8000-000000000001",
        "arn:aws:kms:us-east-1:111122223333:key/1f0d*",
        "arn:aws:s3:::*",
        "arn:aws:kms:us-east-1:111122223333:alias/*",
      ]) {
        expect(everyKey({ Resource }), Resource).to.equal(false);
      }
      expect(everyKey({ Resource: "*" }, { Effect: "Deny", Resource: "*" })).to.equal(false);
    });
    it("for secrets and roles too", () => {
      const every = (action: string, Resource: string, kind: "secrets" | "roles") =>
        reachesEvery(
          read({ Effect: "Allow", Action: action, Resource }),
          [action],
          populations[kind],
          "recipients",
        );
      const secrets = "arn:aws:secretsmanager:us-east-1:111122223333:secret";
      expect(every("secretsmanager:GetSecretValue", `${secrets}:*-*`, "secrets")).to.equal(true);
      expect(every("secretsmanager:GetSecretValue", `${secrets}:prod/*`, "secrets")).to.equal(
        false,
      );
      expect(every("iam:PassRole", "arn:aws:iam::111122223333:role/*", "roles")).to.equal(true);
      expect(every("iam:PassRole", "arn:aws:iam::*:role/app-*", "roles")).to.equal(false);
    });
  });

  it("allow everything, or a whole service, however they say so", () => {
    for (const Action of ["*", "*:*", ["a*", "[b-z]*", "*:*e*"], "?*"]) {
      expect(
        allowsEverything(read({ Effect: "Allow", Action, Resource: "*" })),
        String(Action),
      ).to.equal(true);
    }
    expect(
      allowsEverything(read({ Effect: "Allow", NotAction: "iam:*", Resource: "arn:*" })),
    ).to.equal(true);
    expect(allowsEverything(read({ Effect: "Allow", Action: "s3:*", Resource: "*" }))).to.equal(
      false,
    );
    for (const Action of [
      "s3:*",
      "s3:?*",
      "s3:*e*",
      "*:*",
      ["dms:C*", "dms:D*", "dms:G*", "dms:L*", "dms:M*", "dms:P*", "dms:S*", "dms:T*", "dms:U*"],
    ]) {
      expect(allowsWholeService(read({ Effect: "Allow", Action })), String(Action)).to.equal(true);
    }
    expect(allowsWholeService(read({ Effect: "Allow", Action: ["s3:Get*", "s3:List*"] }))).to.equal(
      false,
    );
  });

  it("name whose resources they mean by an account or a bucket's name", () => {
    for (const arn of [
      "arn:aws:secretsmanager:*:111122223333:secret:*",
      "arn:aws:s3:::corp-example-data/*",
      "arn:aws:s3:::corp-*",
    ]) {
      expect(namesOwner(arn), arn).to.equal(true);
    }
    for (const arn of [
      "*",
      "arn:aws:s3:::*",
      "arn:aws:s3:::*-logs/*",
      "arn:aws:secretsmanager:*:*:secret:prod/*",
      "arn:aws:kms:*",
      "arn:aws:sqs:us-east-1:1*:queue",
    ]) {
      expect(namesOwner(arn), arn).to.equal(false);
    }
  });

  describe("trust every identity of a provider", () => {
    const github = "token.actions.githubusercontent.com";
    const trusts = (host: string, Condition: object) =>
      trustsAnyIdentity(
        read({
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition,
        }),
      );
    it("where no claim says whose", () => {
      for (const condition of [
        {},
        { StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" } },
        { StringLike: { [`${github}:sub`]: "repo:*" } },
        { StringLike: { [`${github}:sub`]: "repo:*/infra:*" } },
        { StringLike: { [`${github}:sub`]: "repo:corp*/infra:*" } },
        { StringEqualsIfExists: { [`${github}:sub`]: "repo:corp/infra:ref:refs/heads/main" } },
      ]) {
        expect(trusts(github, condition), JSON.stringify(condition)).to.equal(true);
      }
    });
    it("but not where one does", () => {
      expect(trusts(github, { StringLike: { [`${github}:sub`]: "repo:corp/*" } })).to.equal(false);
      const eks = "oidc.eks.us-east-1.amazonaws.com/id/1A2B";
      const sub = "system:serviceaccount:default:app";
      expect(trusts(eks, { StringEquals: { [`${eks.toLowerCase()}:sub`]: sub } })).to.equal(false);
    });
  });
});

describe("patterns", () => {
  it("contain what is narrower, and intersect what shares a text", () => {
    for (const [outer, inner] of [
      ["*", "s3:*"],
      ["s3:*", "s3:get*"],
      ["s3:get?", "s3:geta"],
      ["s3:get?", "s3:get?"],
      ["a*c", "ab*c"],
    ] as const) {
      expect(contains(outer, inner), `${outer} ${inner}`).to.equal(true);
      expect(intersects(outer, inner), `${outer} ${inner}`).to.equal(true);
    }
    for (const [outer, inner] of [
      ["s3:get?", "s3:get*"],
      ["s3:get*", "s3:*"],
      ["a*c", "a*"],
    ] as const) {
      expect(contains(outer, inner), `${outer} ${inner}`).to.equal(false);
      expect(intersects(outer, inner), `${outer} ${inner}`).to.equal(true);
    }
    expect(intersects("s3:get*", "s3:put*")).to.equal(false);
    expect(intersects("*a", "b*")).to.equal(true);
  });
});
