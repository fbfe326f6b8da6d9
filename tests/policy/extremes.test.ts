import { expect } from "chai";
import { fits } from "../../policy-pack/lib/names";
import { schedule } from "../../policy-pack/lib/schedules";
import { rules } from "../../policy-pack/policies";
import { evaluate, type Result } from "./support/evaluate";
import { draft, plan } from "./support/plan";

/** The processor time that all rules together may take for one resource of any size, in seconds. */
const limit = 8;
const many = 20_000;

function expectInTime(start: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).to.be.below(limit);
}

describe("Values of any size", () => {
  const judged = (path: string, props: object): Result[] => {
    const start = process.cpuUsage();
    const results = evaluate(plan(draft(path, "huge", props)), rules);
    expectInTime(start);
    return results;
  };
  const names = (results: readonly Result[]) => results.map(({ rule }) => rule);
  const ranges = Array.from({ length: 3000 }, (_, i) => `8.${i >> 8}.${i & 255}.1/32`);
  const web = { protocol: "tcp", fromPort: 22, toPort: 22 };
  const key = (statement: object) =>
    judged("kms.Key", {
      policy: JSON.stringify({
        Statement: { Effect: "Allow", Principal: "*", Action: "kms:*", ...statement },
      }),
    });

  it("are judged in time: the ranges of one rule", () => {
    const rule = { ...web, cidrBlocks: ranges };
    expect(names(judged("ec2.SecurityGroup", { ingress: [rule], egress: [rule] }))).to.include(
      "egress-destination-typed",
    );
    const halves = { ...web, cidrBlocks: [...ranges, "0.0.0.0/1", "128.0.0.0/1"] };
    const open = judged("ec2.SecurityGroup", { ingress: [halves], egress: [halves] });
    const messages = open.map(({ message }) => message);
    expect(messages).to.include("egress rule 1 lets traffic out to 0.0.0.0/1, 128.0.0.0/1");
    expect(names(open)).to.include.members(["sg-ingress-no-highrisk", "sg-ingress-no-open"]);
  });

  it("are judged in time: the statements of a policy", () => {
    const statement = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::bucket" };
    const policy = JSON.stringify({ Statement: Array.from({ length: many }, () => statement) });
    expect(names(judged("iam.Policy", { policy }))).to.deep.equal(["iam-no-service-wildcard"]);
  });

  it("are judged in time: patterns without end", () => {
    const Condition = { StringLike: { "aws:SourceArn": `arn:${"*".repeat(many)}x` } };
    expect(names(key({ Condition }))).to.include("kms-not-public");
    const Action = `${"*?".repeat(many)}x`;
    const policy = JSON.stringify({ Statement: { Effect: "Allow", Action, Resource: "*" } });
    expect(names(judged("iam.Policy", { policy }))).to.deep.equal([]);
    expect(fits("a".repeat(many), "*a".repeat(20) + "b", [])).to.equal(false);
  });

  it("are judged in time: schedules without end", () => {
    const start = process.cpuUsage();
    expect(schedule(`cron(${" ".repeat(many)}x`)).to.equal(undefined);
    const zeros = Array.from({ length: many }, () => "0").join(",");
    expect(schedule(`cron(${zeros} ${zeros} ? * SUN *)`)).to.deep.equal(
      schedule("cron(0 0 ? * SUN *)"),
    );
    expectInTime(start);
  });

  it("are judged whatever their depth", () => {
    const deep = `${'[{"a":'.repeat(many)}1${"}]".repeat(many)}`;
    expect(names(judged("wafv2.WebAcl", { ruleJson: deep }))).to.include(
      "waf-has-rules-and-metrics",
    );
    expect(names(judged("dms.ReplicationTask", { tableMappings: deep }))).to.include(
      "dms-task-settings-valid",
    );
    expect(names(judged("iam.Policy", { policy: deep }))).to.deep.equal([]);
  });
});

describe("Patterns", () => {
  const verdicts: readonly (readonly [text: string, pattern: string, fits: boolean])[] = [
    ["s3:getobject", "s3:*object", true],
    ["s3:getobject", "s3:get*object*", true],
    ["s3:getobject", "s3:get*objects", false],
    ["s3:getobject", "s3:get", false],
    ["kms:decrypt", "kms:???????", true],
    ["kms:decrypt", "kms:????????", false],
    ["kms:decrypt", "*?", true],
    ["", "**", true],
    ["", "?", false],
    ["a.c", "a.c", true],
    ["abc", "a.c", false],
    ["a*c", "a*c", true],
    ["aab", "*ab", true],
  ];
  for (const [text, pattern, expected] of verdicts) {
    it(`${pattern} ${expected ? "fits" : "does not fit"} "${text}"`, () => {
      expect(fits(text, pattern, ["?"])).to.equal(expected);
    });
  }

  it("take a question mark as itself where it stands for nothing else", () => {
    expect(fits("ab", "a?", [])).to.equal(false);
    expect(fits("a?", "a?", [])).to.equal(true);
  });
});
