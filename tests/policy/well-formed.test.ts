import { expect } from "chai";
import { rules } from "../../policy-pack/policies";
import { evaluate } from "./support/evaluate";
import { plan } from "./support/plan";
import { shapes } from "./support/well-formed";

const places = [
  ["aws", "eu-central-1"],
  ["aws-us-gov", "us-gov-west-1"],
  ["aws-cn", "cn-north-1"],
] as const;
const variations = [0, 1, 2, 3, 4, 5];

describe("Well-formed stacks in the shapes of public modules", () => {
  for (const [words, shape] of Object.entries(shapes)) {
    for (const [partition, region] of places) {
      it(`raise no alarm: ${words} in ${partition}, in ${variations.length} variations`, () => {
        for (const variation of variations) {
          const stack = shape({ partition, region, variation });
          const alarms = evaluate(plan(...stack), rules).filter(
            ({ outcome, level }) => outcome === "violation" && level === "mandatory",
          );
          expect(alarms.map(({ rule, message }) => `${rule}: ${message}`)).to.deep.equal([]);
        }
      });
    }
  }

  it("are 100 or more", () => {
    const count = Object.keys(shapes).length * places.length * variations.length;
    expect(count).to.be.at.least(100);
  });
});
