import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import { terminalOf, visibleLength, wrapped } from "@landing-zone/plan-report/terminal/terminal";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { renderPlan } from "@landing-zone/plan-report/terminal/first-screen";
import { planOf } from "../support/engine";

describe("The first screen", () => {
  for (const stack of ["dev", "staging", "prod"]) {
    it(`of ${stack} fits 40 lines of 80 columns`, async () => {
      const terminal = terminalOf({ isTTY: true, columns: 80 }, {});
      const lines = renderPlan(
        reportModelOf(await planOf({ stack, policyPack: true })),
        terminal,
        ".",
      );
      expect(lines.length).to.be.at.most(40);
      const long = lines.filter((line) => visibleLength(line) > 80);
      expect(long).to.deep.equal([]);
    }).timeout(60_000);
  }

  it("shows facts, counts, findings with their keys, and the next commands", async () => {
    const terminal = terminalOf({}, {});
    const text = renderPlan(
      reportModelOf(await planOf({ stack: "prod", policyPack: true })),
      terminal,
      "a b",
    ).join("\n");
    expect(text).to.equal(stripVTControlCharacters(text));
    for (const line of [
      /^ {2}Aurora MySQL {2}3 × db\.r6g\.2xlarge · 8\.0\.mysql_aurora\.3\.10\.0$/m,
      /^ {4}customers +from crm, full-load-and-cdc, .*LOBs up to 1024 KiB, any size in customers\.contracts$/m,
      /^\d+ resources to create in \d+ components$/m,
      /^ {4}medium +dms-multi-az +×1 +set dms\.replicationInstances\.history\.multiAz: true/m,
      /^ {2}npm start -- --stack prod --cwd 'a b' --html plan\.html/m,
    ]) {
      expect(text).to.match(line);
    }
  }).timeout(60_000);

  it("adds resources, outputs and every finding on request", async () => {
    const plan = await planOf({ stack: "prod", policyPack: true });
    const lines = (details: object) =>
      renderPlan(reportModelOf(plan), terminalOf({}, {}), ".", details);
    const first = lines({});
    const added = (details: object) =>
      lines(details)
        .filter((line) => !first.includes(line))
        .join("\n");
    expect(added({ resources: true })).to.match(/network-vpc-private-1 .*cidrBlock 10\.40\./);
    expect(added({ resources: true })).not.to.include("vpcId  ");
    expect(added({ outputs: true })).to.match(/^ {2}vpcId +\[unknown\]$/m);
    expect(added({ verbose: true })).to.include("dms-history: multiAz is not true");
  }).timeout(60_000);
});

describe("A terminal", () => {
  it("has colours unless NO_COLOR or a pipe is in the way, and with FORCE_COLOR always", () => {
    const isColoured = (isTTY: boolean, env: NodeJS.ProcessEnv) =>
      terminalOf({ isTTY }, env).colors.isColorSupported;
    expect(isColoured(true, {})).to.equal(true);
    expect(isColoured(true, { NO_COLOR: "1" })).to.equal(false);
    expect(isColoured(true, { FORCE_COLOR: "0" })).to.equal(false);
    expect(isColoured(false, {})).to.equal(false);
    expect(isColoured(false, { FORCE_COLOR: "1" })).to.equal(true);
    expect(isColoured(false, { FORCE_COLOR: "1", NO_COLOR: "1" })).to.equal(true);
  });

  it("never wraps in a pipe", () => {
    expect(terminalOf({ columns: 80 }, {}).width).to.equal(Infinity);
    expect(terminalOf({ isTTY: true, columns: 120 }, {}).width).to.equal(120);
  });

  it("keeps every word in order, within the width where words allow it", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1 }),
        fc.integer({ min: 20, max: 60 }),
        (words, width) => {
          const lines = wrapped(`  ${words.join(" ")}`, width, 4);
          expect(lines.join(" ").trim().split(/\s+/)).to.deep.equal(words);
          expect(lines.filter((line) => line.length > width)).to.deep.equal([]);
        },
      ),
    );
  });
});
