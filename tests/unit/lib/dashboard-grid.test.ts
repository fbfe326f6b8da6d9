import { expect } from "chai";
import fc from "fast-check";
import { gridWidth, placed, type Position, type Size } from "../../../lib/dashboard-grid";

const sizes = fc.array(
  fc.record({
    width: fc.integer({ min: 1, max: gridWidth }),
    height: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 60 },
);

function overlap(a: Size & Position, b: Size & Position): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe("The grid of a dashboard", () => {
  it("never puts one widget on another", () => {
    fc.assert(
      fc.property(sizes, (widgets) => {
        const all = placed(widgets);
        all.forEach((a, index) => {
          for (const b of all.slice(index + 1)) {
            expect(overlap(a, b), JSON.stringify([a, b])).to.equal(false);
          }
        });
      }),
    );
  });

  it("keeps every widget on the page, its size and its place in the order", () => {
    fc.assert(
      fc.property(sizes, (widgets) => {
        const all = placed(widgets);
        expect(all.map(({ width, height }) => ({ width, height }))).to.deep.equal(widgets);
        for (const { x, y, width } of all) {
          expect(x).to.be.at.least(0);
          expect(y).to.be.at.least(0);
          expect(x + width).to.be.at.most(gridWidth);
        }
        const reading = all.map(({ x, y }) => y * gridWidth + x);
        expect(reading).to.deep.equal([...reading].sort((a, b) => a - b));
      }),
    );
  });

  it("begins a new line below the highest widget of the last one", () => {
    const widgets = [
      { width: 12, height: 2 },
      { width: 12, height: 6 },
      { width: 6, height: 1 },
    ];
    expect(placed(widgets).map(({ x, y }) => [x, y])).to.deep.equal([
      [0, 0],
      [12, 0],
      [0, 6],
    ]);
  });
});
