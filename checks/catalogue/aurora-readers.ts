import type * as aws from "@pulumi/aws";
import { readerPoliciesOf, readerTargetOf } from "../live/application-autoscaling";
import { clusterIdentifierOf } from "../live/rds";
import { checksOf, properties } from "../check";
import { differences, matching, ofEach, ofEnvironment } from "../expectations";

const check = checksOf("Aurora readers");

export const auroraReaderChecks = [
  check({
    name: "are as many as the load asks for, within the limits of the outputs",
    outputs: ["auroraClusterEndpoint", "auroraReaders"],
    verifies: properties<aws.appautoscaling.TargetArgs>(
      "aws:appautoscaling/target:Target",
      "resourceId",
      "scalableDimension",
      "minCapacity",
      "maxCapacity",
    ),
    run: async ({ outputs, aws }) => {
      const cluster = clusterIdentifierOf(outputs.auroraClusterEndpoint);
      return differences(`readers of ${cluster}`, await readerTargetOf(aws, cluster), {
        ScalableDimension: "rds:cluster:ReadReplicaCount",
        MinCapacity: Number(outputs.auroraReaders["least"]),
        MaxCapacity: Number(outputs.auroraReaders["most"]),
      });
    },
  }),
  check({
    name: "follow the load that they have on average",
    outputs: ["auroraClusterEndpoint", "auroraReaders"],
    verifies: properties<aws.appautoscaling.PolicyArgs>(
      "aws:appautoscaling/policy:Policy",
      "name",
      "policyType",
      "targetTrackingScalingPolicyConfiguration",
    ),
    run: async ({ outputs, environment, aws }) => {
      const cluster = clusterIdentifierOf(outputs.auroraClusterEndpoint);
      return ofEach("scaling policy", await readerPoliciesOf(aws, cluster), (policy) => [
        ...differences(`scaling policy ${policy.PolicyName}`, policy, {
          PolicyName: ofEnvironment(environment),
          PolicyType: "TargetTrackingScaling",
        }),
        ...differences(
          `scaling policy ${policy.PolicyName}`,
          policy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification,
          { PredefinedMetricType: matching(/^RDSReaderAverage/) },
        ),
      ]);
    },
  }),
];
