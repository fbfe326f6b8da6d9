import { expect } from "chai";
import fc from "fast-check";
import { tableMappings, type TableSelection } from "../../../lib/table-mappings";

interface Rule {
  "rule-id": string;
  "rule-name": string;
  "rule-action": string;
  "object-locator": Record<string, string>;
}

const rulesOf = (selections: TableSelection[]) =>
  (JSON.parse(tableMappings(selections)) as { rules: Rule[] }).rules;
const orders: TableSelection = { schema: "orders", table: "%", action: "include" };
const audit: TableSelection = { schema: "orders", table: "audit_log", action: "exclude" };
const billing: TableSelection = { schema: "billing", table: "invoices", action: "include" };

const selections = fc
  .uniqueArray(
    fc.record({
      schema: fc.stringMatching(/^[a-z]{1,6}$/),
      table: fc.stringMatching(/^[a-z%]{1,6}$/),
      action: fc.constantFrom("include" as const, "exclude" as const),
    }),
    { selector: ({ schema, table }) => `${schema}.${table}`, maxLength: 20 },
  )
  .map((others) => [orders, ...others]);

describe("tableMappings", () => {
  it("makes a selection rule of each selection", () => {
    expect(rulesOf([orders, audit])).to.deep.equal([
      {
        "rule-type": "selection",
        "rule-id": "841212215",
        "rule-name": "exclude-orders.audit_log",
        "rule-action": "exclude",
        "object-locator": { "schema-name": "orders", "table-name": "audit_log" },
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

  it("does not depend on the order of the selections", () => {
    fc.assert(
      fc.property(selections, (given) => {
        expect(tableMappings([...given].reverse())).to.equal(tableMappings(given));
      }),
    );
  });

  it("gives each rule a numeric id of its own", () => {
    fc.assert(
      fc.property(selections, (given) => {
        const ids = rulesOf(given).map((rule) => rule["rule-id"]);
        expect(new Set(ids).size).to.equal(given.length);
        expect(ids.every((id) => /^\d{1,9}$/.test(id))).to.equal(true);
      }),
    );
  });

  it("refuses a table that is selected twice", () => {
    expect(() => tableMappings([orders, { ...orders, action: "exclude" }])).to.throw(
      "The table selection orders.% is given twice",
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
});
