import { ACM } from "@aws-sdk/client-acm";
import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { Budgets } from "@aws-sdk/client-budgets";
import { Backup } from "@aws-sdk/client-backup";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { DatabaseMigrationService } from "@aws-sdk/client-database-migration-service";
import { EC2 } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { KMS } from "@aws-sdk/client-kms";
import { Lambda } from "@aws-sdk/client-lambda";
import { RDS } from "@aws-sdk/client-rds";
import { Route53 } from "@aws-sdk/client-route-53";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SNS } from "@aws-sdk/client-sns";
import { STS } from "@aws-sdk/client-sts";
import { WAFV2 } from "@aws-sdk/client-wafv2";
import { messageOf } from "@landing-zone/plan/errors";
import { type AwsSettings } from "./aws-settings";
import { OutcomeUnknownError } from "./outcome";
import { createDmsClient } from "./dms-client";
import { JsonClient, resourceGroupsTagging, route53Resolver, systemsManager } from "./json-client";

/** The emulator takes any; these can do nothing anywhere else. */
const credentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };

/** AWS as a resource sees it: one client per service, all of them talking to the emulator. */
export class Aws {
  readonly region: string;
  readonly acm: ACM;
  readonly autoscaling: ApplicationAutoScaling;
  readonly budgets: Budgets;
  readonly backup: Backup;
  readonly cloudwatch: CloudWatch;
  readonly dms: DatabaseMigrationService;
  readonly ec2: EC2;
  readonly elb: ElasticLoadBalancingV2;
  readonly events: EventBridge;
  readonly iam: IAM;
  readonly kms: KMS;
  readonly lambda: Lambda;
  readonly logs: CloudWatchLogs;
  readonly rds: RDS;
  readonly resolver: JsonClient;
  readonly ssm: JsonClient;
  readonly tagging: JsonClient;
  readonly route53: Route53;
  readonly s3: S3;
  readonly secrets: SecretsManager;
  readonly sns: SNS;
  readonly waf: WAFV2;

  private constructor(
    settings: AwsSettings,
    /** The 12-digit account id that the emulator plays. */
    readonly accountId: string,
  ) {
    const config = clientConfig(settings);
    this.region = settings.region;
    this.acm = new ACM(config);
    this.autoscaling = new ApplicationAutoScaling(config);
    this.budgets = new Budgets(config);
    this.backup = new Backup(config);
    this.cloudwatch = new CloudWatch(config);
    this.dms = createDmsClient(config);
    this.ec2 = new EC2(config);
    this.elb = new ElasticLoadBalancingV2(config);
    this.events = new EventBridge(config);
    this.iam = new IAM(config);
    this.kms = new KMS(config);
    this.lambda = new Lambda(config);
    this.logs = new CloudWatchLogs(config);
    this.rds = new RDS(config);
    this.resolver = new JsonClient(settings, route53Resolver);
    this.ssm = new JsonClient(settings, systemsManager);
    this.tagging = new JsonClient(settings, resourceGroupsTagging);
    this.route53 = new Route53(config);
    this.s3 = new S3({ ...config, forcePathStyle: true });
    this.secrets = new SecretsManager(config);
    this.sns = new SNS(config);
    this.waf = new WAFV2(config);
  }

  /**
   * Connects to the emulator.
   * @throws Error naming the endpoint when nothing answers there.
   */
  static async connect(settings: AwsSettings): Promise<Aws> {
    try {
      const identity = await new STS(clientConfig(settings)).getCallerIdentity();
      return new Aws(settings, required(identity.Account, "an account id"));
    } catch (error) {
      throw new Error(`No AWS emulator answers at ${settings.endpoint}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /** `aws`, or the partition of China's or the US government's regions. */
  get partition(): string {
    if (this.region.startsWith("cn-")) return "aws-cn";
    return this.region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /** An ARN in this account and region, for resources whose API does not return one. */
  readonly arn = (service: string, resource: string): string =>
    `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
}

/** No retries: the emulator's first answer counts. */
function clientConfig({ endpoint, region }: AwsSettings) {
  return {
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
  };
}

/**
 * A value that an AWS response always has, though the SDK's types call it optional.
 * @throws OutcomeUnknownError when it is missing.
 */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) {
    throw new OutcomeUnknownError(`The emulator answered without ${what}.`);
  }
  return value;
}

/** Whether an AWS error means that the object does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && /not.?found|NoSuch|nonexist|Unknown$/i.test(error.name);
}

/** The answer to a request, or undefined if its object does not exist. */
export async function ifFound<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
