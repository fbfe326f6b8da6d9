import { expect } from "chai";
import { type Rule } from "../../../policy-pack/lib/rule";
import * as fc from "fast-check";
import { stopClock } from "./clock";
import { evaluate, type Result } from "./evaluate";
import { type Draft, plan, type PlanResource } from "./plan";
import { marker, scrambled, withSecretAnywhere } from "./scramble";

type Stack = readonly Draft[];

/** Situations that a rule must judge, each a small stack under the words that describe it. */
export interface Situations {
  readonly options?: Readonly<Record<string, unknown>>;
  /** No findings at all. */
  readonly compliant: Readonly<Record<string, Stack>>;
  /** At least one violation, at the rule's level, of which one contains this text. */
  readonly violations: Readonly<Record<string, readonly [stack: Stack, says: RegExp]>>;
  /** No violation, and the rule is named as not evaluated. */
  readonly unknown?: Readonly<Record<string, Stack>>;
  /** Only remarks that never block, of which one contains this text. */
  readonly remarks?: Readonly<Record<string, readonly [stack: Stack, says: RegExp]>>;
}

const [yesterday, tomorrow] = ["2026-11-27", "2026-11-29"];
const approval = {
  reason: "accepted while the pilot runs",
  approvedBy: "security@corp.example",
  since: yesterday,
};

/** Tests a rule on its situations, at noon of 28 November 2026, and what exceptions do to it. */
export function describeRule(rule: Rule, situations: Situations): void {
  const judgePlan = (resources: readonly PlanResource[], more: object = {}): Result[] =>
    evaluate(resources, [rule], { [rule.name]: { ...situations.options, ...more } });
  const judge = (stack: Stack, more?: object) => judgePlan(plan(...stack), more);
  const said = (resources: readonly PlanResource[]) =>
    judgePlan(resources)
      .map(({ message }) => message)
      .join("\n");

  describe(rule.name, () => {
    stopClock("2026-11-28T12:00:00Z");
    for (const [words, stack] of Object.entries(situations.compliant)) {
      it(`accepts ${words}`, () => {
        expect(judge(stack)).to.deep.equal([]);
      });
    }
    for (const [words, [stack, says]] of Object.entries(situations.violations)) {
      it(`reports ${words}`, () => {
        const violations = judge(stack).filter(({ outcome }) => outcome === "violation");
        expect(violations.map(({ message }) => message).join("\n")).to.match(says);
        expect(violations.map(({ level }) => level)).to.include(rule.level);
      });
    }
    for (const [words, stack] of Object.entries(situations.unknown ?? {})) {
      it(`leaves open ${words}`, () => {
        expect(judge(stack).map(({ outcome }) => outcome)).to.deep.equal(["unknown"]);
      });
    }
    for (const [words, [stack, says]] of Object.entries(situations.remarks ?? {})) {
      it(`remarks on ${words}`, () => {
        const results = judge(stack);
        expect(results.map(({ level }) => level)).to.satisfy((levels: string[]) =>
          levels.every((level) => level === "advisory"),
        );
        expect(results.map(({ message }) => message).join("\n")).to.match(says);
      });
    }
    describeExceptions(rule, situations, judge);
    it("shows no secret, wherever one stands", () => {
      for (const stack of plansOf(situations).flatMap(withSecretAnywhere)) {
        expect(said(stack)).to.not.contain(marker);
      }
    });
    it("gives a verdict on anything, and shows no secret", () => {
      fc.assert(
        fc.property(scrambled(plansOf(situations)), (scrambledPlan) => {
          expect(said(scrambledPlan)).to.not.contain(marker);
        }),
        { numRuns: 60 },
      );
    });
  });
}

function plansOf({ compliant, violations, unknown, remarks }: Situations) {
  const stacks = [
    ...Object.values(compliant),
    ...Object.values(violations).map(([stack]) => stack),
    ...Object.values(unknown ?? {}),
    ...Object.values(remarks ?? {}).map(([stack]) => stack),
  ];
  return stacks.map((stack) => plan(...stack));
}

function describeExceptions(
  rule: Rule,
  { violations }: Situations,
  judge: (stack: Stack, more?: object) => Result[],
): void {
  const [stack] = Object.values(violations)[0]!;
  const withException = (expires: string) => {
    const exceptions = judge(stack).map(({ urn, message }) => ({
      resource: urn ?? "stack",
      // Findings at a level of their own begin with the rule's demand.
      finding: message.replace(`${rule.description}\n`, ""),
      expires,
      ...approval,
    }));
    return judge(stack, { exceptions });
  };

  if (rule.waivable === false) {
    it("accepts no exception", () => {
      expect(withException(tomorrow).map(({ outcome }) => outcome)).to.include("violation");
    });
    return;
  }
  it("shows an exception instead of the violation", () => {
    const results = withException(tomorrow).filter(({ outcome }) => outcome !== "unknown");
    expect(results).to.not.be.empty;
    for (const { outcome, level, message } of results) {
      expect({ outcome, level }).to.deep.equal({ outcome: "exception", level: "advisory" });
      expect(message).to.match(
        new RegExp(`^EXCEPTED until ${tomorrow} by security@corp.example: accepted while .* — .+`),
      );
    }
  });
  it("reports the violation again after the exception's last day", () => {
    const violation = withException(yesterday).find(({ outcome }) => outcome === "violation");
    expect(violation?.message).to.contain(`exception expired on ${yesterday}`);
  });
}
