import { expect } from "chai";
import fc from "fast-check";
import type { TableSelection, Transformation } from "../../../lib/settings/table-mappings";
import { selectedBy } from "../../../lib/table-mappings/matching";
import { targetTable } from "../../../lib/table-mappings/renaming";
import { reverseMappings } from "../../../lib/table-mappings/reversal";

const all: TableSelection = { schema: "orders", table: "%", action: "include" };

/** The place to which a table of the target returns; undefined if no rule takes it. */
function wayBackOf(tables: TableSelection[], transformations: Transformation[]) {
  const reversal = reverseMappings(tables, transformations);
  expect(reversal.irreversible).to.deep.equal([]);
  const isSelected = selectedBy(reversal.tables);
  return (table: { schema: string; table: string }) =>
    isSelected(table) ? targetTable(reversal.transformations, table) : undefined;
}

describe("table mappings of the way back", () => {
  const transformations: readonly Transformation[] = [
    { schema: "orders", action: "rename", value: "shop" },
    { schema: "orders", table: "people", action: "rename", value: "customers" },
    { schema: "orders", table: "Lines", action: "convert-lowercase" },
  ];

  it("lead every table that is taken back to where it came from", () => {
    const names = ["people", "Lines", "items", "a_b", "x"];
    fc.assert(
      fc.property(fc.subarray([...transformations]), fc.constantFrom(...names), (some, table) => {
        const source = { schema: "orders", table };
        expect(wayBackOf([all], some)(targetTable(some, source))).to.deep.equal(source);
      }),
    );
  });

  it("take a table under its new name, which the pattern of the others leaves out", () => {
    const selected = [{ ...all, table: "old_%" }];
    const renaming: Transformation[] = [
      { schema: "orders", table: "old_items", action: "rename", value: "items" },
    ];
    const back = wayBackOf(selected, renaming);
    expect(back({ schema: "orders", table: "items" })).to.deep.equal({
      schema: "orders",
      table: "old_items",
    });
    expect(back({ schema: "orders", table: "old_lines" })).to.deep.equal({
      schema: "orders",
      table: "old_lines",
    });
    expect(back({ schema: "orders", table: "lines" })).to.equal(undefined);
  });

  it("leave out what was left out", () => {
    const back = wayBackOf(
      [all, { ...all, table: "tmp_%", action: "exclude" }],
      [transformations[0]!],
    );
    expect(back({ schema: "shop", table: "tmp_1" })).to.equal(undefined);
  });

  it("undo prefixes and suffixes that a pattern was given", () => {
    for (const [action, more] of [
      ["add-prefix", { value: "p_" }],
      ["add-suffix", { value: "_s" }],
      ["replace-prefix", { value: "new_", oldValue: "old_" }],
    ] as const) {
      const pattern = action === "replace-prefix" ? "old_%" : "%";
      const renaming = [{ schema: "orders", table: pattern, action, ...more }];
      const source = { schema: "orders", table: "old_items" };
      const target = targetTable(renaming, source);
      expect(target.table, action).not.to.equal(source.table);
      expect(wayBackOf([all], renaming)(target), action).to.deep.equal(source);
    }
  });

  it("keep filters, under the columns' new names, and nothing of how to load", () => {
    const selection: TableSelection = {
      ...all,
      table: "events",
      filters: [
        { column: "year", atLeast: 2025 },
        { column: "note", oneOf: ["x"] },
      ],
      parallelLoad: { type: "partitions-auto" },
    };
    const { tables } = reverseMappings(
      [selection],
      [
        { schema: "orders", table: "events", column: "year", action: "rename", value: "jahr" },
        { schema: "orders", table: "events", column: "note", action: "remove-column" },
      ],
    );
    expect(tables).to.deep.equal([
      { ...all, table: "events", filters: [{ column: "jahr", atLeast: 2025 }] },
    ]);
  });

  it("name the transformations that cannot be undone", () => {
    const lost: Transformation[] = [
      { schema: "orders", table: "%", action: "convert-lowercase" },
      { schema: "orders", table: "old_%", action: "remove-prefix", value: "old_" },
      { schema: "shop_%", action: "rename", value: "shop" },
    ];
    for (const transformation of lost) {
      expect(reverseMappings([all], [transformation]).irreversible).to.deep.equal([0]);
    }
    expect(reverseMappings([all], [...transformations]).irreversible).to.deep.equal([]);
  });
});
