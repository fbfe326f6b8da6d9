import { expect } from "chai";
import { phases } from "../../../lib/phases";
import { configured, faultsOf, hybrid, parse, spacious } from "./example";

const share = "edge.onPremises.trafficPercent";
const preset = "database.parameterPreset";

/** A stack whose data centre has servers, in a phase. */
const inPhase = (phase: string, changes: Readonly<Record<string, unknown>> = {}) =>
  configured(hybrid(), { phase, [share]: undefined, ...changes });

describe("a key that contradicts the phase", () => {
  const presets = {
    live: ["live", "closed"],
    migration: ["prepare", "load", "replicate", "cutover", "returned"],
  };
  for (const phase of phases) {
    const base = phase === "closed" ? { "edge.onPremises": undefined } : { [share]: undefined };
    const tree = configured(hybrid(), {
      phase,
      ...base,
      ...(phase === "replicate" && { [share]: 30 }),
    });

    it(`fails for the other preset of the parameters in ${phase}`, () => {
      const allowed = presets.live.includes(phase) ? "live" : "migration";
      const other = allowed === "live" ? "migration" : "live";
      expect(faultsOf(configured(tree, { [preset]: allowed }))).to.deep.equal([]);
      expect(faultsOf(configured(tree, { [preset]: other }))).to.deep.equal([
        `${preset}: "${other}" contradicts the phase ${phase}; ${allowed}, or leave it out`,
      ]);
    });
  }

  for (const [phase, percent] of Object.entries({
    prepare: 100,
    load: 100,
    cutover: 100,
    live: 0,
    returned: 100,
  })) {
    it(`fails for another share of the requests than ${percent} in ${phase}`, () => {
      expect(faultsOf(inPhase(phase))).to.deep.equal([]);
      expect(faultsOf(inPhase(phase, { [share]: percent }))).to.deep.equal([]);
      expect(faultsOf(inPhase(phase, { [share]: 50 }))).to.deep.equal([
        `${share}: 50 contradicts the phase ${phase}; ${percent}, or leave it out`,
      ]);
    });
  }

  it("fails for a missing share of the requests, where the phase leaves it open", () => {
    expect(faultsOf(inPhase("replicate"))).to.deep.equal([
      `${share}: is required; a whole number, 0 to 100`,
    ]);
    expect(faultsOf(inPhase("replicate", { [share]: 30 }))).to.deep.equal([]);
  });

  it("fails for a data centre that serves after the end", () => {
    expect(faultsOf(inPhase("closed"))).to.deep.equal([
      "edge.onPremises: contradicts the phase closed, in which the data centre serves nothing; leave it out",
    ]);
  });
});

describe("the phase of a migration", () => {
  const own = "dms.migrations.orders.phase";

  it("needs the stack's", () => {
    expect(faultsOf(configured(spacious(), { [own]: "load" }))).to.deep.equal([
      `${own}: "load" needs phase, the stack's; ${phases.join(", ")}`,
    ]);
  });

  it("is that of the stack or a later one", () => {
    expect(faultsOf(configured(spacious(), { phase: "load", [own]: "cutover" }))).to.deep.equal([]);
    expect(faultsOf(configured(spacious(), { phase: "cutover", [own]: "load" }))).to.deep.equal([
      `${own}: "load" is behind the phase cutover, which Aurora's parameters and the traffic follow; cutover, live, closed`,
    ]);
  });

  it("is the stack's unless it has one", () => {
    const { dms } = parse(
      configured(spacious(), {
        phase: "load",
        "dms.migrations.stock": { source: "erp", phase: "live", tables: [{ schema: "stock" }] },
      }),
    );
    expect([dms.migrations["orders"]?.phase, dms.migrations["stock"]?.phase]).to.deep.equal([
      "load",
      "live",
    ]);
    expect(parse(spacious()).dms.migrations["orders"]).not.to.have.property("phase");
  });

  it("fails where the identifiers of further tasks are too long, or taken", () => {
    const long = "m".repeat(24);
    const tables = [{ schema: "long" }];
    const tree = (phase: string) =>
      configured(spacious(), {
        phase,
        environment: "dev",
        [`dms.migrations.${long}`]: { source: "erp", tables },
        "dms.migrations.back-orders": { source: "erp", tables: [{ schema: "other" }] },
      });
    expect(faultsOf(tree("prepare"))).to.deep.equal([]);
    expect(faultsOf(tree("load"))).to.have.members([
      `dms.migrations.${long}: has a name of 24 characters; at most 22 in the phase load, since the identifier of its further task, back-${long}-dev, ends at 31`,
      "dms.migrations.back-orders: has the name of a further task that dms.migrations.orders has in the phase load; any other name",
    ]);
  });
});
