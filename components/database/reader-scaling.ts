import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { DatabaseSettings } from "../../lib/settings/database";
import type { CommonArgs } from "../common";

const metricTypes = {
  cpu: "RDSReaderAverageCPUUtilization",
  connections: "RDSReaderAverageDatabaseConnections",
};

/** Seconds before a further reader is added, or one taken away: about as long as a reader needs to start. */
const cooldownSeconds = 300;

/**
 * Scales the readers of a cluster. Readers that are added this way are not in the program: they have
 * the writer's class, and go by themselves; only a cluster without them can be deleted.
 *
 * @param opts Must depend on the instances: a cluster without any cannot be scaled.
 */
export function createReaderScaling(
  name: string,
  args: CommonArgs & {
    readonly clusterIdentifier: pulumi.Input<string>;
    readonly scaling: NonNullable<NonNullable<DatabaseSettings["instances"]>["readerScaling"]>;
  },
  opts: pulumi.CustomResourceOptions,
): void {
  const { scaling } = args;
  const target = new appautoscaling.Target(
    `${name}-readers`,
    {
      serviceNamespace: "rds",
      scalableDimension: "rds:cluster:ReadReplicaCount",
      resourceId: pulumi.interpolate`cluster:${args.clusterIdentifier}`,
      minCapacity: scaling.minReaders,
      maxCapacity: scaling.maxReaders,
      tags: args.tags,
    },
    opts,
  );
  new appautoscaling.Policy(
    `${name}-readers`,
    {
      name: physicalName(args.environment, "aurora-readers"),
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: metricTypes[scaling.metric] },
        targetValue: scaling.target,
        scaleInCooldown: cooldownSeconds,
        scaleOutCooldown: cooldownSeconds,
      },
    },
    opts,
  );
}
