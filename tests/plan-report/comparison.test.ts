import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { comparisonOf } from "@landing-zone/plan-report/model/comparison";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { renderReport } from "@landing-zone/plan-report/index";

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

  it("shows what the other costs less or more, by component", () => {
    const { cost } = comparison;
    // Both lack a region with prices.
    expect(cost).to.deep.equal({ before: 0, after: 0, components: [] });
  });

  it("is a section of the page when it is asked for", () => {
    const model = reportModelOf(one);
    expect(renderReport(model, { comparison })).to.include("Compared with prod");
    expect(renderReport(model)).not.to.include("Compared with");
  });
});
