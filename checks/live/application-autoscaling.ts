import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

function ask<Shape>(
  aws: AwsCli,
  schema: z.ZodType<Shape>,
  command: string,
  ...resource: readonly string[]
): Promise<Shape> {
  const inRds = [command, "--service-namespace", "rds"] as const;
  return aws.read(schema, "application-autoscaling", ...inRds, ...resource);
}

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
  const answer = await ask(
    aws,
    schema,
    "describe-scalable-targets",
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
  const answer = await ask(
    aws,
    schema,
    "describe-scaling-policies",
    "--resource-id",
    `cluster:${clusterIdentifier}`,
  );
  return answer.ScalingPolicies;
}
