import { expect } from "chai";
import { dmsInstanceClasses } from "../../lib/dms-classes";
import { PackProcess, type Sections } from "../policy/support/pack-process";
import { fromJson } from "../policy/support/plan";
import { planOf } from "../support/engine";
import { enumeratedKeys, type Value } from "./settings/enumerated-keys";
import { entranceRows } from "./settings/entrance";
import { groundRows } from "./settings/ground";
import { replicationRows } from "./settings/replication";
import { type Configuration, Planned, type Row } from "./settings/row";
import { vpnRows } from "./settings/vpn";

const rows: Readonly<Record<string, Row>> = {
  ...groundRows,
  ...vpnRows,
  ...replicationRows,
  ...entranceRows,
};
const keys = Object.keys(rows);
const known = enumeratedKeys();

/** Configuration that the keys need: a further instance, and a migration for each kind of rule. */
const surroundings: Configuration = {
  "network.onPremises.gateways[0].tunnels": [{}, {}],
  "database.backup.vault.dailyRetentionDays": 35,
  "dms.replicationInstances.side.maintenanceWindow": "sun:07:00-sun:08:00",
  "dms.migrations.shop": {
    source: "erp",
    type: "full-load",
    replicationInstance: "side",
    tables: [
      { schema: "shop" },
      { schema: "shop", table: "carts" },
      { schema: "shop", table: "lines" },
      { schema: "shop", table: "scans" },
    ],
  },
  "dms.migrations.light": {
    source: "erp",
    tables: [{ schema: "light" }],
    serverless: { maintenanceWindow: "sun:08:00-sun:09:00" },
  },
};

/** The policy configuration of a stack that uses all sizes, and firewall rules of its own choice. */
const policies: Sections = {
  "waf-has-rules-and-metrics": { managedRules: ["AWSManagedRulesCommonRuleSet"] },
  "dms-instance-class-allowlist": { classes: [...dmsInstanceClasses], maxCapacityUnits: 384 },
};

/** How many values of a long list, such as that of instance classes, are previewed. */
const mostValues = 12;

/** Values to try for a key: of a long list the first, the last and some between. */
function valuesOf(key: string): readonly (Value | undefined)[] {
  const all = [...(known.get(key) ?? []), ...(rows[key]?.also ?? [])];
  if (all.length <= mostValues) return all;
  const step = (all.length - 1) / (mostValues - 1);
  return Array.from({ length: mostValues }, (_, index) => all[Math.round(index * step)]);
}

/** The value of a key in one of the configurations; not the same turns for two keys of two values. */
function valueIn(turn: number, key: string): Value | undefined {
  const { choose } = rows[key]!;
  if (choose) return choose((other) => valueIn(turn, other), turn);
  const values = valuesOf(key);
  const index = keys.indexOf(key);
  const pace = values.length > 3 ? 1 : 1 + (index % 3);
  return values[(Math.floor(turn / pace) + index) % values.length];
}

/** How many configurations are previewed: as many as a key has values to try. */
const turns = Math.max(...keys.map((key) => valuesOf(key).length));

function configurationOf(turn: number): Configuration {
  const configured = keys.map((key) => rows[key]!.configure(valueIn(turn, key)));
  return Object.assign({ ...surroundings }, ...configured) as Configuration;
}

function meaning(key: string, value: Value | undefined): unknown {
  const { means } = rows[key]!;
  return means ? means(value) : value;
}

describe("Keys that are yes or no, or one of a list", () => {
  it("are all tried", () => {
    expect(keys).to.have.members([...known.keys()]);
  });

  it("take each of their values in some configuration", () => {
    for (const key of keys) {
      const tried = new Set(Array.from({ length: turns }, (_, turn) => valueIn(turn, key)));
      const values = valuesOf(key);
      expect([...tried], key).to.include.members(values);
    }
  });

  it("mean another thing for each value", () => {
    for (const key of keys) {
      const meanings = valuesOf(key).map((value) => JSON.stringify(meaning(key, value)));
      expect(new Set(meanings).size, key).to.equal(meanings.length);
    }
  });

  describe("change the plan, and violate no mandatory policy", () => {
    let pack: PackProcess;
    before(async function () {
      this.timeout(60_000);
      pack = await PackProcess.start();
      await pack.configureFrom(policies);
    });
    after(() => {
      pack.stop();
    });

    for (let turn = 0; turn < turns; turn += 1) {
      it(`in configuration ${turn + 1} of ${turns}`, async function () {
        this.timeout(120_000);
        const plan = await planOf({ config: configurationOf(turn) });
        const planned = new Planned(plan);
        for (const key of keys) {
          const value = valueIn(turn, key);
          expect(rows[key]!.read(planned), `${key}: ${value}`).to.deep.equal(meaning(key, value));
        }
        expect(await pack.mandatoryViolations(fromJson(plan))).to.deep.equal([]);
      });
    }
  });
});
