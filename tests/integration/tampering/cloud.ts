import { ACM } from "@aws-sdk/client-acm";
import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { Backup } from "@aws-sdk/client-backup";
import { Budgets } from "@aws-sdk/client-budgets";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { KMS } from "@aws-sdk/client-kms";
import { Lambda } from "@aws-sdk/client-lambda";
import { RDS } from "@aws-sdk/client-rds";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SNS } from "@aws-sdk/client-sns";
import { WAFV2 } from "@aws-sdk/client-wafv2";
import { type Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";
import { createDmsClient } from "@landing-zone/aws-emulator/emulated-provider/dms-client";
import { type DeclaredResources } from "../../../checks/declared/resources";
import { type OutputValues } from "../../../checks/outputs";

/** A deployed stack, and every way to change it behind Pulumi's back. */
export interface Cloud extends Pick<
  Aws,
  | "acm"
  | "backup"
  | "budgets"
  | "lambda"
  | "logs"
  | "dms"
  | "ec2"
  | "elb"
  | "events"
  | "iam"
  | "kms"
  | "rds"
  | "s3"
  | "secrets"
  | "sns"
  | "waf"
> {
  readonly outputs: OutputValues;
  readonly declared: DeclaredResources;
  readonly scaling: Aws["autoscaling"];
  readonly alarms: Aws["cloudwatch"];
}

/** A change that somebody makes by hand, and the check that must find it. */
export interface Tampering {
  /** The change, as a sentence without its end. */
  readonly name: string;
  /** The name of the check that must fail. */
  readonly check: string;
  /** Words of its message: the resource, and what was expected of it. */
  readonly says: (outputs: OutputValues, declared: DeclaredResources) => readonly string[];
  /** Makes the change, and returns what takes it back. */
  readonly tamper: (cloud: Cloud) => Promise<() => Promise<unknown>>;
}

/** The deployed stack in an emulator, with clients in this process, which need no time to start. */
export function cloudOf(
  { outputs, declared }: Pick<Cloud, "outputs" | "declared">,
  endpoint: string,
): Cloud {
  const credentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };
  const client = { endpoint, region: outputs.region, credentials };
  return {
    outputs,
    declared,
    acm: new ACM(client),
    backup: new Backup(client),
    budgets: new Budgets(client),
    lambda: new Lambda(client),
    scaling: new ApplicationAutoScaling(client),
    alarms: new CloudWatch(client),
    logs: new CloudWatchLogs(client),
    dms: createDmsClient(client),
    ec2: new EC2(client),
    elb: new ElasticLoadBalancingV2(client),
    events: new EventBridge(client),
    iam: new IAM(client),
    kms: new KMS(client),
    rds: new RDS(client),
    s3: new S3({ ...client, forcePathStyle: true }),
    secrets: new SecretsManager(client),
    sns: new SNS(client),
    waf: new WAFV2(client),
  };
}

/** A policy document that lets everybody do everything, as text. */
export const openPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/**
 * The first of a list.
 * @throws Error when AWS has none: the table is at fault.
 */
export function first<Item>(what: string, items: readonly Item[] | undefined): Item {
  const [item] = items ?? [];
  if (item === undefined) throw new Error(`There is no ${what} to tamper with.`);
  return item;
}
