import { expect } from "chai";
import { configured, faultsOf, following, spacious } from "./example";
import { withInstances } from "./instance-keys";

describe("migrations", () => {
  it("fail for a source that does not exist, suggesting one that does", () => {
    const tree = configured(spacious(), { "dms.migrations.orders.source": "epr" });
    expect(faultsOf(tree)).to.deep.equal([
      'dms.migrations.orders.source: "epr" is not a source; did you mean "erp"? Known: erp',
    ]);
  });

  it("fail when they exclude only", () => {
    const tables = [{ schema: "orders", action: "exclude" }];
    const tree = configured(spacious(), { "dms.migrations.orders.tables": tables });
    expect(faultsOf(tree)).to.deep.equal([
      "dms.migrations.orders.tables: has no rule with the action include; at least one is required",
    ]);
  });

  it("fail when two rules are about the same tables", () => {
    const tables = [{ schema: "orders" }, { schema: "orders", table: "%", action: "exclude" }];
    const tree = configured(spacious(), { "dms.migrations.orders.tables": tables });
    expect(faultsOf(tree)[0]).to.match(
      /^dms\.migrations\.orders\.tables\[1\]: .*"exclude"\} selects tables that another rule selects/,
    );
  });

  it("fail when two take the same rows of one source, unless they take turns", () => {
    const second = (more: object, source = "erp") =>
      configured(spacious(), {
        "dms.migrations.second": {
          source,
          tables: [{ schema: "orders", table: "order_%" }],
          ...more,
        },
      });
    const overlap =
      "dms.migrations.second.tables: selects orders.order_%, and dms.migrations.orders selects orders.% of the same source; each row belongs to one migration: exclude the tables in one of them";
    expect(faultsOf(second({}))).to.deep.equal([overlap]);
    expect(faultsOf(second({ type: "full-load", validation: { only: true } }))).to.deep.equal([]);
    const turns = configured(second({ type: "cdc" }), {
      "dms.migrations.orders.type": "full-load",
    });
    expect(faultsOf(turns)).to.deep.equal([]);
  });

  it("fail when the boundaries of a parallel load do not ascend, or one is there twice", () => {
    const load = (...boundaries: unknown[][]) =>
      configured(spacious(), {
        "dms.migrations.orders.tables": [
          {
            ...{ schema: "orders", table: "lines" },
            parallelLoad: { type: "ranges", columns: ["id", "line"], boundaries },
          },
        ],
      });
    const at = "dms.migrations.orders.tables[0].parallelLoad.boundaries[1]";
    const fault = (boundary: string, earlier: string) =>
      `${at}: ${boundary} does not come after ${earlier}; boundaries in ascending order, each once`;
    expect(faultsOf(load([1, 5], [1, 6], [2, 1]))).to.deep.equal([]);
    expect(faultsOf(load([2, 5], [1, 6]))).to.deep.equal([fault("[1,6]", "[2,5]")]);
    expect(faultsOf(load([1, 5], [1, 5]))).to.deep.equal([fault("[1,5]", "[1,5]")]);
    expect(faultsOf(load([1, 5], [1, 4]))).to.deep.equal([fault("[1,4]", "[1,5]")]);
  });

  it("fail when a task's identifier would be too long for the environment", () => {
    const migration = { source: "erp", tables: [{ schema: "names" }] };
    const named = (length: number) =>
      configured(spacious(), { [`dms.migrations.${"m".repeat(length)}`]: migration });
    expect(faultsOf(named(27))).to.deep.equal([]);
    expect(faultsOf(named(28))).to.deep.equal([
      `dms.migrations.${"m".repeat(28)}: has a name of 28 characters; at most 27, since the task's identifier adds the environment "dev" and ends at 31`,
    ]);
    expect(faultsOf(named(25), { stack: "staging" })).to.have.length(1);
  });

  it("fail for batches where LOBs are looked up one by one", () => {
    const batches = { "dms.migrations.orders.changes": { batchApply: true } };
    const start =
      "dms.migrations.orders.changes.batchApply: true is not allowed; false, since a lobMode";
    for (const lobs of [
      { "dms.migrations.orders.lobMode": "inline" },
      { "dms.migrations.orders.tables": [{ schema: "orders", table: "scans", lobMode: "full" }] },
    ]) {
      const [fault] = faultsOf(configured(spacious(), { ...batches, ...lobs }));
      expect(fault).to.include(start);
    }
    expect(faultsOf(configured(spacious(), batches))).to.deep.equal([]);
  });

  it("fail when a mere comparison would empty tables", () => {
    const tree = configured(spacious(), {
      "dms.migrations.orders.type": "cdc",
      "dms.migrations.orders.validation": { only: true },
      "dms.migrations.orders.fullLoad": { targetTables: "truncate" },
    });
    expect(faultsOf(tree)).to.deep.equal([
      'dms.migrations.orders.fullLoad.targetTables: "truncate" is not allowed; keep, since validation.only compares existing rows',
    ]);
  });

  it("fail when a mere comparison is to look at what is there and at changes too", () => {
    const compares = (type: string | undefined) =>
      faultsOf(
        configured(spacious(), {
          "dms.migrations.orders.type": type,
          "dms.migrations.orders.validation": { only: true },
        }),
      );
    for (const type of [undefined, "full-load-and-cdc"]) {
      expect(compares(type)).to.deep.equal([
        'dms.migrations.orders.type: "full-load-and-cdc" is not allowed; full-load or cdc, since DMS compares either existing rows or changes with validation.only',
      ]);
    }
    expect([...compares("full-load"), ...compares("cdc")]).to.deep.equal([]);
  });
});

describe("the position that a migration begins at", () => {
  const faults = (changes: Record<string, unknown>) =>
    faultsOf(configured(following(), changes)).filter((line) => line.includes("cdcStartPosition"));

  it("fails unless the migration begins with changes, and is not serverless", () => {
    const position = "mysql-bin.000007:4";
    expect(faults({ "dms.migrations.orders.cdcStartPosition": position })).to.deep.equal([
      'dms.migrations.orders.cdcStartPosition: "mysql-bin.000007:4" is not used with the type full-load-and-cdc; it is allowed for cdc only',
    ]);
    const serverless = { maxCapacityUnits: 4, maintenanceWindow: "sun:08:00-sun:09:00" };
    expect(
      faults({
        "dms.migrations.followed.cdcStartPosition": position,
        "dms.migrations.followed.serverless": serverless,
      }),
    ).to.deep.equal([
      'dms.migrations.followed.cdcStartPosition: "mysql-bin.000007:4" is not used; a serverless migration takes it when it is started',
    ]);
  });
});

describe("the version of the DMS engine", () => {
  const on = (today: string, version: string) =>
    faultsOf(configured(spacious(), { "dms.engineVersion": version }), { today: new Date(today) });

  it("fails after its end of life, and when it is unknown", () => {
    expect(on("2026-11-24", "3.5.3")).to.deep.equal([
      'dms.engineVersion: "3.5.3" reached its end of life on 2026-06-30, and AWS creates none; 3.6.1, 3.5.4',
    ]);
    expect(on("2026-11-24", "3.5.9")).to.deep.equal([
      'dms.engineVersion: "3.5.9" is not a known version of AWS DMS; 3.6.1, 3.5.4',
    ]);
    expect(on("2026-11-24", "3.7.0")).to.deep.equal([]);
    expect(on("2026-06-30", "3.5.3")).to.deep.equal([]);
  });
});

describe("replication instances", () => {
  it("fail when a migration names one that does not exist, suggesting one that does", () => {
    const tree = configured(withInstances(), {
      "dms.migrations.orders.replicationInstance": "bluk",
    });
    expect(faultsOf(tree)).to.deep.equal([
      'dms.migrations.orders.replicationInstance: "bluk" is not a replication instance; did you mean "bulk"? Known: bulk',
    ]);
    const none = configured(spacious(), { "dms.migrations.orders.replicationInstance": "bulk" });
    expect(faultsOf(none)[0]).to.match(/; there is none in dms\.replicationInstances$/);
  });

  it("fail together with serverless", () => {
    const tree = configured(withInstances(), {
      "dms.migrations.archive.replicationInstance": "bulk",
    });
    expect(faultsOf(tree)).to.deep.equal([
      "dms.migrations.archive.replicationInstance: is not used; a serverless migration runs without an instance",
    ]);
  });

  it("fail with the name of the one that is there already", () => {
    const instance = { class: "dms.t3.medium", maintenanceWindow: "mon:07:00-mon:08:00" };
    const tree = configured(spacious(), { "dms.replicationInstances.default": instance });
    expect(faultsOf(tree)).to.deep.equal([
      "dms.replicationInstances.default: is a name that dms.replicationInstance has; any other name",
    ]);
  });

  it("fail when their windows overlap others", () => {
    const window = "sun:06:30-sun:07:30";
    const tree = configured(withInstances(), {
      "dms.replicationInstances.bulk.maintenanceWindow": window,
      "dms.migrations.archive.serverless.maintenanceWindow": window,
    });
    expect(faultsOf(tree).map((line) => line.split(";")[0])).to.deep.equal([
      `dms.replicationInstance.maintenanceWindow: "sun:06:00-sun:07:00" overlaps dms.replicationInstances.bulk.maintenanceWindow "${window}"`,
      `dms.replicationInstance.maintenanceWindow: "sun:06:00-sun:07:00" overlaps dms.migrations.archive.serverless.maintenanceWindow "${window}"`,
      `dms.replicationInstances.bulk.maintenanceWindow: "${window}" overlaps dms.migrations.archive.serverless.maintenanceWindow "${window}"`,
    ]);
  });

  it("are not needed serverless, whose least capacity is not more than the most", () => {
    const capacity = { "dms.migrations.archive.serverless.minCapacityUnits": 32 };
    expect(faultsOf(configured(withInstances(), capacity))).to.deep.equal([
      "dms.migrations.archive.serverless.minCapacityUnits: 32 is more than maxCapacityUnits 16; at most maxCapacityUnits is allowed",
    ]);
    expect(faultsOf(withInstances())).to.deep.equal([]);
  });
});

describe("tables", () => {
  const at = "dms.migrations.orders.tables[0]";
  const faultsWith = (table: object) =>
    faultsOf(
      configured(spacious(), {
        "dms.migrations.orders.tables": [
          { schema: "orders", table: "lines", ...table },
          { schema: "crm" },
        ],
      }),
    );
  const auto = { type: "partitions-auto" };

  for (const [what, table, fault] of [
    [
      "a pattern that is to be explicit",
      { table: "line%", action: "explicit" },
      `${at}.action: "explicit" is not allowed for a pattern; include, or names without %`,
    ],
    [
      "a pattern that is to be loaded in parallel",
      { table: "%", parallelLoad: auto },
      `${at}.parallelLoad: is not allowed for a pattern; DMS takes it for one table, whose schema and name have no %`,
    ],
    [
      "a pattern of schemas with a LOB mode",
      { schema: "ord%", lobMode: "full" },
      `${at}.lobMode: is not allowed for a pattern; DMS takes it for one table, whose schema and name have no %`,
    ],
    [
      "filters of what is left out",
      { action: "exclude", filters: [{ column: "id", atLeast: 1 }] },
      `${at}.filters: is not used; nothing is replicated with the action exclude`,
    ],
    [
      "a size of LOBs that are all whole",
      { lobMode: "full", lobMaxSizeKiB: 64 },
      `${at}.lobMaxSizeKiB: is not used; in the mode full every LOB is carried whole`,
    ],
    [
      "a filter without condition",
      { filters: [{ column: "id" }] },
      `${at}.filters[0]: has no condition; either atLeast, atMost or both, or oneOf`,
    ],
    [
      "a filter with a range and values",
      { filters: [{ column: "id", atMost: 1, oneOf: [1] }] },
      `${at}.filters[0]: has a range and oneOf; either atLeast, atMost or both, or oneOf`,
    ],
    [
      "a list of partitions without any",
      { parallelLoad: { type: "partitions-list" } },
      `${at}.parallelLoad.partitions: is required for the type partitions-list`,
    ],
    [
      "columns of partitions",
      { parallelLoad: { ...auto, columns: ["id"] } },
      `${at}.parallelLoad.columns: is not used; the type partitions-auto takes nothing else`,
    ],
    [
      "ranges with a value too few",
      { parallelLoad: { type: "ranges", columns: ["id", "region"], boundaries: [[1, "n"], [2]] } },
      `${at}.parallelLoad.boundaries[1]: [2] has 1 values; one for each of the 2 columns`,
    ],
  ] as const) {
    it(`fail for ${what}`, () => {
      expect(faultsWith(table)).to.deep.equal([fault]);
    });
  }

  it("fail for values in lists that are none", () => {
    const filters = [{ column: "id", oneOf: [true] }];
    const parallelLoad = { type: "ranges", columns: [""], boundaries: [[], [null]] };
    expect(
      faultsWith({ filters, parallelLoad }).map((line) => line.split(" is not")[0]),
    ).to.include.members([
      `${at}.filters[0].oneOf[0]: true`,
      `${at}.parallelLoad.columns[0]: ""`,
      `${at}.parallelLoad.boundaries[0]: []`,
      `${at}.parallelLoad.boundaries[1][0]: null`,
    ]);
  });

  it("may have all details of one table", () => {
    const ranges = { type: "ranges", columns: ["id"], boundaries: [[1000], [2000]] };
    const filters = [{ column: "id", atLeast: 1, atMost: 9999 }];
    const faults = faultsWith({
      filters,
      parallelLoad: ranges,
      lobMode: "limited",
      lobMaxSizeKiB: 1,
    });
    expect(faults).to.deep.equal([]);
  });
});

describe("transformations", () => {
  const path = "dms.migrations.orders.transformations";
  const faultsWith = (...transformations: object[]) =>
    faultsOf(configured(spacious(), { [path]: transformations }));
  const schema = "orders";

  for (const [what, transformation, fault] of [
    [
      "a new name that is missing",
      { action: "rename" },
      "value: is required for the action rename",
    ],
    [
      "a value that nothing uses",
      { table: "%", action: "convert-lowercase", value: "x" },
      "value: is not used; the action convert-lowercase takes none",
    ],
    [
      "an old prefix that is missing",
      { table: "%", action: "replace-prefix", value: "x" },
      "oldValue: is required for the action replace-prefix",
    ],
    [
      "an old value that nothing uses",
      { action: "rename", value: "x", oldValue: "y" },
      "oldValue: is not used; the action rename takes none",
    ],
    [
      "a column of no table",
      { column: "id", action: "rename", value: "x" },
      "table: is required with a column; % for every table",
    ],
    [
      "a table that is removed like a column",
      { table: "lines", action: "remove-column" },
      "column: is required for the action remove-column",
    ],
  ] as const) {
    it(`fail for ${what}`, () => {
      expect(faultsWith({ schema, ...transformation })).to.deep.equal([`${path}[0].${fault}`]);
    });
  }

  it("fail for a second one of a table, and of a column with the same action", () => {
    const ofTable = { schema, table: "lines", action: "add-prefix", value: "x" };
    expect(faultsWith(ofTable, { ...ofTable, action: "add-suffix" })[0]).to.match(
      /transformations\[1\]: .* transforms what another one transforms; a schema and a table have one each$/,
    );
    const ofColumn = { ...ofTable, column: "id" };
    expect(faultsWith(ofColumn, ofColumn)[0]).to.match(/each action on a column once$/);
    expect(faultsWith(ofColumn, { ...ofColumn, action: "add-suffix" })).to.deep.equal([]);
  });
});
