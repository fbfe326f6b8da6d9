import { expect } from "chai";
import { migratedTablesOf } from "@landing-zone/plan-report/model/table-mappings";

const locator = (table: string) => ({
  "object-locator": { "schema-name": "shop", "table-name": table },
});

const mappings = JSON.stringify({
  rules: [
    { "rule-type": "selection", "rule-action": "exclude", ...locator("tmp[_]%") },
    { "rule-type": "selection", "rule-action": "include", ...locator("%") },
    {
      "rule-type": "selection",
      "rule-action": "include",
      ...locator("events"),
      filters: [
        {
          "column-name": "year",
          "filter-conditions": [
            { "filter-operator": "between", "start-value": "2020", "end-value": "2022" },
            { "filter-operator": "gte", value: "2025" },
          ],
        },
        { "column-name": "gone", "filter-conditions": [{ "filter-operator": "null" }] },
      ],
    },
    {
      "rule-type": "table-settings",
      ...locator("events"),
      "parallel-load": { type: "ranges", columns: ["id", "day"], boundaries: [["1"], ["2"]] },
    },
    {
      "rule-type": "table-settings",
      ...locator("contracts"),
      "lob-settings": { mode: "limited", "bulk-max-size": "64" },
      "parallel-load": { type: "partitions-auto" },
    },
    {
      "rule-type": "transformation",
      "rule-action": "rename",
      "rule-target": "column",
      "object-locator": { "schema-name": "shop", "table-name": "events", "column-name": "at" },
      value: "happened_at",
    },
  ],
});

describe("The tables of a migration", () => {
  const { patterns, lobs, renames } = migratedTablesOf(
    mappings,
    JSON.stringify({ TargetMetadata: { SupportLobs: true, LobMaxSize: 32 } }),
  );
  const none = { excluded: false, lobs: undefined, filter: undefined, parallelLoad: undefined };

  it("are patterns with their filters, LOB modes and parallel loads", () => {
    expect(patterns).to.deep.equal([
      { ...none, pattern: "shop.%" },
      {
        ...none,
        pattern: "shop.events",
        filter: "year between 2020 and 2022 or year ≥ 2025 and gone is null",
        parallelLoad: "ranges of id, day, 3 parts",
      },
      {
        ...none,
        pattern: "shop.contracts",
        lobs: "up to 64 KiB",
        parallelLoad: "partitions-auto",
      },
      { ...none, pattern: "shop.tmp_%", excluded: true },
    ]);
  });

  it("have a LOB mode for all that have none, and renames", () => {
    expect(lobs).to.equal("LOBs up to 32 KiB");
    expect(renames).to.deep.equal(["column at → happened_at"]);
  });
});
