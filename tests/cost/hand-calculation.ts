/**
 * The monthly cost of a stack of this project, worked out by hand from AWS's published prices, on
 * demand, 730 hours a month, and from the default assumptions.
 */
export interface HandCalculation {
  readonly stack: string;
  readonly region: string;
  readonly rows: readonly (readonly [what: string, calculation: string, usd: number])[];
  /** Items that the price list does not cover. */
  readonly unpriced: readonly string[];
}

export const handCalculations: readonly HandCalculation[] = [
  {
    stack: "dev",
    region: "us-east-1",
    rows: [
      ["Aurora: two db.r6g.large", "2 × 730 × 0.26", 379.6],
      ["Aurora: 100 GB", "100 × 0.10", 10],
      ["Aurora: 100 million requests", "100 × 0.20", 20],
      ["Aurora: backups beyond the first day", "6 × 1 × 0.021", 0.13],
      ["DMS: dms.t3.medium", "730 × 0.0745", 54.39],
      ["DMS: 100 GiB, 50 of them included", "50 × 0.115", 5.75],
      ["NAT gateway with its address and 50 GB", "730 × 0.045 + 730 × 0.005 + 50 × 0.045", 38.75],
      ["VPN with two addresses and 100 GB out", "730 × 0.05 + 2 × 730 × 0.005 + 100 × 0.09", 52.8],
      ["5 endpoints in two zones, 10 GB each", "5 × (2 × 730 × 0.01 + 10 × 0.01)", 73.5],
      ["Load balancer, one LCU, two addresses", "730 × (0.0225 + 0.008 + 2 × 0.005)", 29.57],
      ["WAF: 5 rules, 10 million requests", "5 + 5 × 1 + 10 × 0.60", 16],
      ["3 secrets, the administrator's too", "3 × 0.40", 1.2],
      ["2 keys", "2 × 1", 2],
      ["72 alarms, 4 composite ones, a dashboard", "72 × 0.10 + 4 × 0.50 + 3", 12.2],
      ["4 metrics from logs", "4 × 0.30", 1.2],
      ["9 log groups, 1 GB each", "9 × 0.50", 4.5],
      ["Logs kept: 8 groups 30 days, one 7", "(8 × 30 + 7) / 30 × 0.03", 0.25],
      ["3 buckets, 10 GB each", "3 × 10 × 0.023", 0.69],
    ],
    unpriced: [],
  },
  {
    stack: "staging",
    region: "us-east-1",
    rows: [
      ["Aurora: two serverless instances, 2 ACU each", "2 × 2 × 730 × 0.12", 350.4],
      ["Aurora: 100 GB", "100 × 0.10", 10],
      ["Aurora: 100 million requests", "100 × 0.20", 20],
      ["Aurora: backups beyond the first day", "6 × 1 × 0.021", 0.13],
      ["Transit gateway attachment, 100 GB", "730 × 0.05 + 100 × 0.02", 38.5],
      ["5 endpoints in two zones, 10 GB each", "5 × (2 × 730 × 0.01 + 10 × 0.01)", 73.5],
      ["Load balancer, one LCU, two addresses", "730 × (0.0225 + 0.008 + 2 × 0.005)", 29.57],
      ["WAF: 5 rules, 10 million requests", "5 + 5 × 1 + 10 × 0.60", 16],
      ["3 secrets, the administrator's too", "3 × 0.40", 1.2],
      ["2 keys", "2 × 1", 2],
      ["67 alarms, 4 composite ones, a dashboard", "67 × 0.10 + 4 × 0.50 + 3", 11.7],
      ["3 metrics from logs", "3 × 0.30", 0.9],
      ["8 log groups, 1 GB each", "8 × 0.50", 4],
      ["Logs kept for 30 days", "8 × 30 / 30 × 0.03", 0.24],
      ["3 buckets, 10 GB each", "3 × 10 × 0.023", 0.69],
    ],
    unpriced: ["dms: dms.c6i.large, Multi-AZ"],
  },
  {
    stack: "prod",
    region: "us-east-1",
    rows: [
      ["Aurora: three db.r6g.2xlarge", "3 × 730 × 1.038", 2273.22],
      ["Aurora: Database Insights, 8 vCPUs each", "3 × 8 × 730 × 0.0125", 219],
      ["Aurora: 100 GB", "100 × 0.10", 10],
      ["Aurora: 100 million requests", "100 × 0.20", 20],
      ["Aurora: backups beyond the first day", "34 × 1 × 0.021", 0.71],
      ["AWS Backup: 12 monthly copies beyond 35 days", "12 × 100 × 0.021", 25.2],
      ["DMS: 500 GiB, 100 included, with a standby", "2 × 400 × 0.115", 92],
      ["DMS: 200 GiB, 100 included", "100 × 0.115", 11.5],
      ["3 NAT gateways, addresses, 50 GB each", "3 × (730 × 0.05 + 50 × 0.045)", 116.25],
      ["2 VPNs with two addresses, 100 GB out each", "2 × (730 × 0.06 + 100 × 0.09)", 105.6],
      ["5 endpoints in three zones, 10 GB each", "5 × (3 × 730 × 0.01 + 10 × 0.01)", 110],
      ["Resolver endpoint with three addresses", "3 × 730 × 0.125", 273.75],
      ["Load balancer, one LCU, three addresses", "730 × (0.0225 + 0.008 + 3 × 0.005)", 33.22],
      ["WAF: 9 rules, 10 million requests", "5 + 9 × 1 + 10 × 0.60", 20],
      ["4 secrets, the administrator's too", "4 × 0.40", 1.6],
      ["2 keys", "2 × 1", 2],
      ["146 alarms, 8 composite ones, a dashboard", "146 × 0.10 + 8 × 0.50 + 3", 21.6],
      ["6 metrics from logs", "6 × 0.30", 1.8],
      ["12 log groups, 1 GB each", "12 × 0.50", 6],
      ["Logs kept for 365 days", "12 × 365 / 30 × 0.03", 4.38],
      ["3 buckets, 10 GB each", "3 × 10 × 0.023", 0.69],
    ],
    unpriced: ["dms: dms.r6i.large, Multi-AZ", "dms-history: dms.c6i.xlarge"],
  },
  {
    stack: "dev",
    region: "eu-west-1",
    rows: [
      ["Aurora: two db.r6g.large", "2 × 730 × 0.286", 417.56],
      ["Aurora: backups beyond the first day", "6 × 1 × 0.021", 0.13],
      ["NAT gateway with its address and 50 GB", "730 × 0.048 + 730 × 0.005 + 50 × 0.048", 41.09],
      ["VPN with two addresses and 100 GB out", "730 × 0.05 + 2 × 730 × 0.005 + 100 × 0.09", 52.8],
      ["5 endpoints in two zones, 10 GB each", "5 × (2 × 730 × 0.011 + 10 × 0.01)", 80.8],
      ["Two addresses of the load balancer", "2 × 730 × 0.005", 7.3],
      ["WAF: 5 rules, 10 million requests", "5 + 5 × 1 + 10 × 0.60", 16],
      ["3 secrets, the administrator's too", "3 × 0.40", 1.2],
      ["2 keys", "2 × 1", 2],
      ["72 alarms, 4 composite ones, a dashboard", "72 × 0.10 + 4 × 0.50 + 3", 12.2],
      ["4 metrics from logs", "4 × 0.30", 1.2],
      ["9 log groups, 1 GB each", "9 × 0.57", 5.13],
      ["Logs kept: 8 groups 30 days, one 7", "(8 × 30 + 7) / 30 × 0.03", 0.25],
      ["3 buckets, 10 GB each", "3 × 10 × 0.023", 0.69],
    ],
    unpriced: [
      "database: Aurora storage",
      "database: Aurora storage requests",
      "dms: dms.t3.medium",
      "dms: 50 GiB of DMS storage beyond the included",
      "edge-load-balancer: load balancer",
      "edge-load-balancer: 1 LCU of the load balancer",
    ],
  },
];
