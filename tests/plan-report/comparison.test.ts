import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { comparisonOf } from "@landing-zone/plan-report/model/comparison";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { renderReport } from "@landing-zone/plan-report/index";
import { renderComparison } from "@landing-zone/plan-report/terminal/comparison";
import { terminalOf } from "@landing-zone/plan-report/terminal/terminal";

const resource = (
  stack: string,
  type: string,
  name: string,
  inputs: PlannedResource["inputs"],
): PlannedResource => ({
  urn: `urn:pulumi:${stack}::zone::${type}::${name}`,
  type,
  name,
  custom: true,
  inputs,
  dependencies: [],
  propertyDependencies: {},
  options: {},
});

const planOf = (stack: string, ...resources: PlannedResource[]): Plan => ({
  project: "zone",
  stack,
  resources,
  providers: [],
  outputs: {},
});

const cluster = (stack: string, account: string, retention: number) =>
  resource(stack, "aws:rds/cluster:Cluster", "database", {
    clusterIdentifier: `migration-aurora-${stack}`,
    kmsKeyId: `arn:aws:kms:us-east-1:${account}:key/a`,
    backupRetentionPeriod: retention,
    tagsAll: { Environment: stack },
  });

const one = planOf("dev", cluster("dev", "111122223333", 7));
const other = planOf(
  "prod",
  cluster("prod", "444455556666", 35),
  resource("prod", "aws:backup/vault:Vault", "vault", {}),
);

const replicationOf = (stack: string, replicationInstanceClass: string): Plan => ({
  ...planOf(
    stack,
    resource(stack, "aws:dms/replicationInstance:ReplicationInstance", "dms", {
      replicationInstanceClass,
      allocatedStorage: 100,
    }),
  ),
  providers: [resource(stack, "pulumi:providers:aws", "aws", { region: "us-east-1" })],
});

const terminal = terminalOf({}, {});

describe("The comparison of two stacks", () => {
  const comparison = comparisonOf(reportModelOf(one), reportModelOf(other));

  it("shows settings that differ, not names of environments, accounts or tags", () => {
    expect(comparison.settings).to.deep.equal([
      {
        component: "database",
        differences: [{ name: "database: backupRetentionPeriod", values: ["7", "35"] }],
      },
    ]);
  });

  it("shows what only one of them has", () => {
    expect(comparison.resources).to.deep.equal([
      { name: "aws:backup/vault:Vault", values: [undefined, "vault"] },
    ]);
    expect(comparison.facts.map(({ name }) => name)).to.have.members(["Backups", "Backup vault"]);
  });

  it("says when the price list lacks a region, and shows no amount then", () => {
    expect(comparison.cost.missing).to.match(/^no list prices for /);
    const page = renderReport(reportModelOf(one), { comparison });
    expect(page).to.include("Not known: no list prices for");
    expect(renderComparison(comparison, terminal).join("\n")).not.to.include("$0");
  });

  it("shows what the other costs less or more, and what a total lacks", () => {
    const priced = comparisonOf(
      reportModelOf(replicationOf("dev", "dms.t3.medium")),
      reportModelOf(replicationOf("prod", "dms.r5.large")),
    );
    const text = renderComparison(priced, terminal).join("\n");
    // 730 × 0.0745 and 50 GB × 0.115; the price list has no dms.r5.large.
    expect(text).to.include("Cost a month: $60 instead of $0 (+$60)");
    expect(text).to.include("prod without dms.r5.large");
    expect(renderReport(reportModelOf(one), { comparison: priced })).to.include(
      "prod without dms.r5.large, which the price list lacks.",
    );
  });

  it("is a section of the page when it is asked for", () => {
    const model = reportModelOf(one);
    expect(renderReport(model, { comparison })).to.include("Compared with prod");
    expect(renderReport(model)).not.to.include("Compared with");
  });
});
