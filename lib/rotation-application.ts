import { partitionOf, type Partition, serviceHost } from "./regions";
import type { SecretsSettings } from "./settings/secrets";

/** Strategy for rotating a database password; `secrets.rotation.strategy`. */
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

/** Publishers of the applications by partition, and their versions. Source: AWS CDK 2.276.0. */
const publishers: Readonly<
  Record<Partition, { region: string; account: string; versions: Record<RotationStrategy, string> }>
> = {
  aws: {
    ...{ region: "us-east-1", account: "297356227824" },
    versions: { singleUser: "1.1.671", alternatingUsers: "1.1.671" },
  },
  "aws-cn": {
    ...{ region: "cn-north-1", account: "193023089310" },
    versions: { singleUser: "1.1.440", alternatingUsers: "1.1.440" },
  },
  "aws-us-gov": {
    ...{ region: "us-gov-west-1", account: "023102451235" },
    versions: { singleUser: "1.1.384", alternatingUsers: "1.1.383" },
  },
};

/** The published rotation function for MySQL users that serves a region. */
export function rotationApplication(
  region: string,
  strategy: RotationStrategy,
): RotationApplication {
  const partition = partitionOf(region);
  const { region: home, account, versions } = publishers[partition];
  return {
    applicationId: `arn:${partition}:serverlessrepo:${home}:${account}:applications/${names[strategy]}`,
    semanticVersion: versions[strategy],
  };
}

/** The URL of Secrets Manager in a region, which a rotation function needs. */
export function secretsManagerUrl(region: string): string {
  return `https://${serviceHost("secretsmanager", region)}`;
}
