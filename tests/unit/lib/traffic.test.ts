import { expect } from "chai";
import fc from "fast-check";
import { splitTraffic } from "../../../lib/traffic";

const percent = fc.integer({ min: 0, max: 100 });
const seconds = fc.integer({ min: 0, max: 604_800 });

describe("The split of traffic", () => {
  it("shares out every request, in whole percents", () => {
    fc.assert(
      fc.property(percent, seconds, (share, stay) => {
        const { weights } = splitTraffic(share, stay);
        expect(weights).to.deep.equal({ cloud: 100 - share, onPremises: share });
      }),
    );
  });

  it("holds clients exactly while both sides serve and a time is given", () => {
    fc.assert(
      fc.property(percent, seconds, (share, stay) => {
        const { stickiness } = splitTraffic(share, stay);
        expect(stickiness.enabled).to.equal(share > 0 && share < 100 && stay > 0);
      }),
    );
  });

  it("holds clients at a side for a moment at least where its targets hold them, which AWS asks for", () => {
    fc.assert(
      fc.property(percent, seconds, (share, stay) => {
        const { enabled, duration } = splitTraffic(share, stay, true).stickiness;
        expect(enabled).to.equal(true);
        const isHeld = splitTraffic(share, stay).stickiness.enabled;
        expect(duration).to.equal(isHeld ? stay : 1);
      }),
    );
  });

  it("always names a duration that the load balancer takes", () => {
    expect(splitTraffic(50, 0).stickiness).to.deep.equal({ enabled: false, duration: 1 });
    expect(splitTraffic(50, 604_800).stickiness).to.deep.equal({
      enabled: true,
      duration: 604_800,
    });
  });
});
