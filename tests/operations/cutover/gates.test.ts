import { expect } from "chai";
import type { GateFacts } from "../../../operations/cutover/gates/facts";
import { cutoverGates } from "../../../operations/cutover/gates/cutover-gates";
import { returnGates } from "../../../operations/cutover/gates/return-gates";
import { areOpen, judgeGates, parseAccepted } from "../../../operations/cutover/gates/verdicts";
import { windowFrom, windowsWithin } from "../../../operations/cutover/gates/aws-facts";

const now = new Date("2026-01-31T12:00:00Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

type Migration = GateFacts["migrations"][number];

const migration: Migration = {
  migration: "orders",
  isFollowing: true,
  words: "following the source",
  brokenTables: [],
  validates: true,
  tables: [{ table: "orders.line", validation: "Validated", pending: 0 }],
  latency: { value: { source: 1, target: 2, newestAgeSeconds: 30 } },
  heartbeat: { value: 3 },
};

const schema = {
  differences: [],
  early: [],
  planned: ["trigger orders.t"],
  obstacles: [],
  missingAccounts: [],
};
const wayBack = {
  undeclared: [],
  connections: [{ label: "from Aurora", status: "successful" }],
  problems: [],
  binlogFormat: "ROW",
  retentionHours: 168,
};

/** A stack that may be cut over. */
const good: GateFacts = {
  now,
  windowMinutes: 240,
  migrations: [migration],
  applyExceptions: { value: 0 },
  verification: { startedAt: ago(2), finishedAt: ago(1), tables: 3, different: 0, unsettled: 1 },
  schema: { value: schema },
  wayBack: { value: wayBack },
  healthAlarm: { value: { name: "health", state: "OK" } },
  sourceBinlogHours: { erp: { value: 168 } },
  secrets: { value: [{ label: "DMS on erp", nextRotation: undefined }] },
  phase: { configured: "cutover", deployed: "cutover" },
  pendingChanges: { value: [] },
  maintenance: { value: [] },
  edge: { value: { isAnswering503: false, onPremisesPercent: 100, unhealthy: [] } },
  oldSide: { value: [] },
  rehearsal: { endedAt: ago(48), program: "1.0.0+abc" },
  program: "1.0.0+abc",
  people: ["Anna"],
};

const changed = (more: Partial<Migration>): Partial<GateFacts> => ({
  migrations: [{ ...migration, ...more }],
});
const unknown = { unknown: "it does not answer" };

/** Facts that close each gate, by its id, and the expected words. */
const closing: Readonly<Record<string, readonly (readonly [Partial<GateFacts>, string])[]>> = {
  tasks: [
    [changed({ isFollowing: false, words: "stopped" }), "orders is stopped"],
    [changed({ brokenTables: ["orders.line: Table error"] }), "orders.line: Table error"],
  ],
  latency: [
    [
      changed({ latency: { value: { source: 11, target: 0, newestAgeSeconds: 1 } } }),
      "source 11 s",
    ],
    [
      changed({ latency: { value: { source: 0, target: 60, newestAgeSeconds: 1 } } }),
      "target 60 s",
    ],
    [changed({ latency: { value: { source: 0, target: 0, newestAgeSeconds: 900 } } }), "900 s old"],
    [changed({ heartbeat: { value: 31 } }), "heartbeat 31 s old"],
    [changed({ heartbeat: unknown }), "it does not answer"],
    [changed({ latency: unknown }), "it does not answer"],
  ],
  "apply-exceptions": [
    [{ applyExceptions: { value: 2 } }, "2 rows"],
    [{ applyExceptions: unknown }, "it does not answer"],
  ],
  validation: [
    [
      changed({ tables: [{ table: "a.b", validation: "Mismatched records", pending: 0 }] }),
      "a.b: Mismatched records",
    ],
    [
      changed({ tables: [{ table: "a.b", validation: "Validated", pending: 7 }] }),
      "a.b: 7 pending",
    ],
  ],
  verification: [
    [{ verification: undefined }, "none of every table"],
    [{ verification: { ...good.verification!, startedAt: ago(25) } }, "stale: 25 h old"],
    [{ verification: { ...good.verification!, different: 1 } }, "1 tables different"],
    [{ verification: { ...good.verification!, finishedAt: undefined } }, "unfinished"],
  ],
  schema: [
    [
      { schema: { value: { ...schema, differences: ["orders.line: key k"] } } },
      "orders.line: key k",
    ],
    [
      { schema: { value: { ...schema, early: ["event orders.e"] } } },
      "event orders.e runs on Aurora",
    ],
  ],
  programs: [
    [{ schema: { value: { ...schema, obstacles: ["no privilege TRIGGER"] } } }, "TRIGGER"],
  ],
  users: [[{ schema: { value: { ...schema, missingAccounts: ["user shop@%"] } } }, "user shop@%"]],
  "way-back": [
    [{ wayBack: { value: { ...wayBack, undeclared: ["orders"] } } }, "orders has none"],
    [
      { wayBack: { value: { ...wayBack, connections: [{ label: "to erp", status: "failed" }] } } },
      "to erp: failed",
    ],
    [
      { wayBack: { value: { ...wayBack, problems: ["erp: dms_reverse is not there"] } } },
      "dms_reverse",
    ],
    [{ wayBack: { value: { ...wayBack, binlogFormat: "MIXED" } } }, "binlog_format is MIXED"],
    [{ wayBack: { value: { ...wayBack, retentionHours: 24 } } }, "for 24 h"],
  ],
  alarms: [[{ healthAlarm: { value: { name: "health", state: "ALARM" } } }, "health is ALARM"]],
  "source-log": [[{ sourceBinlogHours: { erp: { value: 4 } } }, "erp: 4 h"]],
  secrets: [
    [
      { secrets: { value: [{ label: "DMS on erp", nextRotation: ago(-5) }] } },
      "DMS on erp rotates at 2026-01-31T17",
    ],
  ],
  deployment: [
    [{ phase: { configured: "live", deployed: "cutover" } }, "the configured phase is live"],
    [
      { phase: { configured: "cutover", deployed: "replicate" } },
      "the deployed phase is replicate",
    ],
    [
      { pendingChanges: { value: ["landing-zone-dev-dms changes"] } },
      "landing-zone-dev-dms changes",
    ],
  ],
  maintenance: [[{ maintenance: { value: ["os-upgrade of dms is pending"] } }, "os-upgrade"]],
  edge: [
    [
      { edge: { value: { isAnswering503: false, onPremisesPercent: 90, unhealthy: [] } } },
      "the data centre serves 90 %",
    ],
    [
      { edge: { value: { isAnswering503: true, onPremisesPercent: 100, unhealthy: ["cloud"] } } },
      "cloud has no healthy target",
    ],
  ],
  rehearsal: [
    [{ rehearsal: undefined }, "never on this stack"],
    [{ rehearsal: { endedAt: ago(31 * 24), program: "1.0.0+abc" } }, "31 days ago"],
    [{ rehearsal: { endedAt: ago(1), program: "0.9.0" } }, "by 0.9.0"],
  ],
  people: [[{ people: [] }, "nobody"]],
};

describe("the gates of a cut-over", () => {
  it("are all open when all is well", () => {
    expect(judgeGates(good, {}).filter(({ outcome }) => outcome !== "passed")).to.deep.equal([]);
  });

  it("are the ones that the cases below close", () => {
    expect(cutoverGates.map(({ id }) => id)).to.have.members(Object.keys(closing));
  });

  for (const [id, cases] of Object.entries(closing)) {
    for (const [facts, measured] of cases) {
      it(`${id} is closed by: ${measured}`, () => {
        const verdicts = judgeGates({ ...good, ...facts }, {});
        const failed = verdicts.filter(({ outcome }) => outcome === "failed");
        expect(failed.map(({ gate }) => gate)).to.deep.equal([id]);
        expect(failed[0]?.measured).to.contain(measured);
        expect(failed[0]?.remedy).to.not.equal("");
        expect(areOpen(verdicts)).to.equal(false);
      });
    }
  }

  it("are accepted by name and reason only, and only some of them", () => {
    const facts = { ...good, rehearsal: undefined };
    const accepted = parseAccepted(["rehearsal=rehearsed on paper = agreed"]);
    const [verdict] = judgeGates(facts, accepted).filter(({ gate }) => gate === "rehearsal");
    expect(verdict).to.include({ outcome: "accepted", reason: "rehearsed on paper = agreed" });
    expect(() => parseAccepted(["rehearsal=short"])).to.throw("10 characters");
    expect(() => parseAccepted(["verification=we trust the copy"])).to.throw("it must pass");
    expect(() => parseAccepted(["rehersal=we trust the copy"])).to.throw(
      'did you mean "rehearsal"',
    );
    const stale = judgeGates(
      { ...good, verification: undefined },
      { verification: "no matter why" },
    );
    expect(areOpen(stale)).to.equal(false);
  });

  it("find a maintenance window, also one over the end of the week", () => {
    const config = {
      database: { maintenanceWindow: "sun:00:30-sun:01:30" },
      dms: {
        replicationInstance: { maintenanceWindow: "wed:06:00-wed:07:00" },
        replicationInstances: { big: { maintenanceWindow: "sat:22:00-sat:23:00" } },
      },
    } as unknown as Parameters<typeof windowsWithin>[0];
    const saturdayNight = windowFrom(new Date("2026-01-31T22:30:00Z"), 240);
    expect(windowsWithin(config, saturdayNight)).to.have.length(2);
    expect(windowsWithin(config, windowFrom(new Date("2026-01-30T12:00:00Z"), 240))).to.be.empty;
  });
});

describe("the gates of a return", () => {
  const live = { ...good, phase: { configured: "live", deployed: "live" } };

  it("are open when the sources are closed", () => {
    expect(areOpen(judgeGates(live, {}, returnGates))).to.equal(true);
  });

  it("name what would hurt on the sources", () => {
    const oldSide = { value: ["trigger orders.t of erp fires on what comes back"] };
    const failed = judgeGates({ ...live, oldSide }, {}, returnGates).filter(
      ({ outcome }) => outcome === "failed",
    );
    expect(failed.map(({ gate, measured }) => [gate, measured])).to.deep.equal([
      ["old-side", "trigger orders.t of erp fires on what comes back"],
    ]);
  });
});
