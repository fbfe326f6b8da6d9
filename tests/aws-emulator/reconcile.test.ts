import { expect } from "chai";
import { readInputs } from "@landing-zone/aws-emulator/emulated-provider/read-inputs";
import { reconcile } from "@landing-zone/aws-emulator/emulated-provider/reconcile";

describe("the real value of an input", () => {
  const unchanged: [string, unknown, unknown][] = [
    ["lists in another order", ["a", "b"], ["b", "a"]],
    ["JSON with other white space", '{"a":[1]}', '{ "a": [1] }'],
    ["numbers that come back as text", 65010, "65010"],
    ["objects with more in them", { days: 30 }, { days: 30, unit: "day" }],
    ["lists of objects with more in them", [{ name: "a" }], [{ name: "a", method: "x" }]],
    ["nothing that AWS reports", "declared", undefined],
  ];
  for (const [title, declared, actual] of unchanged) {
    it(`is as declared for ${title}`, () => {
      expect(reconcile(declared, actual)).to.deep.equal(declared);
    });
  }

  it("is another where it is made of another of the alternatives", () => {
    const counted = { count: { text: "x" } };
    expect(reconcile({ block: {} }, counted)).to.deep.equal(counted);
    const byPath = { pathPattern: { values: ["/orders/*"] } };
    expect(reconcile([{ hostHeader: { values: ["a"] } }], [byPath])).to.deep.equal([byPath]);
  });

  it("is the actual value where it differs", () => {
    expect(reconcile("a", "b")).to.equal("b");
    expect(reconcile(true, false)).to.equal(false);
    expect(reconcile(["a"], [])).to.deep.equal([]);
    expect(reconcile([], ["a"])).to.deep.equal(["a"]);
    expect(reconcile('{"a":1}', '{"a":2}')).to.equal('{"a":2}');
  });

  it("is the difference alone within an object", () => {
    const declared = { path: "/health", port: 443 };
    expect(reconcile(declared, { path: "/other", port: 443, interval: 30 })).to.deep.equal({
      path: "/other",
      port: 443,
    });
  });

  it("keeps the words of list elements that did not change", () => {
    const rule = { port: 443, description: "TLS" };
    const other = { port: 22, description: "theirs" };
    expect(reconcile([rule], [{ ...rule, id: 1 }, other])).to.deep.equal([rule, other]);
  });
});

describe("tags in reality", () => {
  const inputs = { tags: { Name: "a" }, tagsAll: { Name: "a", Owner: "platform" } };

  it("do not take default tags for the resource's own", () => {
    expect(readInputs(inputs, { tagsAll: inputs.tagsAll })).to.deep.equal(inputs);
  });

  it("hold a tag that somebody else added", () => {
    const tagsAll = { ...inputs.tagsAll, Theirs: "x" };
    expect(readInputs(inputs, { tagsAll })).to.deep.equal({
      tags: { Name: "a", Theirs: "x" },
      tagsAll,
    });
  });

  it("lack a default tag that somebody else removed", () => {
    const tagsAll = { Name: "a" };
    expect(readInputs(inputs, { tagsAll })).to.deep.equal({ tags: { Name: "a" }, tagsAll });
  });
});
