import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { comparisonOf } from "@landing-zone/plan-report/model/comparison";
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
  const comparison = comparisonOf(
    { plan: one, facts: [{ label: "Region", value: "us-east-1" }] },
    { plan: other, facts: [{ label: "Region", value: "us-east-1" }] },
  );

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
    expect(comparison.facts).to.deep.equal([]);
  });

  it("is a section of the page when it is asked for", () => {
    expect(renderReport(one, other)).to.include("Compared with prod");
    expect(renderReport(one)).not.to.include("Compared with");
  });
});
