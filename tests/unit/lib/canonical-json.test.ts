import { expect } from "chai";
import fc from "fast-check";
import { canonicalJson } from "../../../lib/canonical-json";

describe("canonicalJson", () => {
  it("sorts keys at every depth and keeps the order of lists", () => {
    expect(canonicalJson({ b: [{ z: 1, y: "x" }, 2], a: true })).to.equal(
      '{"a":true,"b":[{"y":"x","z":1},2]}',
    );
  });

  it("writes one text for one value, whatever order its keys were set in", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).to.equal(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).to.deep.equal({ ...value });
      }),
    );
  });
});
