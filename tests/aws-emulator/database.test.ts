import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { PropertyMap } from "@landing-zone/plan/values";
import { itLives } from "./lifecycle";
import { network, provider, type Setup } from "./setup";

const family = "aurora-mysql8.0";

const parameter = (value: string) => [{ name: "long_query_time", value, applyMethod: "immediate" }];

const parameterChanges = {
  change: { parameters: parameter("2"), tags: { Name: "b" } },
  replace: { description: "another" },
};

/** A parameter that somebody else sets. */
const slowQueryTime = {
  ParameterName: "long_query_time",
  ParameterValue: "9",
  ApplyMethod: "immediate",
} as const;

async function subnetGroup(setup: Setup, name: string) {
  const { subnets, group } = await network(setup);
  const subnetIds = subnets.map(({ id }) => id);
  await setup.client.create("aws:rds/subnetGroup:SubnetGroup", name, { name, subnetIds });
  return { dbSubnetGroupName: name, vpcSecurityGroupIds: [group.id] };
}

function clusterInputs(name: string) {
  return {
    clusterIdentifier: name,
    engine: "aurora-mysql",
    engineVersion: "8.0.mysql_aurora.3.10.0",
    masterUsername: "aurora_admin",
    manageMasterUserPassword: true,
    skipFinalSnapshot: true,
  };
}

describe("Aurora in the emulator", () => {
  itLives("subnet group", async (setup) => {
    const [first, second] = (await network(setup)).subnets;
    return {
      type: "aws:rds/subnetGroup:SubnetGroup",
      inputs: { name: "subnets", subnetIds: [first.id, second.id], tags: { Name: "a" } },
      id: /^subnets$/,
      unseen: ["description"],
      change: { subnetIds: [second.id], description: "changed", tags: { Name: "b" } },
      replace: { name: "other" },
      outside: {
        act: ({ id }, { rds }) => rds.deleteDBSubnetGroup({ DBSubnetGroupName: id }),
        differs: "gone",
      },
    };
  });

  itLives("cluster parameter group", () => ({
    type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    inputs: { name: "of-cluster", family, parameters: parameter("1"), tags: { Name: "a" } },
    id: /^of-cluster$/,
    ...parameterChanges,
    outside: {
      act: ({ id }, { rds }) =>
        rds.modifyDBClusterParameterGroup({
          DBClusterParameterGroupName: id,
          Parameters: [slowQueryTime],
        }),
      differs: "parameters",
    },
  }));

  itLives("parameter group", () => ({
    type: "aws:rds/parameterGroup:ParameterGroup",
    inputs: { name: "of-instances", family, parameters: parameter("1") },
    id: /^of-instances$/,
    ...parameterChanges,
    outside: {
      act: ({ id }, { rds }) =>
        rds.modifyDBParameterGroup({ DBParameterGroupName: id, Parameters: [slowQueryTime] }),
      differs: "parameters",
    },
  }));

  itLives("cluster", async (setup) => ({
    type: "aws:rds/cluster:Cluster",
    inputs: {
      ...clusterInputs("cluster"),
      ...(await subnetGroup(setup, "of-the-cluster")),
      storageEncrypted: true,
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: 7,
      deletionProtection: true,
      preferredBackupWindow: "03:00-04:00",
      preferredMaintenanceWindow: "sun:04:30-sun:05:30",
      enabledCloudwatchLogsExports: ["error", "audit"],
      tags: { Name: "a" },
    },
    id: /^cluster$/,
    change: {
      backupRetentionPeriod: 14,
      deletionProtection: false,
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
      tags: { Name: "b" },
    },
    replace: { storageEncrypted: false },
    outside: {
      act: ({ id }, { rds }) =>
        rds.modifyDBCluster({ DBClusterIdentifier: id, BackupRetentionPeriod: 1 }),
      differs: "backupRetentionPeriod",
    },
  }));

  describe("cluster that is restored", () => {
    const type = "aws:rds/cluster:Cluster";
    const make = async (name: string, from: PropertyMap) => {
      const { client, aws } = await provider();
      // The emulator restores no snapshot of a cluster whose password it manages.
      await aws.rds.createDBCluster({
        DBClusterIdentifier: `${name}-origin`,
        Engine: "aurora-mysql",
        MasterUsername: "aurora_admin",
        MasterUserPassword: randomUUID(),
      });
      await aws.rds.createDBClusterSnapshot({
        DBClusterIdentifier: `${name}-origin`,
        DBClusterSnapshotIdentifier: `${name}-snapshot`,
      });
      const inputs = { ...clusterInputs(name), backupRetentionPeriod: 9, ...from };
      const made = await client.create(type, name, inputs);
      return { made, found: await client.read(made), client };
    };

    it("from a snapshot has the settings that only a modification can give it", async () => {
      const { made, found } = await make("from-snapshot", {
        snapshotIdentifier: "from-snapshot-snapshot",
      });
      expect(made.id).to.equal("from-snapshot");
      expect(found?.inputs).to.deep.equal(made.inputs);
      expect(found?.state).to.include({ backupRetentionPeriod: 9 });
    });

    it("from a point in time is one of its own", async () => {
      const { made, found, client } = await make("from-time", {
        restoreToPointInTime: {
          sourceClusterIdentifier: "from-time-origin",
          restoreType: "full-copy",
          useLatestRestorableTime: true,
        },
      });
      expect(made.id).to.equal("from-time");
      expect(found?.state).to.include({ backupRetentionPeriod: 9 });
      const { replacesList } = await client.diff(made, {
        ...clusterInputs("from-time"),
        backupRetentionPeriod: 9,
      });
      expect(replacesList).to.deep.equal(["restoreToPointInTime"]);
    });
  });

  itLives("cluster instance", async ({ client }) => {
    const cluster = await client.create("aws:rds/cluster:Cluster", "c", clusterInputs("with-one"));
    return {
      type: "aws:rds/clusterInstance:ClusterInstance",
      inputs: {
        identifier: "instance",
        clusterIdentifier: cluster.id,
        engine: "aurora-mysql",
        instanceClass: "db.r6g.large",
        publiclyAccessible: false,
        performanceInsightsEnabled: true,
        tags: { Name: "a" },
      },
      id: /^instance$/,
      change: { instanceClass: "db.r6g.xlarge", tags: { Name: "b" } },
      replace: { availabilityZone: "us-east-1b" },
      outside: {
        act: ({ id }, { rds }) =>
          rds.modifyDBInstance({
            DBInstanceIdentifier: id,
            PubliclyAccessible: true,
            ApplyImmediately: true,
          }),
        differs: "publiclyAccessible",
      },
    };
  });

  it("an instance follows the version of its cluster instead of being replaced", async () => {
    const { client } = await provider();
    const type = "aws:rds/clusterInstance:ClusterInstance";
    const older = "8.0.mysql_aurora.3.08.0";
    const cluster = await client.create("aws:rds/cluster:Cluster", "upgraded", {
      ...clusterInputs("upgraded"),
      engineVersion: older,
    });
    const instance = { identifier: "upgraded-1", clusterIdentifier: cluster.id };
    const inputs = { ...instance, engine: "aurora-mysql", instanceClass: "db.r6g.large" };
    const made = await client.create(type, "upgraded-1", { ...inputs, engineVersion: older });
    const newer = clusterInputs("upgraded");
    await client.update(cluster, newer);

    const upgraded = { ...inputs, engineVersion: newer.engineVersion };
    expect((await client.diff(made, upgraded)).replacesList).to.deep.equal([]);
    const { state } = await client.update(made, upgraded);
    expect(state).to.include({ engineVersion: newer.engineVersion });
  });

  const readers = {
    serviceNamespace: "rds",
    scalableDimension: "rds:cluster:ReadReplicaCount",
    resourceId: "cluster:scaled",
  };

  itLives("scalable target", () => ({
    type: "aws:appautoscaling/target:Target",
    inputs: { ...readers, minCapacity: 1, maxCapacity: 3, tags: { Name: "a" } },
    id: /^cluster:scaled$/,
    change: { maxCapacity: 4 },
    replace: { resourceId: "cluster:another" },
    outside: {
      act: (_, { autoscaling }) =>
        autoscaling.registerScalableTarget({
          ServiceNamespace: "rds",
          ScalableDimension: "rds:cluster:ReadReplicaCount",
          ResourceId: readers.resourceId,
          MaxCapacity: 15,
        }),
      differs: "maxCapacity",
    },
  }));

  const tracking = (targetValue: number) => ({
    predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
    targetValue,
    scaleInCooldown: 300,
    scaleOutCooldown: 300,
  });

  itLives("scaling policy", async ({ client }) => {
    const inputs = { ...readers, minCapacity: 1, maxCapacity: 3 };
    await client.create("aws:appautoscaling/target:Target", "readers", inputs);
    return {
      type: "aws:appautoscaling/policy:Policy",
      inputs: {
        ...readers,
        name: "readers",
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: tracking(60),
      },
      id: /^readers$/,
      change: { targetTrackingScalingPolicyConfiguration: tracking(70) },
      replace: { name: "other" },
      outside: {
        act: (_, { autoscaling }) =>
          autoscaling.deleteScalingPolicy({
            ServiceNamespace: "rds",
            ScalableDimension: "rds:cluster:ReadReplicaCount",
            ResourceId: readers.resourceId,
            PolicyName: "readers",
          }),
        differs: "gone",
      },
    };
  });

  itLives("event subscription", async ({ client }) => {
    const topic = await client.create("aws:sns/topic:Topic", "database-events", {});
    return {
      type: "aws:rds/eventSubscription:EventSubscription",
      inputs: {
        name: "database-events",
        snsTopic: topic.id,
        sourceType: "db-cluster",
        eventCategories: ["failover"],
      },
      id: /^database-events$/,
      change: { tags: { Name: "b" } },
      replace: { eventCategories: ["failover", "failure"] },
      outside: {
        act: ({ id }, { rds }) => rds.deleteEventSubscription({ SubscriptionName: id }),
        differs: "gone",
      },
    };
  });
});
