import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { dangersOf } from "@landing-zone/change-guard/index";
import { UsageError } from "@landing-zone/plan/errors";
import { judge, parseAllowance } from "@landing-zone/ci/allowances";
import { gateReport } from "@landing-zone/ci/gate-report";
import { changesOf } from "@landing-zone/ci/preview-digest";
import { projectDirectory } from "../support/engine";
import { changesIn, content, fixture } from "./fixtures/read";

const dangers = dangersOf(changesIn("dangerous"));
const allow = (...texts: string[]) => judge(dangers, texts.map(parseAllowance));

describe("A preview of Pulumi", () => {
  it("may have no change, and counts a replacement once, with its steps or without", () => {
    expect(changesOf({ changeSummary: { same: 4 } })).to.deep.equal([]);
    const steps = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
      op,
      urn: "urn:pulumi:dev::project::aws:kms/key:Key::data",
      detailedDiff: null,
      diffReasons: ["multiRegion"],
    }));
    const [change, ...others] = changesOf({ changeSummary: { replace: 1 }, steps });
    expect(others).to.deep.equal([]);
    expect(change).to.deep.include({ operation: "replace", properties: ["multiRegion"] });
  });

  it("that failed is no preview", () => {
    expect(() => changesOf({ diagnostics: [] })).to.throw(/changeSummary/);
  });
});

describe("An allowance", () => {
  it("lets the resource that it names pass, by name or by URN, and no other", () => {
    const { open, allowed, unused } = allow(
      "dms-orders= stopped at 12:40, a=b ",
      `${dangers[0]!.urn}=window agreed`,
      "elsewhere=of another stack",
    );
    expect(allowed.map(([, { reason }]) => reason)).to.deep.equal([
      "stopped at 12:40, a=b",
      "window agreed",
    ]);
    expect(open).to.have.length(dangers.length - 2);
    expect(unused.map(({ resource }) => resource)).to.deep.equal(["elsewhere"]);
  });

  it("has a reason, and one resource", () => {
    for (const text of ["dms-orders", "dms-orders=", "dms-orders=  ", "=reason"]) {
      expect(() => parseAllowance(text), text).to.throw(UsageError, "allows nothing");
    }
    const twins = ["Cluster", "LogGroup"].map((type) => ({
      ...dangers[0]!,
      urn: `urn:pulumi:dev::project::${type}::database`,
    }));
    expect(() => judge(twins, [parseAllowance("database=why")])).to.throw(
      UsageError,
      /several resources; give one's URN:\n {2}urn.*\n {2}urn/,
    );
  });
});

describe("The gate's report", () => {
  it("says of each danger how to allow it, with the URN where the name is not enough", () => {
    const twins = [dangers[0]!, { ...dangers[0]!, urn: dangers[0]!.urn.replace("aws:", "other:") }];
    expect(gateReport(judge(dangers, []))).to.include("Allow it: `network-vpn=<reason>`");
    expect(gateReport(judge(twins, []))).to.include(`Allow it: \`${dangers[0]!.urn}=<reason>\``);
  });

  it("names what is allowed and why, in vain or not, and is no Markdown of others", () => {
    const report = gateReport(allow("dms-orders=**because**", "elsewhere=why"));
    expect(report).to.include("**6 dangerous changes need a decision**");
    expect(report).to.include("Allowed: \\*\\*because\\*\\*");
    expect(report).to.include("Allowed in vain: elsewhere is in no danger.");
  });
});

describe("npm run plan-gate", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "gate-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "tools/ci/bin/plan-gate.ts", ...args], {
      cwd: projectDirectory,
      encoding: "utf8",
    });

  it("ends with 1 for a danger, with 0 when there is none or it is allowed, and with 2 for what it cannot read", () => {
    const known = ["tasks", "replications"].flatMap((name) => ["--replications", fixture(name)]);
    const { status, stdout } = run(fixture("dangerous"), ...known);
    expect(status).to.equal(1);
    expect(stdout).to.include("**dms-orders**").and.not.include("dms-customers");
    const task = join(folder, "task.json");
    const [step] = (content("dangerous") as { steps: { urn: string }[] }).steps.filter(({ urn }) =>
      urn.endsWith("::dms-orders"),
    );
    writeFileSync(task, JSON.stringify({ changeSummary: { update: 1 }, steps: [step] }));
    expect(run(task, ...known, "--allow", "dms-orders=stopped").status).to.equal(0);
    const unreadable = run(fixture("tasks"));
    expect(unreadable.status).to.equal(2);
    expect(unreadable.stderr).to.include(
      "tasks.json cannot be read as what `pulumi preview --json`",
    );
  });
});
