import { expect } from "chai";
import { type Plan } from "@landing-zone/plan/plan";
import { previewProgram, type PreviewProgramOptions } from "../support/engine";
import { startAgain } from "../support/programs";

/** The plan of a configuration without violations of mandatory policies. */
async function compliantPlan(options: PreviewProgramOptions): Promise<Plan> {
  const { exitCode, plan, stdout, stderr } = await previewProgram({
    ...options,
    policyPack: true,
    startProgram: startAgain,
  });
  expect(exitCode, stdout + stderr).to.equal(0);
  return plan!;
}

const inputsOf = (plan: Plan, type: string) =>
  plan.resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

const key = (last: number) =>
  `arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d-0000-4000-8000-00000000000${last}`;

describe("Settings of a database that is live", () => {
  let plan: Plan;
  before(async function () {
    this.timeout(120_000);
    plan = await compliantPlan({
      config: {
        "database.parameterPreset": "live",
        "database.instances.readerScaling": { maxReaders: 4, metric: "connections", target: 500 },
        "operations.access.cidrs": ["192.168.10.64/28"],
      },
    });
  });

  it("let the ranges of operators into Aurora, each by one rule", () => {
    const rules = inputsOf(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const operators = rules.filter(({ cidrIpv4 }) => cidrIpv4 === "192.168.10.64/28");
    expect(
      operators.map(({ fromPort, toPort, ipProtocol }) => [ipProtocol, fromPort, toPort]),
    ).to.deep.equal([["tcp", 3306, 3306]]);
  });

  it("close Aurora to bulk loads and start its events once it is live", () => {
    const [cluster] = inputsOf(plan, "aws:rds/clusterParameterGroup:ClusterParameterGroup");
    const [instance] = inputsOf(plan, "aws:rds/parameterGroup:ParameterGroup");
    const applyMethod = "immediate";
    expect(cluster?.["parameters"]).to.deep.include({
      name: "event_scheduler",
      value: "ON",
      applyMethod,
    });
    expect(instance?.["parameters"]).to.deep.include({
      name: "local_infile",
      value: "0",
      applyMethod,
    });
    expect(plan.outputs["auroraParameterPreset"]).to.equal("live");
  });

  it("add readers for the connections that they have", () => {
    const [policy] = inputsOf(plan, "aws:appautoscaling/policy:Policy");
    expect(policy?.["targetTrackingScalingPolicyConfiguration"]).to.deep.include({
      targetValue: 500,
      predefinedMetricSpecification: {
        predefinedMetricType: "RDSReaderAverageDatabaseConnections",
      },
    });
  });
});

describe("Settings of a database that is made from another one, under keys that are given", () => {
  let plan: Plan;
  before(async function () {
    this.timeout(120_000);
    plan = await compliantPlan({
      config: {
        "database.adminUsername": "dba",
        "database.restoreFrom": { clusterIdentifier: "orders", latest: true },
        "database.backup.vault": { lock: false },
        "encryption.dataKeyArn": key(1),
        "encryption.logsKeyArn": key(2),
      },
    });
  });

  it("make the cluster from another one, once", () => {
    const [cluster] = inputsOf(plan, "aws:rds/cluster:Cluster");
    expect(cluster?.["restoreToPointInTime"]).to.include({ sourceClusterIdentifier: "orders" });
    expect(cluster?.["masterUsername"]).to.equal("dba");
  });

  it("keep backups beyond the cluster, in a vault that is not locked", () => {
    expect(inputsOf(plan, "aws:backup/vault:Vault")).to.have.length(1);
    expect(
      inputsOf(plan, "aws:backup/vaultLockConfiguration:VaultLockConfiguration"),
    ).to.deep.equal([]);
  });

  it("use the keys that are given for everything, and make none", () => {
    expect(inputsOf(plan, "aws:kms/key:Key")).to.deep.equal([]);
    const [cluster] = inputsOf(plan, "aws:rds/cluster:Cluster");
    expect(cluster).to.include({ kmsKeyId: key(1), masterUserSecretKmsKeyId: key(1) });
    for (const group of inputsOf(plan, "aws:cloudwatch/logGroup:LogGroup")) {
      expect(group["kmsKeyId"]).to.equal(key(2));
    }
  });
});
