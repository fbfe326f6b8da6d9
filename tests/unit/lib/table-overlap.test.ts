import { expect } from "chai";
import fc from "fast-check";
import { dmsPattern } from "../../../lib/table-mappings/pattern";
import { patternTest } from "../../../lib/table-mappings/matching";
import { overlapOf, patternCovers, patternsMeet } from "../../../lib/table-mappings/overlap";
import type { TableSelection } from "../../../lib/settings/table-mappings";

const name = fc.stringMatching(/^[ab_[]{0,6}$/);
const pattern = fc.stringMatching(/^[ab_[%]{0,6}$/);
const matches = (glob: string) => patternTest(dmsPattern(glob));

const include = (table: string, more: Partial<TableSelection> = {}): TableSelection => ({
  ...{ schema: "shop", table, action: "include" },
  ...more,
});

describe("dmsPattern", () => {
  it("matches a name without % and no other, whatever is in it", () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(matches(one)(one)).to.equal(true);
        expect(matches(one)(other)).to.equal(one === other);
      }),
    );
  });

  it("leaves % the only wildcard", () => {
    expect(matches("t_%")("t_orders")).to.equal(true);
    for (const table of ["tax", "tags", "t"]) expect(matches("t_%")(table), table).to.equal(false);
  });
});

describe("Patterns", () => {
  it("meet when some name matches both", () => {
    fc.assert(
      fc.property(pattern, pattern, name, (left, right, word) => {
        if (matches(left)(word) && matches(right)(word)) {
          expect(patternsMeet(left, right)).to.equal(true);
        }
        expect(patternsMeet(left, right)).to.equal(patternsMeet(right, left));
      }),
      { numRuns: 2_000 },
    );
  });

  it("cover another only when every name of it matches", () => {
    fc.assert(
      fc.property(pattern, pattern, name, (outer, inner, word) => {
        if (patternCovers(outer, inner)) {
          expect(patternsMeet(outer, inner)).to.equal(true);
          if (matches(inner)(word)) expect(matches(outer)(word)).to.equal(true);
        }
        expect(patternCovers(inner, inner)).to.equal(true);
        expect(patternCovers("%", inner)).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("Selections of two migrations", () => {
  const exclude = (table: string) => include(table, { action: "exclude" });
  const filtered = (filter: object) =>
    include("orders", { filters: [{ column: "id", ...filter }] });

  for (const [title, left, right] of [
    ["the same table", [include("orders")], [include("orders")]],
    ["patterns that meet", [include("order%")], [include("%lines")]],
    ["an explicit table", [include("%")], [include("orders", { action: "explicit" })]],
    ["an exclude that leaves some", [include("%"), exclude("a%")], [include("%a")]],
    ["filters of ranges that meet", [filtered({ atMost: 9 })], [filtered({ atLeast: 9 })]],
    ["filters of common values", [filtered({ oneOf: [1, 2] })], [filtered({ oneOf: ["2"] })]],
    ["a filter on one side", [filtered({ atMost: 9 })], [include("orders")]],
  ] as const) {
    it(`overlap for ${title}`, () => {
      expect(overlapOf(left, right)).not.to.equal(undefined);
      expect(overlapOf(right, left)).not.to.equal(undefined);
    });
  }

  for (const [title, left, right] of [
    ["other schemas", [include("%")], [include("%", { schema: "crm" })]],
    ["an exclude of the other's tables", [include("%"), exclude("or%")], [include("orders")]],
    ["an underscore that is no wildcard", [include("t_1")], [include("tx1")]],
    ["filters of ranges apart", [filtered({ atMost: 9 })], [filtered({ atLeast: 10 })]],
    ["filters of values apart", [filtered({ oneOf: [1] })], [filtered({ oneOf: [2] })]],
  ] as const) {
    it(`are apart for ${title}`, () => {
      expect(overlapOf(left, right)).to.equal(undefined);
      expect(overlapOf(right, left)).to.equal(undefined);
    });
  }
});
