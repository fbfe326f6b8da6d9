import { expect } from "chai";
import fc from "fast-check";
import { ratios, summarise } from "../../bench/statistics";

describe("Statistics of the benchmark", () => {
  it("take the middle value, or the mean of the two in the middle", () => {
    expect(summarise([9, 1, 2])).to.deep.equal({ median: 2, low: 1, high: 9 });
    expect(summarise([4, 1, 2, 9])).to.deep.equal({ median: 3, low: 1, high: 9 });
  });

  it("have no median of nothing", () => {
    expect(() => summarise([])).to.throw(RangeError, "median of an empty list");
  });

  it("have as many values below the median as above it, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const { median, low, high } = summarise(values);
        const count = (side: (value: number) => boolean) => values.filter(side).length;
        expect(low).to.be.at.most(median);
        expect(high).to.be.at.least(median);
        expect(count((value) => value < median)).to.be.at.most(values.length / 2);
        expect(count((value) => value > median)).to.be.at.most(values.length / 2);
        expect(summarise(values.toReversed())).to.deep.equal({ median, low, high });
      }),
    );
  });

  it("divide round by round, so that a slow round does not count", () => {
    expect(ratios([2, 20], [4, 40])).to.deep.equal([0.5, 0.5]);
    expect(() => ratios([1], [1, 2])).to.throw(RangeError, "1 values cannot be divided by 2");
  });
});
