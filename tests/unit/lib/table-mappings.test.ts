import { expect } from "chai";
import fc from "fast-check";
import type { TableSelection, Transformation } from "../../../lib/settings/table-mappings";
import { tableMappings } from "../../../lib/table-mappings";

interface Rule {
  "rule-id": string;
  "rule-name": string;
  "rule-type": string;
  "rule-action": string;
  "object-locator": Record<string, string>;
}

const rulesOf = (selections: TableSelection[], transformations: Transformation[] = []) =>
  (JSON.parse(tableMappings(selections, transformations)) as { rules: Rule[] }).rules;
const orders: TableSelection = { schema: "orders", table: "%", action: "include" };
const audit: TableSelection = { schema: "orders", table: "audit_log", action: "exclude" };
const billing: TableSelection = { schema: "billing", table: "invoices", action: "include" };

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const selections = fc
  .uniqueArray(
    fc.record(
      {
        schema: name,
        table: fc.stringMatching(/^[a-z%]{1,6}$/),
        action: fc.constantFrom("include" as const, "exclude" as const, "explicit" as const),
        filters: fc.constant<TableSelection["filters"]>([{ column: "id", atLeast: 1 }]),
        lobMode: fc.constantFrom("limited" as const, "full" as const),
        parallelLoad: fc.constant<TableSelection["parallelLoad"]>({ type: "partitions-auto" }),
      },
      { requiredKeys: ["schema", "table", "action"] },
    ),
    { selector: ({ schema, table }) => `${schema}.${table}`, maxLength: 20 },
  )
  .map((others): TableSelection[] => [orders, ...others]);
const transformations = fc.uniqueArray(
  fc.record({
    schema: name,
    table: fc.option(name, { nil: undefined }),
    action: fc.constantFrom("convert-lowercase" as const, "convert-uppercase" as const),
  }),
  { selector: ({ schema, table }) => JSON.stringify([schema, table]), maxLength: 20 },
);

describe("tableMappings", () => {
  it("makes a selection rule of each selection", () => {
    expect(rulesOf([orders, audit])).to.deep.equal([
      {
        "rule-type": "selection",
        "rule-id": "841212215",
        "rule-name": "exclude-orders.audit_log",
        "rule-action": "exclude",
        "object-locator": { "schema-name": "orders", "table-name": "audit[_]log" },
        filters: [],
      },
      {
        "rule-type": "selection",
        "rule-id": "174729400",
        "rule-name": "include-orders.%",
        "rule-action": "include",
        "object-locator": { "schema-name": "orders", "table-name": "%" },
        filters: [],
      },
    ]);
  });

  it("keeps every rule as it is when a selection is added", () => {
    const before = rulesOf([orders, audit]);
    expect(rulesOf([billing, orders, audit])).to.include.deep.members(before);
  });

  it("keeps every rule as it is when any selection or transformation is added", () => {
    fc.assert(
      fc.property(selections, transformations, (tables, transformed) => {
        const fewer = rulesOf(tables.slice(0, tables.length / 2 + 1), transformed.slice(1));
        expect(rulesOf(tables, transformed)).to.include.deep.members(fewer);
      }),
    );
  });

  it("does not depend on the order of what is written", () => {
    fc.assert(
      fc.property(selections, transformations, (tables, transformed) => {
        expect(tableMappings([...tables].reverse(), [...transformed].reverse())).to.equal(
          tableMappings(tables, transformed),
        );
      }),
    );
  });

  it("gives each rule a numeric id of its own", () => {
    fc.assert(
      fc.property(selections, transformations, (tables, transformed) => {
        const ids = rulesOf(tables, transformed).map((rule) => rule["rule-id"]);
        expect(new Set(ids).size).to.equal(ids.length);
        expect(ids.every((id) => /^\d{1,9}$/.test(id))).to.equal(true);
      }),
    );
  });

  it("keeps a rule's id when its filters or its loading change", () => {
    const [before] = rulesOf([orders]);
    const filtered = { ...orders, filters: [{ column: "id", atMost: 9 }], lobMaxSizeKiB: 64 };
    const after = rulesOf([filtered]).find((rule) => rule["rule-type"] === "selection");
    expect(after!["rule-id"]).to.equal(before!["rule-id"]);
  });

  it("refuses a table that is selected twice", () => {
    expect(() => tableMappings([orders, { ...orders, action: "exclude" }])).to.throw(
      "have the selection orders.% twice",
    );
  });

  it("refuses selections that include nothing", () => {
    expect(() => tableMappings([audit])).to.throw("include nothing");
    expect(() => tableMappings([])).to.throw("include nothing");
  });

  it("refuses to include every schema, but excludes from every schema", () => {
    expect(() => tableMappings([{ schema: "%", table: "%", action: "include" }])).to.throw(
      "name the schema",
    );
    const everywhere: TableSelection = { schema: "%", table: "tmp_%", action: "exclude" };
    expect(rulesOf([orders, everywhere])).to.have.length(2);
  });

  it("refuses two rules with the same id", () => {
    // Found by trying: the hashes of these two names end in the same nine digits.
    const colliding = ["t20709", "t62400"].map((table) => ({ ...billing, table }));
    expect(() => tableMappings(colliding)).to.throw("have the id");
  });

  it("takes one table by its exact name", () => {
    const [rule] = rulesOf([{ ...billing, action: "explicit" }]);
    expect(rule).to.include({
      "rule-name": "explicit-billing.invoices",
      "rule-action": "explicit",
    });
  });

  it("filters rows by ranges and by values, all of which must hold", () => {
    const filters = [
      { column: "id", atLeast: 1000 },
      { column: "year", atLeast: 2020, atMost: 2024 },
      { column: "size", atMost: "9" },
      { column: "state", oneOf: ["open", "paid"] },
    ];
    const [rule] = rulesOf([{ ...billing, filters }]);
    const filter = (column: string, ...conditions: object[]) => ({
      "filter-type": "source",
      "column-name": column,
      "filter-conditions": conditions,
    });
    expect(rule).to.have.deep.property("filters", [
      filter("id", { "filter-operator": "gte", value: "1000" }),
      filter("year", { "filter-operator": "between", "start-value": "2020", "end-value": "2024" }),
      filter("size", { "filter-operator": "ste", value: "9" }),
      filter(
        "state",
        { "filter-operator": "eq", value: "open" },
        { "filter-operator": "eq", value: "paid" },
      ),
    ]);
    expect(() => tableMappings([{ ...billing, filters: [{ column: "id" }] }])).to.throw(
      "The filter of the column id has neither",
    );
  });

  const tableLoads: {
    what: string;
    settings: Partial<TableSelection>;
    expected: Record<string, unknown>;
  }[] = [
    {
      what: "by its partitions",
      settings: { parallelLoad: { type: "partitions-auto" } },
      expected: { "parallel-load": { type: "partitions-auto" } },
    },
    {
      what: "by some of its partitions",
      settings: { parallelLoad: { type: "partitions-list", partitions: ["p2024", "p2025"] } },
      expected: { "parallel-load": { type: "partitions-list", partitions: ["p2024", "p2025"] } },
    },
    {
      what: "by ranges",
      settings: {
        parallelLoad: { type: "ranges", columns: ["id", "region"], boundaries: [[1000, "n"]] },
      },
      expected: {
        "parallel-load": {
          type: "ranges",
          columns: ["id", "region"],
          boundaries: [["1000", "n"]],
        },
      },
    },
    {
      what: "with every LOB whole",
      settings: { lobMode: "full" },
      expected: { "lob-settings": { mode: "unlimited", "bulk-max-size": "0" } },
    },
    {
      what: "with LOBs up to a size of its own",
      settings: { lobMaxSizeKiB: 10_240 },
      expected: { "lob-settings": { mode: "limited", "bulk-max-size": "10240" } },
    },
  ];
  for (const { what, settings, expected } of tableLoads) {
    it(`loads a table ${what}`, () => {
      const rules = rulesOf([orders, { ...billing, ...settings }]);
      const [rule, ...others] = rules.filter((each) => each["rule-type"] === "table-settings");
      expect(others).to.deep.equal([]);
      const { "rule-id": id, ...content } = rule!;
      expect(id).to.match(/^\d{1,9}$/);
      expect(content).to.deep.equal({
        "rule-type": "table-settings",
        "rule-name": "settings-billing.invoices",
        "object-locator": { "schema-name": "billing", "table-name": "invoices" },
        ...expected,
      });
    });
  }

  it("transforms the smallest thing that a transformation names", () => {
    const rules = rulesOf(
      [orders],
      [
        { schema: "orders", action: "rename", value: "shop" },
        { schema: "orders", table: "%", action: "replace-prefix", value: "n_", oldValue: "o_" },
        { schema: "orders", table: "people", column: "ssn", action: "remove-column" },
      ],
    ).filter((rule) => rule["rule-type"] === "transformation");
    const ids = rules.map((rule) => rule["rule-id"]);
    expect(ids.every((id) => /^\d{1,9}$/.test(id))).to.equal(true);
    expect(rules).to.deep.equal([
      {
        "rule-type": "transformation",
        "rule-id": ids[0],
        "rule-name": "remove-column-column-orders.people.ssn",
        "rule-action": "remove-column",
        "rule-target": "column",
        "object-locator": {
          "schema-name": "orders",
          "table-name": "people",
          "column-name": "ssn",
        },
      },
      {
        "rule-type": "transformation",
        "rule-id": ids[1],
        "rule-name": "rename-schema-orders",
        "rule-action": "rename",
        "rule-target": "schema",
        "object-locator": { "schema-name": "orders" },
        value: "shop",
      },
      {
        "rule-type": "transformation",
        "rule-id": ids[2],
        "rule-name": "replace-prefix-table-orders.%",
        "rule-action": "replace-prefix",
        "rule-target": "table",
        "object-locator": { "schema-name": "orders", "table-name": "%" },
        value: "n_",
        "old-value": "o_",
      },
    ]);
  });

  it("refuses two transformations of one schema or table, and takes several of a column", () => {
    const ofTable = (action: "add-prefix" | "add-suffix"): Transformation => ({
      schema: "orders",
      table: "lines",
      action,
      value: "x",
    });
    expect(() => tableMappings([orders], [ofTable("add-prefix"), ofTable("add-suffix")])).to.throw(
      "have a transformation of the table orders.lines twice",
    );
    const ofColumn = (["add-prefix", "add-suffix"] as const).map((action) => ({
      ...ofTable(action),
      column: "id",
    }));
    expect(rulesOf([orders], ofColumn)).to.have.length(3);
  });
});
