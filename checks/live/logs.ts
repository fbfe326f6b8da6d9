import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { jsonText, policyDocument } from "./documents";

/** The name of a log group, from its ARN with or without the `:*` for its streams. */
export function logGroupNameOf(arn: string): string {
  return arn.replace(/^.*:log-group:/, "").replace(/:\*$/, "");
}

/** The statements of every policy that lets services write to log groups. */
export async function logPoliciesOf(aws: AwsCli) {
  const schema = z.object({
    resourcePolicies: z.array(z.object({ policyDocument: jsonText(policyDocument) })),
  });
  const answer = await aws.read(schema, "logs", "describe-resource-policies");
  return answer.resourcePolicies.flatMap((policy) => policy.policyDocument.Statement);
}

/** A log group by its exact name; a group that is not there is an empty list. */
export async function logGroupsNamed(aws: AwsCli, name: string) {
  const schema = z.object({
    logGroups: z.array(
      z.object({
        logGroupName: z.string(),
        retentionInDays: z.number().optional(),
        kmsKeyId: z.string().optional(),
      }),
    ),
  });
  const answer = await aws.read(
    schema,
    "logs",
    "describe-log-groups",
    "--log-group-name-prefix",
    name,
  );
  return answer.logGroups.filter(({ logGroupName }) => logGroupName === name);
}

/** The metric filters of a log group. */
export async function metricFiltersOf(aws: AwsCli, logGroupName: string) {
  const transformation = z.object({
    metricName: z.string(),
    metricNamespace: z.string(),
    metricValue: z.string(),
  });
  const schema = z.object({
    metricFilters: z.array(
      z.object({
        filterName: z.string(),
        filterPattern: z.string(),
        metricTransformations: z.array(transformation),
      }),
    ),
  });
  const operation = ["logs", "describe-metric-filters", "--log-group-name"] as const;
  return (await aws.read(schema, ...operation, logGroupName)).metricFilters;
}
