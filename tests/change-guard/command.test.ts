import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { dangerousChangesOf } from "@landing-zone/change-guard/index";
import { UsageError } from "@landing-zone/plan/errors";
import { judge, parseAllowance } from "@landing-zone/ci/allowances";
import { guardReport } from "@landing-zone/ci/guard-report";
import { readPreview } from "@landing-zone/ci/preview-digest";
import { projectDirectory } from "../support/engine";
import { changesIn, content, fixture } from "./fixtures/read";

const dangerousChanges = dangerousChangesOf(changesIn("dangerous"));
const allow = (...texts: string[]) => judge(dangerousChanges, texts.map(parseAllowance));

describe("A preview of Pulumi", () => {
  it("may have no change, and counts a replacement once, with its steps or without", () => {
    expect(readPreview({ changeSummary: { same: 4 } }).changes).to.deep.equal([]);
    const steps = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
      op,
      urn: "urn:pulumi:dev::project::aws:kms/key:Key::data",
      detailedDiff: null,
      diffReasons: ["multiRegion"],
    }));
    const [change, ...others] = readPreview({ changeSummary: { replace: 1 }, steps }).changes;
    expect(others).to.deep.equal([]);
    expect(change).to.deep.include({ operation: "replace", properties: ["multiRegion"] });
  });

  it("that failed has its errors, and no other messages", () => {
    const diagnostics = [
      { severity: "warning", message: "deprecated" },
      { severity: "error", message: "<{%reset%}>no credentials<{%reset%}>\n" },
    ];
    expect(readPreview({ diagnostics }).errors).to.deep.equal(["no credentials"]);
    expect(readPreview({ diagnostics: [] }).errors).to.deep.equal(["no reason was given"]);
    expect(() => readPreview({ steps: 4 })).to.throw(/steps/);
  });

  it("that stops at a protected resource names each, once, and what Pulumi refuses", () => {
    const { refused, errors } = readPreview(content("refused"));
    expect(errors).to.deep.equal([]);
    expect(refused.map(({ urn, operation }) => [urn.split("::").at(-1), operation])).to.deep.equal([
      ["database-backup", "replace"],
      ["dms-inventory", "replace"],
      ["dms-source-erp", "delete"],
    ]);
  });
});

describe("An allowance", () => {
  it("lets the resource that it names pass, by name or by URN, and no other", () => {
    const { open, allowed, unused } = allow(
      "dms-orders= stopped at 12:40, a=b ",
      `${dangerousChanges[0]!.urn}=window agreed`,
      "elsewhere=of another stack",
    );
    expect(allowed.map(([, { reason }]) => reason)).to.deep.equal([
      "stopped at 12:40, a=b",
      "window agreed",
    ]);
    expect(open).to.have.length(dangerousChanges.length - 2);
    expect(unused.map(({ resource }) => resource)).to.deep.equal(["elsewhere"]);
  });

  it("has a reason, and one resource", () => {
    for (const text of ["dms-orders", "dms-orders=", "dms-orders=  ", "=reason"]) {
      expect(() => parseAllowance(text), text).to.throw(UsageError, "allows nothing");
    }
    const twins = ["Cluster", "LogGroup"].map((type) => ({
      ...dangerousChanges[0]!,
      urn: `urn:pulumi:dev::project::${type}::database`,
    }));
    expect(() => judge(twins, [parseAllowance("database=why")])).to.throw(
      UsageError,
      /several resources; give one's URN:\n {2}urn.*\n {2}urn/,
    );
  });
});

describe("The change guard's report", () => {
  it("shows how to allow each change, with the URN where the name is not enough", () => {
    const twins = [
      dangerousChanges[0]!,
      { ...dangerousChanges[0]!, urn: dangerousChanges[0]!.urn.replace("aws:", "other:") },
    ];
    expect(guardReport(judge(dangerousChanges, []))).to.include("Allow it: `network-vpn=<reason>`");
    expect(guardReport(judge(twins, []))).to.include(
      `Allow it: \`${dangerousChanges[0]!.urn}=<reason>\``,
    );
  });

  it("names allowed changes with their reasons, and unused allowances, without foreign Markdown", () => {
    const report = guardReport(allow("dms-orders=**because**", "elsewhere=why"));
    expect(report).to.include("**6 dangerous changes need a decision**");
    expect(report).to.include("Allowed: \\*\\*because\\*\\*");
    expect(report).to.include("Unused allowance: elsewhere");
  });
});

describe("npm run change-guard", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "guard-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "tools/ci/bin/change-guard.ts", ...args], {
      cwd: projectDirectory,
      encoding: "utf8",
    });

  it("ends with 1 for what Pulumi refuses, whatever is allowed, and names resource and consequence", () => {
    const { status, stdout } = run(fixture("refused"), "--allow", "database-backup=moving");
    expect(status).to.equal(1);
    expect(stdout)
      .to.include("3 protected resources would be replaced or deleted: Pulumi refuses to deploy")
      .and.include(
        "**database-backup** (aws:backup/vault:Vault) is protected and would be replaced",
      )
      .and.include("the backups in it go")
      .and.include("pulumi state unprotect 'urn:");
  });

  it("ends with 1 for a dangerous change, with 0 when there is none or it is allowed, and with 2 for what it cannot read", () => {
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
      "tasks.json cannot be read as the output of `pulumi preview --json`",
    );
  });
});
