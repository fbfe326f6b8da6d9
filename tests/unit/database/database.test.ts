import { expect } from "chai";
import { Database, type DatabaseArgs } from "../../../components/database";
import { protectionFor } from "../../../lib/protection";
import { commonArgs, dataKeyArn, logsKeyArn } from "../../support/component-args";
import { promiseOf, record } from "../../support/mocks";

const args: DatabaseArgs = {
  ...commonArgs,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  zones: ["us-east-1a", "us-east-1b"],
  engineVersion: "8.0.mysql_aurora.3.10.0",
  port: 3306,
  autoMinorVersionUpgrade: true,
  adminUsername: "aurora_admin",
  parameterPreset: "migration",
  parameters: {},
  instances: { class: "db.r6g.large", count: 3 },
  backup: { window: "03:00-04:00", retentionDays: 14 },
  maintenanceWindow: "sun:04:30-sun:05:30",
  caCertificateIdentifier: "rds-ca-rsa2048-g1",
  insightsMode: "standard",
  logRetentionDays: 30,
  performanceInsightsRetentionDays: 7,
  monitoringIntervalSeconds: 60,
  dataKeyArn,
  logsKeyArn,
};

const deploy = (changes: Partial<DatabaseArgs> = {}) =>
  record(() => new Database("database", { ...args, ...changes }), {
    outputs: {
      "aws:rds/cluster:Cluster": () => ({ masterUserSecrets: [{ secretArn: "arn:admin" }] }),
      "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
    },
  });
const clusterType = "aws:rds/cluster:Cluster";
const instanceType = "aws:rds/clusterInstance:ClusterInstance";

describe("Database", () => {
  it("leaves the administrator's password to RDS", async () => {
    const { recording, result } = await deploy();
    const { inputs } = recording.one(clusterType);
    expect(inputs).to.include({
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: dataKeyArn,
    });
    expect(inputs).not.to.have.any.keys("masterPassword", "masterPasswordWo");
    expect(await promiseOf(result.adminSecretArn)).to.equal("arn:admin");
  });

  it("encrypts storage, Performance Insights and logs with customer-managed keys", async () => {
    const { recording } = await deploy();
    expect(recording.one(clusterType).inputs).to.include({
      storageEncrypted: true,
      kmsKeyId: dataKeyArn,
    });
    for (const { inputs } of recording.of(instanceType)) {
      expect(inputs).to.include({ performanceInsightsKmsKeyId: dataKeyArn });
    }
    for (const { inputs } of recording.of("aws:cloudwatch/logGroup:LogGroup")) {
      expect(inputs).to.include({ kmsKeyId: logsKeyArn, retentionInDays: 30 });
    }
  });

  it("makes the log group of every exported log before the cluster", async () => {
    const { recording } = await deploy();
    const cluster = recording.one(clusterType);
    const groups = recording.of("aws:cloudwatch/logGroup:LogGroup");
    const exported = cluster.inputs["enabledCloudwatchLogsExports"] as string[];
    expect(groups.map(({ inputs }) => inputs["name"])).to.have.members(
      exported.map((log) => `/aws/rds/cluster/migration-aurora-test/${log}`),
    );
    expect(exported).to.include.members(["audit", "error", "slowquery"]);
    expect(cluster.dependencies).to.include.members(groups.map(({ urn }) => urn));
  });

  it("puts neighbouring instances into different zones, none of them public", async () => {
    const { recording } = await deploy();
    const instances = recording.of(instanceType);
    expect(instances.map(({ inputs }) => inputs["availabilityZone"])).to.deep.equal([
      "us-east-1a",
      "us-east-1b",
      "us-east-1a",
    ]);
    for (const { inputs } of instances) expect(inputs["publiclyAccessible"]).to.equal(false);
  });

  it("leaves instances where they are when a zone is added: elsewhere is another instance", async () => {
    const { recording } = await deploy({ zones: ["us-east-1a", "us-east-1b", "us-east-1c"] });
    for (const { ignoreChanges } of recording.of(instanceType)) {
      expect(ignoreChanges).to.deep.equal(["availabilityZone"]);
    }
  });

  it("has the version, port and administrator that are configured", async () => {
    const engineVersion = "8.0.mysql_aurora.3.08.2";
    const { recording } = await deploy({ engineVersion, port: 3307, adminUsername: "dba" });
    expect(recording.one(clusterType).inputs).to.include({
      engineVersion,
      port: 3307,
      masterUsername: "dba",
    });
  });

  it("takes the backup and maintenance windows that are configured", async () => {
    const { recording } = await deploy();
    expect(recording.one(clusterType).inputs).to.include({
      preferredBackupWindow: "03:00-04:00",
      backupRetentionPeriod: 14,
      preferredMaintenanceWindow: "sun:04:30-sun:05:30",
    });
  });

  it("scales serverless instances between the capacity limits", async () => {
    const { recording } = await deploy({
      instances: undefined,
      serverless: { minCapacity: 0.5, maxCapacity: 8, count: 2 },
    });
    expect(recording.one(clusterType).inputs["serverlessv2ScalingConfiguration"]).to.deep.equal({
      minCapacity: 0.5,
      maxCapacity: 8,
    });
    expect(recording.of(instanceType).map(({ inputs }) => inputs["instanceClass"])).to.deep.equal([
      "db.serverless",
      "db.serverless",
    ]);
  });

  it("adds readers under load, once there is an instance, within the limits", async () => {
    const readerScaling = {
      minReaders: 2,
      maxReaders: 5,
      metric: "connections",
      target: 400,
    } as const;
    const { recording, result } = await deploy({
      instances: { class: "db.r6g.large", count: 3, readerScaling },
    });
    const target = recording.one("aws:appautoscaling/target:Target");
    expect(target.inputs).to.include({
      resourceId: "cluster:migration-aurora-test",
      scalableDimension: "rds:cluster:ReadReplicaCount",
      minCapacity: 2,
      maxCapacity: 5,
    });
    expect(target.dependencies).to.include.members(recording.urnsOf(instanceType));
    expect(recording.one("aws:appautoscaling/policy:Policy").inputs)
      .to.have.property("targetTrackingScalingPolicyConfiguration")
      .that.deep.includes({
        targetValue: 400,
        predefinedMetricSpecification: {
          predefinedMetricType: "RDSReaderAverageDatabaseConnections",
        },
      });
    expect(result.readers).to.deep.equal({ least: "2", most: "5" });
  });

  it("has as many readers as are configured when nothing scales them", async () => {
    const { recording, result } = await deploy();
    expect(recording.of("aws:appautoscaling/target:Target")).to.deep.equal([]);
    expect(result.readers).to.equal(undefined);
  });

  it("refuses both shapes at once, and none", async () => {
    const serverless = { minCapacity: 1, maxCapacity: 2, count: 1 };
    for (const shapes of [{ serverless }, { instances: undefined }]) {
      let failure: unknown;
      await deploy(shapes).catch((error: unknown) => (failure = error));
      expect(failure).to.be.an("error").with.property("message").that.includes("either instances");
    }
  });

  it("keeps a final snapshot and refuses deletion where data is protected", async () => {
    const { recording } = await deploy();
    const cluster = recording.one(clusterType);
    expect(cluster).to.include({ protect: true, retainOnDelete: true });
    expect(cluster.inputs).to.include({
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "migration-aurora-final-0a1b2c3d-test",
    });
  });

  it("renames the final snapshot only for another cluster", async () => {
    const { recording } = await deploy();
    expect(recording.one("random:index/randomId:RandomId").inputs["keepers"]).to.deep.equal({
      adminUsername: "aurora_admin",
      dataKeyArn,
    });
  });

  it("begins empty, unless it is restored", async () => {
    const { recording } = await deploy();
    expect(recording.one(clusterType).inputs).not.to.have.any.keys(
      "snapshotIdentifier",
      "restoreToPointInTime",
    );
  });

  for (const [what, restoreFrom, expected] of [
    ["a snapshot", { snapshotIdentifier: "orders" }, { snapshotIdentifier: "orders" }],
    [
      "the latest point in time",
      { clusterIdentifier: "orders", latest: true },
      {
        restoreToPointInTime: {
          sourceClusterIdentifier: "orders",
          restoreType: "full-copy",
          useLatestRestorableTime: true,
        },
      },
    ],
    [
      "an earlier point in time",
      { clusterIdentifier: "orders", time: "2026-01-31T12:00:00Z" },
      {
        restoreToPointInTime: {
          sourceClusterIdentifier: "orders",
          restoreType: "full-copy",
          restoreToTime: "2026-01-31T12:00:00Z",
        },
      },
    ],
  ] as const) {
    it(`is restored from ${what} when it is made, and never replaced for it`, async () => {
      const { recording } = await deploy({ restoreFrom });
      const cluster = recording.one(clusterType);
      expect(cluster.inputs).to.deep.include(expected);
      expect(cluster.ignoreChanges).to.include.members(Object.keys(expected));
    });
  }

  it("looks at the cluster and at its instances in the mode and for as long as configured", async () => {
    const { recording } = await deploy({
      insightsMode: "advanced",
      performanceInsightsRetentionDays: 465,
    });
    expect(recording.one(clusterType).inputs).to.include({
      databaseInsightsMode: "advanced",
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: dataKeyArn,
      performanceInsightsRetentionPeriod: 465,
    });
    for (const { inputs } of recording.of(instanceType)) {
      expect(inputs["performanceInsightsRetentionPeriod"]).to.equal(465);
    }
  });

  it("takes no part in paid support of outdated versions, and is not replaced for it", async () => {
    const { recording } = await deploy();
    const { inputs, ignoreChanges } = recording.one(clusterType);
    expect(inputs["engineLifecycleSupport"]).to.match(/-disabled$/);
    expect(ignoreChanges).to.include("engineLifecycleSupport");
  });

  it("shows a certificate of the authority that is configured", async () => {
    const { recording } = await deploy({ caCertificateIdentifier: "rds-ca-ecc384-g1" });
    for (const { inputs } of recording.of(instanceType)) {
      expect(inputs["caCertIdentifier"]).to.equal("rds-ca-ecc384-g1");
    }
  });

  it("leaves nothing behind where data is not protected", async () => {
    const { recording } = await deploy({ protection: protectionFor(false) });
    const cluster = recording.one(clusterType);
    expect(cluster).to.include({ protect: false, retainOnDelete: false });
    expect(cluster.inputs).to.include({ deletionProtection: false, skipFinalSnapshot: true });
    expect(cluster.inputs).not.to.have.property("finalSnapshotIdentifier");
  });

  it("lets the cluster open no connection of its own", async () => {
    const { recording } = await deploy();
    expect(recording.one("aws:ec2/securityGroup:SecurityGroup").inputs["egress"]).to.deep.equal([]);
  });

  it("sets the parameters of the preset, and over them those that are configured", async () => {
    const { recording } = await deploy({
      parameterPreset: "live",
      parameters: { time_zone: "Europe/Berlin", long_query_time: 0.5 },
    });
    const parameters = (type: string) => recording.one(type).inputs["parameters"];
    expect(parameters("aws:rds/clusterParameterGroup:ClusterParameterGroup"))
      .to.deep.include({ name: "time_zone", value: "Europe/Berlin", applyMethod: "immediate" })
      .and.to.deep.include({ name: "event_scheduler", value: "ON", applyMethod: "immediate" });
    expect(parameters("aws:rds/parameterGroup:ParameterGroup"))
      .to.deep.include({ name: "long_query_time", value: "0.5", applyMethod: "immediate" })
      .and.to.deep.include({ name: "local_infile", value: "0", applyMethod: "immediate" });
  });

  it("lets RDS write enhanced monitoring before an instance asks for it", async () => {
    const { recording } = await deploy();
    const attachment = recording.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    for (const instance of recording.of(instanceType)) {
      expect(instance.inputs["monitoringInterval"]).to.equal(60);
      expect(instance.dependencies).to.include(attachment.urn);
    }
  });
});
