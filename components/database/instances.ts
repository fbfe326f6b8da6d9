import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { DatabaseSettings } from "../../lib/settings/database";
import type { CommonArgs } from "../common";
import { createMonitoringRole } from "./monitoring-role";

/** Arguments of {@link createInstances}. */
export interface InstancesArgs
  extends
    CommonArgs,
    Pick<
      DatabaseSettings,
      | "instances"
      | "serverless"
      | "engineVersion"
      | "maintenanceWindow"
      | "autoMinorVersionUpgrade"
      | "caCertificateIdentifier"
      | "monitoringIntervalSeconds"
      | "performanceInsightsRetentionDays"
    > {
  /** Availability zones; instances are spread over them in this order. */
  readonly zones: string[];
  readonly clusterId: pulumi.Input<string>;
  readonly parameterGroupName: pulumi.Input<string>;
  /** KMS key of Performance Insights. */
  readonly dataKeyArn: pulumi.Input<string>;
}

/** Creates the instances, neighbours in different zones; the first is the preferred writer. */
export function createInstances(
  name: string,
  args: InstancesArgs,
  opts: pulumi.CustomResourceOptions,
): rds.ClusterInstance[] {
  const { class: instanceClass, count } = classAndCount(args);
  const monitoringRoleArn = createMonitoringRole(name, args, opts);
  return Array.from({ length: count }, (_, index) => {
    const identifier = physicalName(args.environment, `aurora-${index + 1}`);
    return new rds.ClusterInstance(
      `${name}-${index + 1}`,
      {
        identifier,
        clusterIdentifier: args.clusterId,
        engine: "aurora-mysql",
        engineVersion: args.engineVersion,
        instanceClass,
        availabilityZone: args.zones[index % args.zones.length],
        promotionTier: index,
        publiclyAccessible: false,
        dbParameterGroupName: args.parameterGroupName,
        caCertIdentifier: args.caCertificateIdentifier,
        autoMinorVersionUpgrade: args.autoMinorVersionUpgrade,
        preferredMaintenanceWindow: args.maintenanceWindow,
        monitoringInterval: args.monitoringIntervalSeconds,
        monitoringRoleArn,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: args.dataKeyArn,
        performanceInsightsRetentionPeriod: args.performanceInsightsRetentionDays,
        copyTagsToSnapshot: true,
        tags: { Name: identifier, ...args.tags },
      },
      // One that is there stays in its zone when others are added: elsewhere it is another one.
      { ...opts, ignoreChanges: ["availabilityZone"], ...args.protection.resourceOptions },
    );
  });
}

/** @throws Error unless exactly one shape is given. */
function classAndCount({ instances, serverless }: InstancesArgs): { class: string; count: number } {
  if (instances && !serverless) return instances;
  if (serverless && !instances) return { class: "db.serverless", count: serverless.count };
  throw new Error("Give either instances or serverless to the Database component");
}
