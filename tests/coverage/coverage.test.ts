import { expect } from "chai";
import { type PlannedResource } from "@landing-zone/plan/plan";
import { type Rule } from "../../policy-pack/lib/rule";
import { type CheckFacts, controlItems, outputItems, parameterItems, resourceItems } from "./items";
import { type Coverage, isComplete, percentage, render } from "./report";

const type = "aws:kms/key:Key";

const key: PlannedResource = {
  urn: "urn:pulumi:dev::p::aws:kms/key:Key::data",
  type,
  name: "data",
  custom: true,
  inputs: { enableKeyRotation: true },
  dependencies: [],
  propertyDependencies: {},
  options: {},
};

function check(facts: Partial<CheckFacts>): CheckFacts {
  return { area: "Encryption", name: "rotates", outputs: [], verifies: [], controls: [], ...facts };
}

const rotates = check({ verifies: [{ type, property: "enableKeyRotation" }] });

describe("Coverage of resources", () => {
  const verifiers = (checks: CheckFacts[]) =>
    resourceItems([key], checks, [], []).flatMap(({ verifiedBy }) => verifiedBy);

  it("counts a check of a property that the resource has", () => {
    expect(verifiers([rotates])).to.deep.equal(["Encryption rotates"]);
  });

  it("does not count a check of another type or property, or of none", () => {
    const ofAlias = check({ verifies: [{ type: "aws:kms/alias:Alias", property: "name" }] });
    const ofPolicy = check({ verifies: [{ type, property: "policy" }] });
    expect(verifiers([ofAlias, ofPolicy, check({})])).to.deep.equal([]);
  });

  it("counts a check of everything that is declared", () => {
    const ofAll = check({ verifies: [{ type, property: "*" }] });
    expect(verifiers([ofAll])).to.deep.equal(["Encryption rotates"]);
  });

  it("leaves out components, which are nothing in AWS", () => {
    expect(resourceItems([{ ...key, custom: false }], [], [], [])).to.deep.equal([]);
  });

  it("counts a test in place of a check only as long as it is there", () => {
    const test = "Key turns";
    const other = { type, property: "enableKeyRotation", test, reason: "nobody can see it" };
    expect(resourceItems([key], [], [other], [test])[0]?.verifiedBy).to.deep.equal([test]);
    expect(resourceItems([key], [], [other], ["Key"])[0]?.verifiedBy).to.deep.equal([]);
  });
});

describe("Coverage of outputs, parameters and controls", () => {
  it("finds an output that no check follows", () => {
    const items = outputItems(["vpcId", "region"], [check({ outputs: ["vpcId"] })]);
    expect(items.map(({ verifiedBy }) => verifiedBy.length)).to.deep.equal([1, 0]);
  });

  it("finds each key that no test tries, below maps and lists too", () => {
    const text = { type: "string" };
    const schema = {
      properties: { cidr: text, sources: { additionalProperties: { properties: { host: text } } } },
    };
    const untried = parameterItems(schema, ["settings refuse 1 for sources.erp.host"]).filter(
      ({ verifiedBy }) => verifiedBy.length === 0,
    );
    expect(untried.map(({ name }) => name)).to.deep.equal(["cidr"]);
  });

  it("asks for a violation of each rule, and evidence of its controls, where it applies", () => {
    const rule: Rule = {
      name: "kms-rotation",
      title: "Keys rotate",
      description: "A key must rotate.",
      severity: "high",
      level: "mandatory",
      controls: { fsbp: ["KMS.4"] },
      remediation: "Rotate it.",
      types: [type],
    };
    const types = new Set([type]);
    const accepted = ["kms-rotation accepts a key that is rotated"];
    const gaps = (checks: CheckFacts[], titles: string[]) =>
      controlItems([rule], types, checks, titles)
        .filter(({ verifiedBy }) => verifiedBy.length === 0)
        .map(({ name }) => name);
    expect(gaps([], accepted)).to.deep.equal(["rule kms-rotation", "KMS.4"]);
    expect(gaps([check({ controls: ["KMS.4"] })], accepted)).to.deep.equal(["rule kms-rotation"]);
    expect(gaps([], ["kms-rotation reports a key that is not"])).to.deep.equal([]);
    expect(controlItems([rule], new Set(), [], [])).to.deep.equal([]);
  });
});

describe("The coverage report", () => {
  const verified = { name: "one", verifiedBy: ["a test"] };
  const open = { name: "another", verifiedBy: [] };
  const of = (...items: Coverage["items"]): Coverage => ({ kind: "outputs", items });

  it("never rounds up to 100 %", () => {
    expect(percentage(of(...Array.from({ length: 1999 }, () => verified), open))).to.equal(99.9);
    expect(percentage(of(verified))).to.equal(100);
  });

  it("names what nothing verifies, and is complete only without", () => {
    const stack = (coverage: Coverage) => [{ stack: "dev", coverages: [coverage] }];
    expect(render(stack(of(verified, open)))).to.include(
      "nothing verifies, of the outputs: another",
    );
    expect(isComplete(stack(of(verified, open)))).to.equal(false);
    expect(isComplete(stack(of(verified)))).to.equal(true);
  });
});
