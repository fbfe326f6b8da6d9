import { expect } from "chai";
import {
  between,
  differences,
  everyOne,
  including,
  matching,
  ofEach,
  oneOf,
  present,
  sameMembers,
} from "../../checks/expectations";

describe("Expectations", () => {
  it("name the resource, the property, what it is and what it should be", () => {
    const actual = { encrypted: false, key: undefined, days: 100, zones: ["a"] };
    const expected = {
      encrypted: true,
      key: present,
      days: between(1, 90),
      zones: including("a", "b"),
    };
    expect(differences("cluster c", actual, expected)).to.deep.equal([
      "cluster c: encrypted is false, expected true",
      "cluster c: key is absent, expected a value",
      "cluster c: days is 100, expected a number from 1 to 90",
      'cluster c: zones is ["a"], expected a list with "a", "b"',
    ]);
  });

  it("find nothing when all is as expected", () => {
    const actual = { mode: "verify-full", subnets: ["b", "a"], groups: [14, 20], name: "x-dev" };
    const expected = {
      mode: oneOf(["verify-ca", "verify-full"]),
      subnets: sameMembers(["a", "b"]),
      groups: everyOne(between(14, 24)),
      name: matching(/-dev$/),
    };
    expect(differences("endpoint", actual, expected)).to.deep.equal([]);
  });

  it("are not met by fewer members, by more, or by none at all", () => {
    const expected = { all: sameMembers(["a", "b"]), each: everyOne(oneOf(["a"])) };
    expect(differences("x", { all: ["a"], each: ["a"] }, expected)).to.have.length(1);
    expect(differences("x", { all: ["a", "b", "c"], each: ["a"] }, expected)).to.have.length(1);
    expect(differences("x", { all: ["a", "b"], each: ["a", "b"] }, expected)).to.have.length(1);
    expect(differences("x", { all: ["a", "b"], each: [] }, expected)).to.have.length(1);
  });

  it("do not hold because nothing was found", () => {
    expect(ofEach("subnet", [], () => [])).to.deep.equal([
      "no subnet was found, expected at least one",
    ]);
  });
});
