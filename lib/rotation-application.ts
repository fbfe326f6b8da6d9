import { partitionOf, type Partition } from "./partition";
import type { SecretsSettings } from "./settings/secrets";

/** How a rotation changes a database password; `secrets.rotation.strategy`. */
export type RotationStrategy = SecretsSettings["rotation"]["strategy"];

/** One version of an application in AWS's Serverless Application Repository. */
export interface RotationApplication {
  /** ARN of the application. */
  readonly applicationId: string;
  readonly semanticVersion: string;
}

const names = {
  singleUser: "SecretsManagerRDSMySQLRotationSingleUser",
  alternatingUsers: "SecretsManagerRDSMySQLRotationMultiUser",
} as const satisfies Record<RotationStrategy, string>;

/** Where AWS publishes the applications, and the version taken there: those that the AWS CDK uses. */
const publishers = {
  aws: { region: "us-east-1", account: "297356227824", version: "1.1.671" },
  "aws-cn": { region: "cn-north-1", account: "193023089310", version: "1.1.440" },
  "aws-us-gov": { region: "us-gov-west-1", account: "023102451235", version: "1.1.397" },
} as const satisfies Record<Partition, { region: string; account: string; version: string }>;

/** The published rotation function for MySQL users that serves a region. */
export function rotationApplication(
  region: string,
  strategy: RotationStrategy,
): RotationApplication {
  const partition = partitionOf(region);
  const { region: home, account, version } = publishers[partition];
  return {
    applicationId: `arn:${partition}:serverlessrepo:${home}:${account}:applications/${names[strategy]}`,
    semanticVersion: version,
  };
}

/** The URL of Secrets Manager in a region, which a rotation function is told. */
export function secretsManagerUrl(region: string): string {
  const suffix = partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://secretsmanager.${region}.${suffix}`;
}
