import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

/** How many readers an Aurora cluster may have. */
export async function readerTargetOf(aws: AwsCli, clusterIdentifier: string) {
  const schema = z.object({
    ScalableTargets: z.array(
      z.object({
        ScalableDimension: z.string(),
        MinCapacity: z.number(),
        MaxCapacity: z.number(),
      }),
    ),
  });
  const answer = await aws.read(
    schema,
    "application-autoscaling",
    "describe-scalable-targets",
    "--service-namespace",
    "rds",
    "--resource-ids",
    `cluster:${clusterIdentifier}`,
  );
  return only(`scalable target cluster:${clusterIdentifier}`, answer.ScalableTargets);
}

/** The policies by which the readers of an Aurora cluster are scaled. */
export async function readerPoliciesOf(aws: AwsCli, clusterIdentifier: string) {
  const schema = z.object({
    ScalingPolicies: z.array(
      z.object({
        PolicyName: z.string(),
        PolicyType: z.string(),
        TargetTrackingScalingPolicyConfiguration: z.object({
          TargetValue: z.number(),
          PredefinedMetricSpecification: z.object({ PredefinedMetricType: z.string() }),
        }),
      }),
    ),
  });
  const answer = await aws.read(
    schema,
    "application-autoscaling",
    "describe-scaling-policies",
    "--service-namespace",
    "rds",
    "--resource-id",
    `cluster:${clusterIdentifier}`,
  );
  return answer.ScalingPolicies;
}
