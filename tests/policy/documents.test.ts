import { expect } from "chai";
import { isPlainHttpOnly } from "../../policy-pack/lib/conditions";
import {
  isAboutEverything,
  isPublic,
  permits,
  type Statement,
  statements,
} from "../../policy-pack/lib/documents";

/** The statement of a document, which may be written in any form that AWS reads. */
function read(statement: object, form = (document: object): unknown => document): Statement {
  const policy = JSON.stringify(form({ Version: "2012-10-17", Statement: [statement] }));
  const [only] = statements({ policy }, "policy")!;
  return only!;
}

const publicly = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const limitedBy = (Condition: object) => read({ ...publicly, Condition });

describe("policy documents", () => {
  const forms: Readonly<Record<string, object>> = {
    "a single principal": publicly,
    "a list of principals": { ...publicly, Principal: { AWS: ["arn:aws:iam::1:root", "*"] } },
    "elements in lower case": {
      effect: "Allow",
      principal: { AWS: "*" },
      action: ["s3:GetObject"],
      resource: ["*"],
    },
    "everybody but one": {
      Effect: "Allow",
      NotPrincipal: { AWS: "arn:aws:iam::1:root" },
      Action: "s3:GetObject",
      Resource: "*",
    },
    "a condition on no key that tells callers apart": {
      ...publicly,
      Condition: { StringEquals: { "s3:prefix": "public" } },
    },
    "a condition that lacking keys meet": {
      ...publicly,
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
    },
    "a condition on any account": {
      ...publicly,
      Condition: { StringLike: { "aws:PrincipalAccount": ["111122223333", "*"] } },
    },
    "a condition on the whole internet": {
      ...publicly,
      Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } },
    },
    "a condition on half of the internet": {
      ...publicly,
      Condition: { IpAddress: { "aws:SourceIp": "128.0.0.0/1" } },
    },
  };
  for (const [words, statement] of Object.entries(forms)) {
    it(`are public with ${words}`, () => {
      expect(isPublic(read(statement))).to.equal(true);
    });
  }

  const conditions: Readonly<Record<string, object>> = {
    "an account": { StringEquals: { "aws:SourceAccount": "111122223333" } },
    "an organization, in another case": { stringequals: { "AWS:principalorgid": ["o-example"] } },
    addresses: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::1", "10.0.0.0/8"] } },
    "an access point's account": { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } },
  };
  for (const [words, condition] of Object.entries(conditions)) {
    it(`are not public where callers are tied to ${words}`, () => {
      expect(isPublic(limitedBy(condition))).to.equal(false);
    });
  }

  it("hold a single statement in place of a list, under a key in any case", () => {
    const single = read(publicly, () => ({ statement: publicly }));
    expect(isPublic(single)).to.equal(true);
  });

  const everything = ["*", "**", "arn:*", "arn:aws:*", "arn:aws-cn:*:*:*:*", "arn:*:*:*:*:*"];
  it(`are about everything with ${everything.join(" ")} or NotResource`, () => {
    for (const Resource of everything) {
      expect(isAboutEverything(read({ Resource })), Resource).to.equal(true);
    }
    expect(isAboutEverything(read({ NotResource: "arn:aws:s3:::logs" }))).to.equal(true);
  });

  it("are not about everything with a service or a name", () => {
    for (const Resource of ["arn:aws:s3:::*", "arn:aws:kms:*:*:key/*", "arn:aws:s3:::logs/*"]) {
      expect(isAboutEverything(read({ Resource })), Resource).to.equal(false);
    }
  });

  const given = (statement: object) =>
    permits(read({ Effect: "Allow", ...statement }), "kms:Decrypt");
  it("permit an action that they name in any case, with wildcards, or leave out of NotAction", () => {
    for (const Action of ["kms:Decrypt", "KMS:DECRYPT", "kms:D*t", "kms:Decryp?", "*", "k??:*"]) {
      expect(given({ Action }), Action).to.equal(true);
    }
    expect(given({ NotAction: ["iam:*"] })).to.equal(true);
  });

  it("permit no other action", () => {
    for (const Action of ["kms:Decrypt?", "kms:Encrypt", "kms.Decrypt", []]) {
      expect(given({ Action }), String(Action)).to.equal(false);
    }
    expect(given({ NotAction: "kms:*" })).to.equal(false);
    expect(given({ Effect: "Deny", Action: "*" })).to.equal(false);
  });

  it("let through requests without TLS by one condition, in any case and as a list too", () => {
    for (const condition of [
      { Bool: { "aws:SecureTransport": "false" } },
      { Bool: { "aws:SecureTransport": false } },
      { bool: { "AWS:securetransport": ["false"] } },
      { BoolIfExists: { "aws:SecureTransport": "False" } },
    ]) {
      expect(isPlainHttpOnly(condition), JSON.stringify(condition)).to.equal(true);
    }
    for (const condition of [
      {},
      { Bool: {} },
      { Bool: { "aws:SecureTransport": "true" } },
      { Bool: { "aws:SecureTransport": ["false", "true"] } },
      { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } },
      { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalTag/a": "b" } },
    ]) {
      expect(isPlainHttpOnly(condition), JSON.stringify(condition)).to.equal(false);
    }
  });
});
