import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { serviceHost } from "../../lib/regions";
import type { CommonArgs } from "../common";
import { createServiceRole } from "../service-role";

/** Arguments of {@link createSecretAccessRole}. */
export interface SecretAccessRoleArgs extends CommonArgs {
  /** The database that the secret opens, such as `source-orders`. */
  readonly purpose: string;
  readonly secretArn: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the secret, or an ARN pattern. */
  readonly secretKeyArn: pulumi.Input<string>;
}

/**
 * Creates the role through which DMS reads one secret, and nothing else.
 *
 * DMS assumes it as the service of the region, `dms.<region>.amazonaws.com`; with `dms.amazonaws.com`
 * it reports that it cannot assume the role.
 *
 * @returns The role's ARN, known once the role may read the secret.
 */
export function createSecretAccessRole(
  name: string,
  args: SecretAccessRoleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return createServiceRole(
    `${name}-access`,
    args,
    {
      roleName: physicalName(args.environment, `${args.purpose}-access`),
      description: `Lets DMS read the secret ${args.purpose}`,
      service: `dms.${args.region}.amazonaws.com`,
      policy: { name: "read-secret", document: readSecret(args) },
    },
    opts,
  );
}

function readSecret({ secretArn, secretKeyArn, region }: SecretAccessRoleArgs) {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        Resource: secretArn,
      },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: secretKeyArn,
        Condition: {
          StringEquals: { "kms:ViaService": serviceHost("secretsmanager", region) },
        },
      },
    ],
  });
}
