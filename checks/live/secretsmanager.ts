import { z } from "zod";
import { type AwsCli } from "../aws-cli";

/** A secret's metadata. Its value is never read. */
export async function secretOf(aws: AwsCli, arn: string) {
  const schema = z.object({
    ARN: z.string(),
    Name: z.string(),
    KmsKeyId: z.string().optional(),
    OwningService: z.string().optional(),
    RotationEnabled: z.boolean().optional(),
    RotationLambdaARN: z.string().optional(),
    RotationRules: z
      .object({
        AutomaticallyAfterDays: z.number().optional(),
        ScheduleExpression: z.string().optional(),
      })
      .optional(),
    VersionIdsToStages: z.record(z.string(), z.array(z.string())).default({}),
  });
  return aws.read(schema, "secretsmanager", "describe-secret", "--secret-id", arn);
}

/** The network settings of a Lambda function, such as one that rotates a secret. */
export async function functionNetworkOf(aws: AwsCli, functionArn: string) {
  const schema = z.object({
    VpcConfig: z
      .object({
        VpcId: z.string().optional(),
        SubnetIds: z.array(z.string()).default([]),
        SecurityGroupIds: z.array(z.string()).default([]),
      })
      .default({ SubnetIds: [], SecurityGroupIds: [] }),
  });
  const answer = await aws.read(
    schema,
    "lambda",
    "get-function-configuration",
    "--function-name",
    functionArn,
  );
  return answer.VpcConfig;
}
