import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DatabaseMigrationService } from "@aws-sdk/client-database-migration-service";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { RDS } from "@aws-sdk/client-rds";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { STS } from "@aws-sdk/client-sts";

/** The services that operations ask. */
export interface Aws {
  readonly cloudWatch: CloudWatch;
  readonly dms: DatabaseMigrationService;
  readonly loadBalancing: ElasticLoadBalancingV2;
  readonly rds: RDS;
  readonly s3: S3;
  readonly secretsManager: SecretsManager;
  readonly sts: STS;
}

/** An emulator takes any credentials; those of a person stay on this machine. */
const emulatorCredentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };

/**
 * The clients of one region.
 *
 * @param endpointUrl An emulator of all services. Default: AWS, with the credentials, profile and
 *   single sign-on that the operator has set up.
 */
export function awsClients(region: string, endpointUrl?: string): Aws {
  const options = {
    region,
    maxAttempts: 5,
    ...(endpointUrl !== undefined && { endpoint: endpointUrl, credentials: emulatorCredentials }),
  };
  return {
    cloudWatch: new CloudWatch(options),
    dms: new DatabaseMigrationService(options),
    loadBalancing: new ElasticLoadBalancingV2(options),
    rds: new RDS(options),
    // An emulator has no host name for each bucket.
    s3: new S3({ ...options, forcePathStyle: endpointUrl !== undefined }),
    secretsManager: new SecretsManager(options),
    sts: new STS(options),
  };
}
