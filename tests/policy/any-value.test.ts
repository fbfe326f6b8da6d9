import * as fc from "fast-check";
import { expect } from "chai";
import { packRules } from "../../policy-pack/hygiene";
import judged from "../../policy-pack/lib/judged-properties.json";
import { type Session } from "../../policy-pack/lib/session";
import { rules } from "../../policy-pack/policies";
import { evaluate } from "./support/evaluate";
import { type Draft, draft, plan, ref } from "./support/plan";

const properties = Object.entries(judged).map(([type, names]) => ({
  type,
  names: names.split(" "),
}));
const all = (session: Session) => packRules(rules, session);

/** A value within objects and lists, 60 levels deep. */
const deep = (leaf: unknown) =>
  Array.from({ length: 60 }).reduce<unknown>(
    (inner, _, level) => (level % 2 === 0 ? { Statement: inner } : [inner]),
    leaf,
  );

const names = [
  "toString",
  "valueOf",
  "constructor",
  "__proto__",
  "hasOwnProperty",
  "length",
  "then",
];
const hostile: Readonly<Record<string, unknown>> = {
  "an object with toString": { toString: "no function", valueOf: 1 },
  "an object of names that objects have": Object.fromEntries(names.map((name) => [name, null])),
  "names that objects have, as texts": "constructor",
  "the prototype's name": "__proto__",
  "a list of names that objects have": names,
  "a list of such objects": names.map((name) => ({ [name]: { [name]: name } })),
  "a document of such objects": JSON.stringify({
    Statement: names.map((name) => ({ Effect: name, Action: { toString: 1 }, [name]: [name] })),
  }),
  "a list of nothing": [null, null],
  "a list of lists": [[[]], [[null]]],
  "60 levels": deep({ toString: 1 }),
  "60 levels in a document": JSON.stringify(deep("*")),
  "a huge number": 1e308,
  "a fraction": -0.5,
  "half a pair": "\ud800",
};

describe("any value in any property", () => {
  for (const [words, value] of Object.entries(hostile)) {
    it(`gives a verdict: ${words}`, () => {
      const stack = properties.map(({ type, names: keys }, index) =>
        draft(type, `r${index}`, Object.fromEntries(keys.map((key) => [key, value]))),
      );
      expect(evaluate(plan(...stack), all)).to.be.an("array");
    });
  }

  it("gives a verdict: random values, and references to anything", function () {
    this.timeout(120_000);
    const value = fc.oneof(
      { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.values(hostile)) },
      { weight: 2, arbitrary: fc.nat(properties.length - 1).map((index) => ref(`r${index}`)) },
    );
    fc.assert(
      fc.property(fc.infiniteStream(value), (values) => {
        const stack: Draft[] = properties.map(({ type, names: keys }, index) =>
          draft(
            type,
            `r${index}`,
            Object.fromEntries(keys.map((key) => [key, values.next().value])),
          ),
        );
        evaluate(plan(...stack), all);
      }),
      { numRuns: 40 },
    );
  });

  /** More than a call takes arguments. */
  const many = 200_000;
  /** A public address for each number, none of them twice. */
  const address = (index: number) =>
    `${11 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}.1/32`;
  const distinct = (index: number) => ({
    protocol: "tcp",
    fromPort: index % 65535,
    toPort: index % 65535,
    cidrBlocks: [address(index)],
  });
  const lists: Readonly<Record<string, Draft>> = {
    "inline rules of a security group that are no rules": draft("ec2.SecurityGroup", "many", {
      ingress: Array.from({ length: many }, () => null),
    }),
    "inline rules of a security group, each of another address": draft(
      "ec2.SecurityGroup",
      "many",
      { ingress: Array.from({ length: many }, (_, index) => distinct(index)) },
    ),
    "routes of a table": draft("ec2.RouteTable", "many", {
      routes: Array.from({ length: many }, () => ({ cidrBlock: "10.0.0.0/8" })),
    }),
    "parameters of a group": draft("rds.ClusterParameterGroup", "many", {
      parameters: Array.from({ length: many }, () => ({ name: "x", value: "1" })),
    }),
    "entries of a prefix list": draft("ec2.ManagedPrefixList", "many", {
      entries: Array.from({ length: many }, () => ({ cidr: "10.0.0.0/8" })),
    }),
    "rules of a web ACL": draft("wafv2.WebAcl", "many", {
      rules: Array.from({ length: many }, (_, priority) => ({ name: "x", priority })),
    }),
  };
  for (const [words, huge] of Object.entries(lists)) {
    it(`gives a verdict: ${many} ${words}`, function () {
      this.timeout(120_000);
      const before = process.cpuUsage();
      expect(evaluate(plan(huge), rules)).to.be.an("array");
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1e6, "seconds of processor").to.be.below(40);
    });
  }
});
