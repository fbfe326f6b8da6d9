import { expect } from "chai";
import fc from "fast-check";
import { type AwsCli } from "../../checks/aws-cli";
import { integrationChecks } from "../../checks/catalogue";
import { compareThings, differences, type Thing } from "../../checks/declared/compare";
import { parseDeclared } from "../../checks/declared/resources";
import { at, camelCased, canonical, pick } from "../../checks/declared/values";
import { whoseChange } from "../../checks/declared/whose";
import { CannedAws } from "./support/canned-aws";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseOutputs } from "../../checks/outputs";

const ours = { Environment: "dev", ManagedBy: "pulumi" };
const comparison = { defaults: {}, ignored: new Set<string>(), ours };

function thing(id: string, values: Record<string, unknown>, tags?: Record<string, string>): Thing {
  return { id, label: `thing ${id}`, values, tags };
}

describe("The found and the declared things", () => {
  it("are the same, however AWS and a program write it", () => {
    const declared = { port: 443, list: ["b", "a"], none: [], amount: "600", is: true };
    const live = { port: "443", list: ["a", "b"], amount: "600.0", is: "true", empty: "" };
    expect(compareThings([thing("a", live)], [thing("a", declared)], comparison)).to.deep.equal([]);
  });

  it("are the same when policies differ in form only", () => {
    const one = {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: ["a"] },
    };
    const other = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: ["*"] }, Action: ["s3:GetObject"], Resource: "a" },
      ],
    });
    expect(differences("policy", other, one)).to.deep.equal([]);
  });

  it("differ by each statement, and each part of one", () => {
    const statement = { Sid: "Tls", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "b" };
    const policy = (...Statement: object[]) => JSON.stringify({ Statement });
    const found = differences(
      "policy",
      policy(statement, { Effect: "Allow", Principal: { AWS: "999999999999" }, Action: "*" }),
      policy(statement),
    );
    expect(found).to.have.length(1);
    expect(found[0]).to.include("999999999999").and.to.include("which is not declared");
    expect(
      differences("policy", policy({ ...statement, Resource: "b/c" }), policy(statement)),
    ).to.deep.equal([
      'policy.Statement[Tls].Resource has "b/c", which is not declared, and lacks "b", expected ["b"]',
    ]);
  });

  it("are reported by kind: missing, changed, and undeclared", () => {
    const found = compareThings(
      [thing("changed", { size: 2 }, ours), thing("foreign", { size: 1 }, { CreatedBy: "ann" })],
      [thing("gone", { size: 1 }), thing("changed", { size: 1 })],
      comparison,
    );
    expect(found).to.deep.equal([
      'thing gone: is not there, expected it as declared: {"size":1}',
      'thing changed: size is "2", expected "1"; its tags are this stack\'s: the stack made it, somebody changed it by hand',
      'thing foreign: is there with {"size":1}, expected none: it is not declared; probably made by ann (tag CreatedBy)',
    ]);
  });

  it("accept AWS's default for an undeclared value, and nothing else", () => {
    const defaults = { path: "/", count: [3, 5] };
    const found = (values: Record<string, unknown>) =>
      compareThings([thing("a", values)], [thing("a", {})], { ...comparison, defaults });
    expect(found({ path: "/", count: 5 })).to.deep.equal([]);
    expect(found({ path: undefined })).to.deep.equal([]);
    expect(found({ path: "/x" })).to.deep.equal(['thing a: path is "/x", expected "/"']);
    expect(found({ more: "x" })).to.deep.equal(['thing a: more is "x", expected absent']);
  });

  it("are equal to themselves in any order, and differ by any other member", () => {
    const values = fc.array(fc.string({ minLength: 1, unit: "grapheme-ascii" }), { minLength: 1 });
    fc.assert(
      fc.property(values, (list) => {
        expect(differences("list", [...list].reverse(), list)).to.deep.equal([]);
        expect(differences("list", [...list, "one more"], list)).to.have.length(1);
      }),
    );
  });
});

describe("Whose change it probably is", () => {
  it("follows from the tags, or from there being none", () => {
    expect(whoseChange({}, ours)).to.include("made by hand");
    expect(whoseChange(ours, ours)).to.include("the stack made it");
    expect(whoseChange({ ManagedBy: "terraform" }, ours)).to.include("terraform (tag ManagedBy)");
    expect(whoseChange({ "aws:cloudformation:stack-name": "net" }, ours)).to.include(
      "the CloudFormation stack net",
    );
    expect(whoseChange(undefined, ours)).to.equal("");
  });
});

describe("Answers of AWS", () => {
  const answer = { Groups: [{ Id: "sg-1" }, { Id: "sg-2" }], Options: { Dns: "enable" } };

  it("are read by paths, through lists too", () => {
    expect(at(answer, "Groups[].Id")).to.deep.equal(["sg-1", "sg-2"]);
    expect(
      pick(answer, { dns: "Options.Dns", none: "Options.None", more: "No[].Id" }),
    ).to.deep.equal({ dns: "enable", none: undefined, more: [] });
  });

  it("are put in the words of a program", () => {
    expect(camelCased({ DBName: 1, ARN: 2, Rules: [{ S3Key: 3 }] })).to.deep.equal({
      dbName: 1,
      arn: 2,
      rules: [{ s3Key: 3 }],
    });
    expect(canonical({ a: null, b: "", c: [], d: {} })).to.equal(undefined);
  });
});

describe("The export of a stack", () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const resource = {
    urn: "urn:pulumi:dev::p::aws:kms/key:Key::data",
    type: "aws:kms/key:Key",
    custom: true,
    id: "k-1",
    inputs: { description: "Data", password: secret, __defaults: [] },
  };
  const read = (...resources: object[]) =>
    parseDeclared(JSON.stringify({ deployment: { resources } }), "The file x").of(
      "aws:kms/key:Key",
    );

  it("gives what the program declared, without secrets", () => {
    expect(read(resource)).to.deep.equal([
      {
        urn: resource.urn,
        type: resource.type,
        name: "data",
        id: "k-1",
        inputs: { description: "Data" },
        outputs: {},
      },
    ]);
  });

  it("leaves out components, what was only read, and what is to be deleted", () => {
    const others = [{ custom: false }, { external: true }, { delete: true }];
    expect(read(...others.map((other) => ({ ...resource, ...other })))).to.deep.equal([]);
  });

  it("is refused by name when it is anything else", () => {
    expect(() => parseDeclared("no JSON", "The file x")).to.throw(/^The file x holds no JSON/);
    expect(() => parseDeclared('{"vpcId":"x"}', "The file x")).to.throw(
      /^The file x is not an export of a stack .*deployment/,
    );
  });
});

describe("A check of what is declared", () => {
  const file = join(__dirname, "fixtures/outputs.json");
  const outputs = parseOutputs(readFileSync(file, "utf8"), file);
  const declared = parseDeclared(
    JSON.stringify({
      deployment: {
        resources: [
          {
            urn: "urn:pulumi:dev::p::aws:kms/key:Key::data",
            type: "aws:kms/key:Key",
            custom: true,
            id: "k-1",
            inputs: { description: "Data", enableKeyRotation: true },
          },
        ],
      },
    }),
    "The file",
  );
  const name = "the keys, with the policy, the grants and the aliases of each";
  const run = (aws: AwsCli) =>
    integrationChecks.find((check) => check.name === name)?.run({ outputs, aws, declared });

  it("continues when one of its commands fails, and reports that too", async () => {
    const KeyMetadata = { KeyState: "PendingDeletion", Enabled: false, Description: "Data" };
    const problems = await run(new CannedAws({ "kms describe-key": { KeyMetadata } }));
    expect(problems).to.include.members([
      "No answer is given for kms get-key-policy.",
      'KMS key k-1 (Data): state is "PendingDeletion", expected "Enabled"; it has no tag that names an owner: probably made by hand',
    ]);
    expect(problems?.join()).to.not.include("enableKeyRotation");
  });

  it("is not part of a deployment that declares nothing of the kind, or gives no export", () => {
    const check = integrationChecks.find((it) => it.name === name);
    expect(check?.isPartOf(outputs, declared)).to.equal(true);
    expect(check?.isPartOf(outputs, undefined)).to.equal(false);
  });
});
