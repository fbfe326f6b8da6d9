import { expect } from "chai";
import { rules } from "../../../policy-pack/policies";
import { evaluate } from "./evaluate";
import { type Draft, plan } from "./plan";

/** The expected findings of a rule on a small stack, under a description. */
export type Case = readonly [
  rule: string,
  words: string,
  stack: readonly Draft[],
  options?: Readonly<Record<string, unknown>>,
];

/** Tests that the rules have no findings on stacks. */
export function accept(cases: readonly Case[]): void {
  for (const [name, words, stack, options] of cases) {
    it(`${name} accepts ${words}`, () => {
      expect(judge(name, stack, options)).to.deep.equal([]);
    });
  }
}

/** Tests that the rules report stacks, as violations at their own level. */
export function refuse(cases: readonly Case[]): void {
  for (const [name, words, stack, options] of cases) {
    it(`${name} reports ${words}`, () => {
      const levels = judge(name, stack, options).map(({ level }) => level);
      expect(levels).to.include(rules.find((rule) => rule.name === name)!.level);
    });
  }
}

/** Tests that the rules leave stacks open. */
export function leaveOpen(cases: readonly Case[]): void {
  for (const [name, words, stack, options] of cases) {
    it(`${name} leaves open ${words}`, () => {
      const outcomes = judge(name, stack, options).map(({ outcome }) => outcome);
      expect(outcomes).to.deep.equal(["unknown"]);
    });
  }
}

function judge(name: string, stack: readonly Draft[], options: Case[3] = {}) {
  const rule = rules.find((candidate) => candidate.name === name)!;
  return evaluate(plan(...stack), [rule], { [name]: options });
}
