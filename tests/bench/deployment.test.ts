import { expect } from "chai";
import { forcedActivities, plannedActivities } from "../../bench/critical-path/activities";
import { longestChain } from "../../bench/critical-path/chain";
import { typicalSeconds } from "../../bench/critical-path/durations";
import { needlessWaits } from "../../bench/critical-path/needless-waits";
import { type Plan } from "@landing-zone/plan/plan";
import { planOf } from "../support/engine";

for (const stack of ["dev", "staging", "prod"]) {
  describe(`A deployment of ${stack}`, () => {
    let plan: Plan;

    before(async function () {
      this.timeout(60_000);
      plan = await planOf({ stack });
    });

    it("makes slow resources side by side where AWS lets it", () => {
      expect(needlessWaits(plan, typicalSeconds, 60)).to.deep.equal([]);
    });

    it("takes hardly longer than AWS makes any program wait", () => {
      const planned = longestChain(plannedActivities(plan, typicalSeconds));
      const forced = longestChain(forcedActivities(plan, typicalSeconds));
      expect(planned.seconds / forced.seconds, planned.keys.join(" → ")).to.be.at.most(1.02);
    });
  });
}
