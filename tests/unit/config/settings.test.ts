import { expect } from "chai";
import { type JsonSchema, settingsJsonSchema } from "../../../scripts/docs/json-schema";
import { dmsKeys, type TriedValues } from "./dms-keys";
import { configured, faultsOf, hybrid, shortest, spacious } from "./example";
import { existingVpcKeys, inExistingVpc } from "./existing-vpc-keys";
import { instanceKeys, withInstances } from "./instance-keys";
import { mappedTables, mappingKeys } from "./mapping-keys";
import { edgeKeys, hybridKeys } from "./edge-keys";
import { dnsKeys, networkKeys, withDns } from "./network-keys";

const serverless = {
  ...configured(spacious(), {
    "database.instances": undefined,
    "database.serverless": { minCapacity: 1, maxCapacity: 8 },
  }),
};

const keys: Record<string, TriedValues> = {
  environment: {
    refused: ["Dev", "-dev", "dev-", "a--b", "1dev", "abcdefghijklmnopq"],
    allowed: "1 to 16",
    accepted: ["a", "a-b-1", "abcdefghijklmnop"],
  },
  accountId: {
    refused: ["12345678901", "1234567890123", "acme"],
    allowed: "12 digits",
    accepted: ["000123456789"],
  },
  protect: { refused: ["yes", 1], allowed: "true or false", accepted: [true, false] },
  "tags.owner": { refused: ["", 4711, "a;b"], allowed: "1 to 256", accepted: ["Équipe données"] },
  "tags.costCenter": { refused: [4711], allowed: "a number in quotes", accepted: ["4711"] },
  "tags.dataClassification": {
    refused: ["secret"],
    allowed: "public, internal, confidential, or restricted",
    accepted: ["public", "restricted"],
  },
  "tags.dataController": { refused: [true], allowed: "1 to 256", accepted: ["Corp Example Ltd"] },
  ...networkKeys,
  "database.engineVersion": {
    refused: ["8.0", "5.7.mysql_aurora.2.11.2", "8.0.mysql_aurora.3.x"],
    allowed: "8.0.mysql_aurora.3.10.0",
    accepted: ["8.0.mysql_aurora.3.08.2"],
  },
  "encryption.dataKeyArn": {
    refused: ["alias/data", "arn:aws:kms:us-east-1:111122223333:alias/data"],
    allowed: "the ARN of a KMS key, not of an alias",
    accepted: ["arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d-0000-4000-8000-000000000001"],
  },
  "encryption.logsKeyArn": {
    refused: ["1a2b3c4d-0000-4000-8000-000000000001"],
    allowed: "the ARN of a KMS key, not of an alias",
    accepted: ["arn:aws:kms:us-east-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef"],
  },
  "database.port": { refused: [0, 65536, "3306"], allowed: "1 to 65535", accepted: [1, 65535] },
  "database.adminUsername": {
    refused: ["admin", "Root", "rdsadmin", "1st", "a-b", "abcdefghijklmnopq"],
    allowed: "1 to 16 letters",
    accepted: ["a", "Landing_Zone_dba"],
  },
  "database.parameterPreset": {
    refused: ["load", true],
    allowed: "migration or live",
    accepted: ["migration", "live"],
  },
  "database.parameters.character_set_server": {
    refused: ["UTF8MB4", ""],
    allowed: "the name of a MySQL character set",
    accepted: ["latin1"],
  },
  "database.parameters.collation_server": {
    refused: ["utf8mb4 general"],
    allowed: "the name of a MySQL collation",
    accepted: ["utf8mb4_general_ci"],
  },
  "database.parameters.time_zone": {
    refused: ["CET", "+01:00", "europe/berlin"],
    allowed: "Europe/Berlin",
    accepted: ["UTC", "America/Los_Angeles"],
  },
  "database.parameters.lower_case_table_names": {
    refused: [2, "1"],
    allowed: "0 or 1",
    accepted: [0, 1],
  },
  "database.parameters.net_read_timeout": {
    refused: [299, 31_536_001],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.net_write_timeout": {
    refused: [299],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.wait_timeout": {
    refused: [299],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.interactive_timeout": {
    refused: [299],
    allowed: "300 to 31,536,000 seconds",
    accepted: [300],
  },
  "database.parameters.max_allowed_packet": {
    refused: [1_048_575, 1_048_577, 1_073_742_848],
    allowed: "1,048,576 to 1,073,741,824 bytes",
    accepted: [1_048_576, 1_073_741_824],
  },
  "database.parameters.long_query_time": {
    refused: [-1, 3601],
    allowed: "0 to 3,600 seconds",
    accepted: [0, 0.25],
  },
  "database.parameters.sql_mode": {
    refused: ["strict", "STRICT_TRANS_TABLES, NO_ZERO_DATE"],
    allowed: "modes of MySQL",
    accepted: ["ANSI", "STRICT_TRANS_TABLES,NO_ZERO_DATE"],
  },
  "database.parameters.max_connections": {
    refused: [9, 16_001],
    allowed: "10 to 16,000 connections",
    accepted: [10, 16_000],
  },
  "database.parameters.innodb_lock_wait_timeout": {
    refused: [0],
    allowed: "1 to 1,073,741,824 seconds",
    accepted: [1],
  },
  "database.parameters.group_concat_max_len": {
    refused: [3],
    allowed: "4 to 1,073,741,824 bytes",
    accepted: [4],
  },
  "database.instances.class": {
    refused: ["db.m5.large", "db.t3.medium", "db.r6g.24xlarge", "r6g.large"],
    allowed: "db.r6g",
    accepted: ["db.r6i.16xlarge", "db.t4g.medium"],
  },
  "database.instances.count": { refused: [0, 16, 1.5], allowed: "1 to 15", accepted: [1, 15] },
  "database.instances.readerScaling.minReaders": {
    refused: [0, 16],
    allowed: "1 to 15",
    accepted: [1, 4],
  },
  "database.instances.readerScaling.maxReaders": {
    refused: [0, 16, "4"],
    allowed: "1 to 15",
    accepted: [1, 15],
  },
  "database.instances.readerScaling.metric": {
    refused: ["memory"],
    allowed: "cpu or connections",
    accepted: ["cpu", "connections"],
  },
  "database.instances.readerScaling.target": {
    refused: [0, 16_001],
    allowed: "1 to 16,000",
    accepted: [10, 90],
  },
  "database.backup.window": {
    refused: ["03:00-03:29", "3:00-4:00", "03:00-03:00", "sun:03:00-sun:04:00"],
    allowed: "hh:mm-hh:mm",
    accepted: ["03:00-03:30", "23:45-00:15"],
  },
  "database.backup.retentionDays": { refused: [0, 36], allowed: "1 to 35", accepted: [1, 35] },
  "database.backup.vault.dailyRetentionDays": {
    refused: [0, 36_501],
    allowed: "1 to 36,500",
    accepted: [1, 36_500],
  },
  "database.backup.vault.monthlyRetentionDays": {
    refused: [0, 36_501],
    allowed: "1 to 36,500",
    accepted: [1, 36_500],
  },
  "database.backup.vault.lock": {
    refused: ["governance"],
    allowed: "true or false",
    accepted: [true, false],
  },
  "database.backup.vault.copyToVaultArn": {
    refused: ["orders", "arn:aws:backup:us-west-2:111122223333:backup-plan:orders"],
    allowed: "the ARN of a backup vault",
    accepted: ["arn:aws:backup:us-west-2:111122223333:backup-vault:orders"],
  },
  "database.maintenanceWindow": {
    refused: ["04:30-05:30", "sun:04:30-sun:04:59", "sun:04:00-mon:04:01", "Sun:04:30-Sun:05:30"],
    allowed: "ddd:hh:mm-ddd:hh:mm",
    accepted: ["sun:04:30-sun:05:00", "sat:23:45-sun:00:15"],
  },
  "database.logRetentionDays": { refused: [10], allowed: "1, 3, 5, 7", accepted: [365] },
  "database.performanceInsightsRetentionDays": {
    refused: [8, 30, 730, 744],
    allowed: "7, a multiple of 31 up to 713, or 731",
    accepted: [7, 31, 713, 731],
  },
  "database.insightsMode": {
    refused: ["off", true],
    allowed: "standard or advanced",
    accepted: ["standard"],
  },
  "database.caCertificateIdentifier": {
    refused: ["rds-ca-2019"],
    allowed: "rds-ca-rsa2048-g1, rds-ca-rsa4096-g1, or rds-ca-ecc384-g1",
    accepted: ["rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"],
  },
  "database.monitoringIntervalSeconds": {
    refused: [0, 20],
    allowed: "1, 5, 10, 15, 30 or 60",
    accepted: [1, 60],
  },
  "secrets.rotation.strategy": {
    refused: ["none"],
    allowed: "singleUser or alternatingUsers",
    accepted: ["singleUser"],
  },
  "secrets.rotation.days": { refused: [0, 91], allowed: "1 to 90", accepted: [1, 90] },
  ...dmsKeys,
  ...edgeKeys,
  "observability.alertEmails": {
    refused: ["dba@corp.example"],
    allowed: "a list of e-mail addresses",
    accepted: [["dba@corp.example"]],
  },
  "observability.alarmTopicArn": {
    refused: ["operations", "arn:aws:sns:us-east-1:111122223333:ordered.fifo"],
    allowed: "the ARN of a standard SNS topic",
    accepted: ["arn:aws:sns:us-east-1:111122223333:operations"],
  },
  "observability.monthlyBudgetUsd": {
    refused: [0, 1_000_001, 99.5, "500"],
    allowed: "1 to 1,000,000",
    accepted: [1, 1_000_000],
  },
};
const serverlessKeys: typeof keys = {
  "database.serverless.minCapacity": {
    refused: [0, 0.7, "1"],
    allowed: "0.5 to 256",
    accepted: [0.5, 8],
  },
  "database.serverless.maxCapacity": {
    refused: [256.5, 300],
    allowed: "0.5 to 256",
    accepted: [1, 256],
  },
  "database.serverless.count": { refused: [0, 16], allowed: "1 to 15", accepted: [1] },
};
const restored = configured(spacious(), {
  "database.adminUsername": "dba",
  "database.restoreFrom": { clusterIdentifier: "orders" },
});
const restoreKeys: typeof keys = {
  "database.restoreFrom.snapshotIdentifier": {
    refused: ["-orders", "arn:aws:rds:us-east-1:111122223333:snapshot:orders"],
    allowed: "the name or the ARN of a cluster snapshot",
    accepted: [],
  },
  "database.restoreFrom.clusterIdentifier": {
    refused: ["1orders", "orders-"],
    allowed: "the identifier of an Aurora cluster",
    accepted: [],
  },
  "database.restoreFrom.time": {
    refused: ["2026-02-31T12:00:00Z", "2026-01-31", "2026-01-31T12:00:00+01:00"],
    allowed: "a time in UTC",
    accepted: ["2026-01-31T12:00:00Z"],
  },
  "database.restoreFrom.latest": { refused: [false, "now"], allowed: "true", accepted: [true] },
};
const cases = [
  ...Object.entries(restoreKeys).map(([key, values]) => ({ key, base: restored, ...values })),
  ...Object.entries(keys).map(([key, values]) => ({ key, base: spacious(), ...values })),
  ...Object.entries(instanceKeys).map(([key, values]) => ({
    key,
    base: withInstances(),
    ...values,
  })),
  ...Object.entries(mappingKeys).map(([key, values]) => ({ key, base: mappedTables(), ...values })),
  ...Object.entries(serverlessKeys).map(([key, values]) => ({ key, base: serverless, ...values })),
  ...Object.entries(existingVpcKeys).map(([key, values]) => ({
    key,
    base: inExistingVpc(),
    ...values,
  })),
  ...Object.entries(dnsKeys).map(([key, values]) => ({ key, base: withDns(), ...values })),
  ...Object.entries(hybridKeys).map(([key, values]) => ({ key, base: hybrid(), ...values })),
];
/** A key as messages write it. */
const written = (key: string) => key.replace(/\.(\d+)/g, "[$1]");

describe("settings", () => {
  for (const { key, base, refused, allowed, accepted } of cases) {
    for (const value of refused) {
      it(`refuse ${JSON.stringify(value).slice(0, 60)} for ${key}`, () => {
        const faults = faultsOf(configured(base, { [key]: value }));
        const start = `${written(key)}: ${JSON.stringify(value)}`.slice(0, 100);
        const line = faults.find((fault) => fault.startsWith(start));
        expect(line, faults.join("\n")).to.include(" is not allowed; ").and.include(allowed);
      });
    }
    for (const value of accepted) {
      it(`accept ${JSON.stringify(value).slice(0, 60)} for ${key}`, () => {
        expect(faultsOf(configured(base, { [key]: value }))).to.deep.equal([]);
      });
    }
  }

  it("are all tried above", () => {
    const tried = new Set(
      cases.map(({ key }) =>
        key
          .replace("tags.dataController", "tags.*")
          .replace(/\.(erp|orders|bulk|archive|us-east-1a)\b/, ".*")
          .replaceAll(/\.\d+/g, ".*"),
      ),
    );
    expect(leaves(settingsJsonSchema()).filter((key) => !tried.has(key))).to.deep.equal([]);
  });

  it("are refused one by one in a list", () => {
    const tree = configured(hybrid(), {
      "network.onPremises.cidrs": ["192.168.10.0/24", "192.168.20.1/24", "all"],
      "edge.allowedCidrs": ["0.0.0.0/0", "internet"],
      "edge.onPremises.addresses": ["192.168.10.40", "203.0.113.10"],
      "observability.alertEmails": ["dba"],
    });
    expect(faultsOf(tree).map((line) => line.split(" is not allowed")[0])).to.deep.equal([
      'network.onPremises.cidrs[1]: "192.168.20.1/24"',
      'network.onPremises.cidrs[2]: "all"',
      'edge.allowedCidrs[1]: "internet"',
      'edge.onPremises.addresses[1]: "203.0.113.10"',
      'observability.alertEmails[0]: "dba"',
    ]);
  });

  it("are refused by the name of what they belong to", () => {
    const source = { host: "mysql.corp.example" };
    const tree = configured(spacious(), { "dms.sources.ERP_2": source });
    const lines = faultsOf(tree);
    expect(lines[0]).to.match(/^dms\.sources\.ERP_2: "ERP_2" is not allowed; a name of 1 to 20/);
    expect(lines[1]).to.match(/^dms\.sources\.ERP_2\.caCertificateFile: is required; .*\.pem/);
  });

  for (const key of ["tags", "network", "database", "dms", "edge"]) {
    it(`fail without ${key}, which has no default`, () => {
      const line = faultsOf(configured(shortest(), { [key]: undefined })).join("\n");
      expect(line).to.match(new RegExp(`^${key}: is required; a map with the keys `));
    });
  }

  it("fail when a map is expected and something else is there", () => {
    for (const value of ["10.20.0.0/16", ["cidr"], null, 1]) {
      const [line] = faultsOf(configured(shortest(), { network: value }));
      expect(line).to.include(`${JSON.stringify(value)} is not allowed; a map with the keys cidr,`);
    }
  });

  it("fail without a region, and for one that is none", () => {
    expect(faultsOf(shortest(), { region: undefined })).to.deep.equal([
      "aws:region: is required; the name of an AWS region, for example us-east-1",
    ]);
    expect(faultsOf(shortest(), { region: "us-east-1a" })).to.deep.equal([
      'aws:region: "us-east-1a" is not allowed; the name of an AWS region, for example us-east-1',
    ]);
  });

  it("say that the name of a stack cannot be an environment's", () => {
    expect(faultsOf(shortest(), { stack: "Corp_Dev" })[0]).to.match(
      /^environment: "Corp_Dev" is not allowed; .*by default it is the stack's name$/,
    );
  });
});

/** The keys of everything that holds a value, with `*` for a name or a position of one's own. */
function leaves(schema: JsonSchema, key = ""): string[] {
  const at = (name: string) => (key === "" ? name : `${key}.${name}`);
  const own = schema.properties ? [] : [key];
  const { properties = {}, additionalProperties, items } = schema;
  return [
    ...own,
    ...Object.entries(properties).flatMap(([name, member]) => leaves(member, at(name))),
    ...(typeof additionalProperties === "object" ? leaves(additionalProperties, at("*")) : []),
    ...(items?.properties ? leaves(items, at("*")) : []),
  ];
}
