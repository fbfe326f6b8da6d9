import { expect } from "chai";
import fc from "fast-check";
import type { Transformation } from "../../../lib/settings/table-mappings";
import { patternTest, selectedBy } from "../../../lib/table-mappings/matching";
import { targetColumn, targetTable } from "../../../lib/table-mappings/renaming";

describe("selections of tables, as DMS reads them", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["orders", "orders", true],
    ["orders", "Orders", false],
    ["%", "", true],
    ["tmp%", "tmp", true],
    ["tmp%", "atmp", false],
    ["t_", "tx", true],
    ["t_", "t", false],
    ["t_", "t😀", true],
    ["t[_]%", "t_a", true],
    ["t[_]%", "tax", false],
    ["t[ab]", "tb", true],
    ["t[ab]", "tc", false],
    ["a.b*c+(d)", "a.b*c+(d)", true],
    ["a.b", "axb", false],
    ["line\nbreak%", "line\nbreak\n", true],
    ["t[^a]", "t^", true],
    ["t[^a]", "tb", false],
  ];
  for (const [pattern, name, expected] of cases) {
    it(`${JSON.stringify(pattern)} ${expected ? "takes" : "leaves"} ${JSON.stringify(name)}`, () => {
      expect(patternTest(pattern)(name)).to.equal(expected);
    });
  }

  it("takes any name by itself with its wildcards in brackets", () => {
    const name = fc.string({ minLength: 1, unit: "binary" }).filter((text) => !/[[\]]/.test(text));
    fc.assert(
      fc.property(name, name, (left, right) => {
        const pattern = left.replaceAll(/[%_]/g, "[$&]");
        expect(patternTest(pattern)(right)).to.equal(left === right);
        expect(patternTest(pattern)(left)).to.equal(true);
      }),
    );
  });

  it("lets an exclusion win over every inclusion", () => {
    const takes = selectedBy([
      { schema: "orders", table: "%", action: "include" },
      { schema: "orders", table: "tmp%", action: "exclude" },
      { schema: "crm", table: "contact", action: "explicit" },
      { schema: "crm", table: "o_her", action: "explicit" },
    ]);
    const taken = [
      { schema: "orders", table: "lines" },
      { schema: "orders", table: "tmp1" },
      { schema: "crm", table: "contact" },
      { schema: "crm", table: "other" },
      { schema: "mysql", table: "user" },
    ].filter(takes);
    expect(taken.map(({ table }) => table)).to.have.members(["lines", "contact"]);
  });
});

describe("names in the target", () => {
  const lines = { schema: "orders", table: "Lines" };
  const named: readonly (readonly [Omit<Transformation, "schema">, string])[] = [
    [{ table: "Lines", action: "rename", value: "rows" }, "orders.rows"],
    [{ action: "rename", value: "shop" }, "shop.Lines"],
    [{ table: "%", action: "convert-lowercase" }, "orders.lines"],
    [{ table: "L%", action: "convert-uppercase" }, "orders.LINES"],
    [{ table: "%", action: "add-prefix", value: "a" }, "orders.aLines"],
    [{ table: "%", action: "add-suffix", value: "a" }, "orders.Linesa"],
    [{ table: "%", action: "remove-prefix", value: "Li" }, "orders.nes"],
    [{ table: "%", action: "remove-prefix", value: "no" }, "orders.Lines"],
    [{ table: "%", action: "remove-suffix", value: "es" }, "orders.Lin"],
    [{ table: "%", action: "replace-prefix", oldValue: "L", value: "V" }, "orders.Vines"],
    [{ table: "%", action: "replace-suffix", oldValue: "s", value: "" }, "orders.Line"],
    [{ table: "other", action: "rename", value: "x" }, "orders.Lines"],
    [{ table: "Line_", action: "rename", value: "x" }, "orders.Lines"],
    [{ table: "Line[s]", action: "rename", value: "x" }, "orders.Lines"],
  ];
  for (const [transformation, expected] of named) {
    it(`${transformation.action} of ${transformation.table ?? "the schema"} makes ${expected}`, () => {
      const { schema, table } = targetTable([{ schema: "orders", ...transformation }], lines);
      expect(`${schema}.${table}`).to.equal(expected);
    });
  }

  it("leaves other schemas as they are", () => {
    const away: Transformation = { schema: "crm", action: "rename", value: "x" };
    expect(targetTable([away], lines)).to.deep.equal(lines);
  });

  it("renames a column by every transformation that is about it, and drops one that is removed", () => {
    const about = { schema: "orders", table: "Lines" };
    const all: Transformation[] = [
      { ...about, column: "%", action: "convert-lowercase" },
      { ...about, column: "Old%", action: "add-prefix", value: "x_" },
      { ...about, column: "secret", action: "remove-column" },
    ];
    expect(targetColumn(all, lines, "OldName")).to.equal("x_oldname");
    expect(targetColumn(all, lines, "secret")).to.equal(undefined);
    expect(targetColumn(all, { schema: "orders", table: "other" }, "OldName")).to.equal("OldName");
  });
});
