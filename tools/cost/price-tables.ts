import { type PriceSource, sources } from "./price-sources";

/** A price of one region: US dollars a unit. */
export type PriceRow = readonly [key: string, usd: number, unit: string, source: PriceSource];

/** The regions that have prices, in the order of the columns below. */
export const regions = [
  ...["us-east-1", "us-east-2", "us-west-2", "ca-central-1"],
  ...["eu-west-1", "eu-west-2", "eu-central-1"],
  ...["ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1"],
];

/** Prices of all regions: one for all of them, or one for each. */
export const everywhere: readonly (readonly [
  key: string,
  unit: string,
  source: PriceSource,
  usd: number | readonly number[],
])[] = [
  [
    ...(["nat.hour", "hour", sources.nat] as const),
    [0.045, 0.045, 0.045, 0.05, 0.048, 0.05, 0.052, 0.056, 0.059, 0.059, 0.062],
  ],
  [
    ...(["nat.data", "GB", sources.nat] as const),
    [0.045, 0.045, 0.045, 0.05, 0.048, 0.05, 0.052, 0.056, 0.059, 0.059, 0.062],
  ],
  ["publicIpv4.hour", "address-hour", sources.vpc, 0.005],
  [
    ...(["vpn.hour", "hour", sources.vpc] as const),
    [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.048],
  ],
  [
    ...(["transfer.out", "GB", sources.transfer] as const),
    [0.09, 0.09, 0.09, 0.09, 0.09, 0.09, 0.09, 0.1093, 0.12, 0.114, 0.114],
  ],
  [
    ...(["transitGateway.hour", "hour", sources.vpc] as const),
    [0.05, 0.05, 0.05, 0.06, 0.05, 0.06, 0.06, 0.07, 0.07, 0.07, 0.07],
  ],
  ["transitGateway.data", "GB", sources.vpc, 0.02],
  [
    ...(["endpoint.hour", "zone-hour", sources.vpc] as const),
    [0.01, 0.01, 0.01, 0.011, 0.011, 0.011, 0.012, 0.013, 0.013, 0.013, 0.014],
  ],
  ["endpoint.data", "GB", sources.vpc, 0.01],
  ["resolver.hour", "address-hour", sources.route53, 0.125],
  ["waf.acl", "month", sources.waf, 5],
  ["waf.rule", "rule-month", sources.waf, 1],
  ["waf.requests", "million requests", sources.waf, 0.6],
  ["kms.key", "key-month", sources.kms, 1],
  ["secret", "secret-month", sources.secrets, 0.4],
  ["alarm.standard", "metric-month", sources.cloudWatch, 0.1],
  ["alarm.highResolution", "metric-month", sources.cloudWatch, 0.3],
  ["alarm.composite", "alarm-month", sources.cloudWatch, 0.5],
  ["dashboard", "dashboard-month", sources.dashboards, 3],
  ["customMetric", "metric-month", sources.cloudWatch, 0.3],
  [
    ...(["logs.ingested", "GB", sources.cloudWatch] as const),
    [0.5, 0.5, 0.5, 0.55, 0.57, 0.5985, 0.63, 0.67, 0.7, 0.67, 0.76],
  ],
  [
    ...(["logs.stored", "GB-month", sources.cloudWatch] as const),
    [0.03, 0.03, 0.03, 0.033, 0.03, 0.0315, 0.0324, 0.03, 0.03, 0.033, 0.033],
  ],
  [
    ...(["bucket.storage", "GB-month", sources.s3] as const),
    [0.023, 0.023, 0.023, 0.025, 0.023, 0.024, 0.0245, 0.025, 0.025, 0.025, 0.025],
  ],
];

/** Aurora MySQL, Aurora Standard, in us-east-1: US dollars an hour by class. */
export const virginiaClasses: Readonly<Record<string, number>> = {
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

/** The same elsewhere, for the classes whose price was found: a price for each other region. */
export const classesElsewhere: Readonly<Record<string, readonly number[]>> = {
  "db.r6g.large": [0.26, 0.26, 0.286, 0.286, 0.304, 0.313, 0.295, 0.313, 0.313, 0.313],
  "db.r6g.xlarge": [0.519, 0.519, 0.573, 0.573, 0.609, 0.627, 0.591, 0.627, 0.627, 0.627],
  "db.r6g.2xlarge": [1.038, 1.038, 1.146, 1.146, 1.217, 1.253, 1.181, 1.253, 1.253, 1.253],
  "db.r6g.4xlarge": [2.076, 2.076, 2.291, 2.291, 2.434, 2.506, 2.363, 2.506, 2.506, 2.506],
  "db.r6g.8xlarge": [4.153, 4.153, 4.582, 4.582, 4.869, 5.012, 4.726, 5.012, 5.012, 5.012],
  "db.r6g.12xlarge": [6.229, 6.229, 6.874, 6.874, 7.303, 7.518, 7.088, 7.518, 7.518, 7.518],
  "db.r6g.16xlarge": [8.306, 8.306, 9.165, 9.165, 9.738, 10.024, 9.451, 10.024, 10.024, 10.024],
};

/** Prices that were found for some regions only. */
export const somewhere: Readonly<Record<string, readonly PriceRow[]>> = {
  "us-east-1": [
    ["aurora.capacityUnit", 0.12, "ACU-hour", sources.auroraClasses],
    ["aurora.storage", 0.1, "GB-month", sources.aurora],
    ["aurora.io", 0.2, "million requests", sources.aurora],
    ["aurora.backup", 0.021, "GB-month", sources.aurora],
    ["databaseInsights.vcpu", 0.0125, "vCPU-hour", sources.databaseInsights],
    ["databaseInsights.capacityUnit", 0.003125, "ACU-hour", sources.databaseInsights],
    ["dms.instance.dms.t3.medium", 0.0745, "hour", sources.dmsClasses],
    ["dms.instance.dms.c5.large", 0.119, "hour", sources.dmsClasses],
    ["dms.storage", 0.115, "GB-month", sources.dms],
    ["instance.t4g.nano", 0.0042, "hour", sources.instances],
    ["instance.t4g.micro", 0.0084, "hour", sources.instances],
    ["instance.t4g.small", 0.0168, "hour", sources.instances],
    ["volume.gp3", 0.08, "GB-month", sources.volumes],
    ["loadBalancer.hour", 0.0225, "hour", sources.loadBalancers],
    ["loadBalancer.capacityUnit", 0.008, "LCU-hour", sources.loadBalancers],
  ],
  "eu-west-1": [["aurora.backup", 0.021, "GB-month", sources.backupInIreland]],
  "ap-southeast-1": [["aurora.backup", 0.023, "GB-month", sources.backupInSingapore]],
};
