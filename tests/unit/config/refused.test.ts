import { expect } from "chai";
import fc from "fast-check";
import { parse as parseYaml } from "yaml";
import { formatPath } from "../../../config/faults";
import { auroraInstanceClasses } from "../../../lib/aurora-classes";
import { collations } from "../../../lib/collations";
import { dmsInstanceClasses } from "../../../lib/dms-classes";
import { logRetentionDays } from "../../../lib/log-retention";
import { hasRdsRoots } from "../../../lib/rds-certificates";
import { hasZonesABC, regions } from "../../../lib/regions";
import { sqlModes } from "../../../lib/sql-modes";
import { timeZones } from "../../../lib/time-zones";
import { configured, faultsOf, parse, readProjectFile, shortest } from "./example";

type Tree = Record<string, unknown>;

const prefix = "migration-landing-zone:";
const { config } = parseYaml(readProjectFile("tools/docs/complete.yaml")) as { config: Tree };
/** Every key, with values that go together. */
const complete: Tree = Object.fromEntries(
  Object.entries(config).flatMap(([key, value]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
  ),
);
const region = String(config["aws:region"]);

/** A configuration with one fault: its place and value. */
interface Faulty {
  readonly path: string;
  readonly value: unknown;
  readonly region?: string;
}

/** Each value of a tree, by its path such as `dms.sources.erp.port`. */
function leavesOf(value: unknown, path: readonly string[]): Faulty[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
    : [{ path: path.join("."), value }];
}

/** Keys that a filter or a boundary takes any text or number for. */
const anyValue =
  /\.(?:long_query_time|filters\.\d+\.(?:atLeast|atMost|oneOf\.\d+)|boundaries\.\d+\.\d+)$/;

/** Faults of one value, by its kind: another type, out of any range, a slip of the pen. */
function spoilt({ path, value }: Faulty): Faulty[] {
  const values: Readonly<Record<string, readonly unknown[]>> = {
    boolean: ["yes", 1, null, [value], { value }],
    number: [String(value), -1, 1e12, 0.333, null, [value], {}],
    string: [4711.5, true, null, [value], { value }, "", `${String(value)}\n${"?".repeat(300)}`],
  };
  return (values[typeof value] ?? []).map((other) => ({ path, value: other }));
}

const table: readonly Faulty[] = leavesOf(complete, [])
  .filter(({ path }) => !anyValue.test(path))
  .flatMap(spoilt);

const account = "444455556666";
const arns: readonly (readonly [path: string, arn: string])[] = leavesOf(complete, []).flatMap(
  ({ path, value }) => (String(value).startsWith("arn:") ? [[path, String(value)] as const] : []),
);
const elsewhere = /copyToVaultArn$/;
const regional = arns.filter(([path]) => !elsewhere.test(path));

/** Faults that AWS would find, by kind. */
const kinds: Readonly<Record<string, readonly Faulty[]>> = {
  "regions that are none": [
    ...[
      "us-east-9",
      "eu-central-9",
      "us-east-1a",
      "EU-CENTRAL-1",
      "us_east_1",
      "frankfurt",
      "",
      "aws",
    ],
    ...["us-iso-east-1", "eusc-de-east-1", "ap-southeast-99", "eu-central-1 "],
  ].map((name) => ({ path: "aws:region", value: name, region: name })),
  "ARNs of another region, account or partition, or of something else": regional.flatMap(
    ([path, arn]) =>
      [
        ...(path === "permissionsBoundaryArn"
          ? []
          : [arn.replace(region, "eu-west-3"), arn.replace(region, "eu-nowhere-1")]),
        arn.replace(account, "777788889999"),
        arn.replace("arn:aws:", "arn:aws-us-gov:"),
        arn.replace("arn:aws:", "arn:aws-iso:"),
        arn.replace(/:[^:]+$/, ""),
        arn.replace(/^arn:aws:[^:]+/, "arn:aws:s3"),
      ].map((value) => ({ path, value })),
  ),
  "ranges of addresses": [
    ...["10.40.0.1/16", "10.40.0.0", "10.40.0.0/15", "10.40.0.0/24", "300.1.0.0/16", "::/0"].map(
      (value) => ({ path: "network.cidr", value }),
    ),
    { path: "network.cidr", value: "192.168.0.0/16" },
    ...["192.168.10.1/24", "all", "192.168.20.0/25"].map((value) => ({
      path: "network.onPremises.cidrs.0",
      value,
    })),
    { path: "dms.sources.erp.cidrs.0", value: "10.40.1.0/32" },
    { path: "edge.onPremises.addresses.0", value: "8.8.8.8" },
    { path: "edge.waf.allowedCidrs.0", value: "0.0.0.0/0" },
    { path: "network.onPremises.gateways.0.ipAddress", value: "10.0.0.1" },
    { path: "network.onPremises.gateways.0.tunnels.0.insideCidr", value: "169.254.0.0/30" },
  ],
  names: [
    ...["Prod", "prod-", "a--b", "1prod", "a".repeat(17), "prod_eu", "prod.eu"].map((value) => ({
      path: "environment",
      value,
    })),
    ...["admin", "RDSADMIN", "root", "1st", "a-b", "a".repeat(17)].map((value) => ({
      path: "database.adminUsername",
      value,
    })),
    ...["mysql", "information_schema", "%", "s".repeat(65)].map((value) => ({
      path: "dms.migrations.customers.tables.0.schema",
      value,
    })),
    ...["orders_corp.example", "-a.corp.example", "ORDERS.corp.example", "localhost"].map(
      (value) => ({ path: "edge.domainName", value }),
    ),
    { path: "dms.migrations.customers.source", value: "crmm" },
    { path: "dms.migrations.customers.replicationInstance", value: "bluk" },
  ],
  "versions and classes": [
    ...[
      "8.0.35",
      "5.7.mysql_aurora.2.12.6",
      "8.0.mysql_aurora.3.10",
      "8.5.mysql_aurora.8.5.1",
      "latest",
    ].map((value) => ({ path: "database.engineVersion", value })),
    ...["3.4.7", "3.5.3", "2.4.0", "3.6", "v3.6.1"].map((value) => ({
      path: "dms.engineVersion",
      value,
    })),
    ...[
      "db.m5.large",
      "db.r6g.metal",
      "db.t3.medium",
      "r6g.large",
      "db.r6g.large.",
      "db.r5.large",
    ].map((value) => ({ path: "database.instances.class", value })),
    ...["dms.t2.micro", "dms.m5.large", "db.r6g.large", "dms.r6i.3xlarge", "dms.r4.large"].map(
      (value) => ({
        path: "dms.replicationInstance.class",
        value,
      }),
    ),
  ],
  windows: [
    ...["2:00-3:00", "02:00-02:15", "25:00-26:00", "02:00", "sun:02:00-sun:03:00"].map((value) => ({
      path: "database.backup.window",
      value,
    })),
    ...[
      "sun:04:30-05:30",
      "sunday:04:30-sunday:05:30",
      "sun:04:30-sun:04:45",
      "04:30-05:30",
      "sun:06:15-sun:06:45",
    ].map((value) => ({ path: "database.maintenanceWindow", value })),
  ],
  "parameters of Aurora": [
    ...["Europe/Berlin", "America/New_York", "CET", "+01:00", "SYSTEM", "Europe/Parris"].map(
      (value) => ({
        path: "database.parameters.time_zone",
        value,
      }),
    ),
    ...["STRICT_TRANS_TABELS", "NO_AUTO_CREATE_USER", "ORACLE", "ansi", "ANSI, ANSI_QUOTES"].map(
      (value) => ({ path: "database.parameters.sql_mode", value }),
    ),
    ...["utf8mb5_bin", "latin1_swedish_ci", "utf8mb4_german", "utf8_general_ci"].map((value) => ({
      path: "database.parameters.collation_server",
      value,
    })),
  ],
  "patterns of tables": [
    { path: "dms.migrations.orders.tables.2.parallelLoad.boundaries.1.0", value: 1000000 },
    { path: "dms.migrations.orders.tables.2.parallelLoad.boundaries.1.0", value: 5 },
    { path: "dms.migrations.archive.tables.0.schema", value: "cust%" },
    { path: "dms.migrations.archive.tables.0.schema", value: "customers" },
  ],
};

/** A path as messages write it. */
const written = (path: string) =>
  formatPath(path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
/** The last key of a path that is not a position in a list, which a message must name. */
const aboutOf = (path: string) => path.split(".").findLast((key) => !/^\d+$/.test(key)) ?? path;

function faultsWith({ path, value, region: other }: Faulty): readonly string[] {
  const tree = other === undefined ? configured(complete, { [path]: value }) : complete;
  return faultsOf(tree, { region: other ?? region, stack: "prod" });
}

/** Whether a message names the key, the value and the allowed values. */
function isComplete(line: string, { path, value }: Faulty): boolean {
  const shown = JSON.stringify(value).slice(0, 60);
  const [key = "", ...rest] = line.split(": ");
  const names = written(path).startsWith(key) || line.includes(aboutOf(path));
  const says =
    value === null ||
    typeof value === "object" ||
    line.includes(shown) ||
    /selects|looks like/.test(line);
  return names && says && rest.join(": ").includes("; ");
}

describe("configurations that AWS would refuse", () => {
  it("are judged against one that it takes", () => {
    expect(faultsOf(complete, { region, stack: "prod" })).to.deep.equal([]);
  });

  it("are refused wherever a value is of another kind, with key, value and what is allowed", () => {
    expect(table.length).to.be.above(600);
    const unclear = table.flatMap((faulty) => {
      const lines = faultsWith(faulty);
      return lines.some((line) => isComplete(line, faulty)) ? [] : [[faulty.path, lines]];
    });
    expect(unclear).to.deep.equal([]);
  });

  for (const [kind, faults] of Object.entries(kinds)) {
    it(`are refused: ${kind}`, () => {
      for (const faulty of faults) {
        const lines = faultsWith(faulty);
        const clear = lines.filter((line) => isComplete(line, faulty));
        expect(
          clear,
          `${faulty.path} ${JSON.stringify(faulty.value)}: ${lines.join("\n")}`,
        ).not.to.deep.equal([]);
      }
    });
  }

  it("are many besides", () => {
    expect(Object.values(kinds).flat().length).to.be.at.least(120);
  });
});

describe("configurations that AWS takes", () => {
  /** Values that are each taken at a path. */
  const taken: readonly (readonly [path: string, values: readonly unknown[]])[] = [
    ["database.instances.class", auroraInstanceClasses],
    ["dms.replicationInstance.class", dmsInstanceClasses],
    ["database.parameters.time_zone", timeZones],
    ["database.parameters.sql_mode", sqlModes],
    [
      "database.parameters.collation_server",
      collations.filter((name) => name.startsWith("utf8mb4_")),
    ],
    ["network.flowLogRetentionDays", logRetentionDays],
    ["database.engineVersion", ["8.0.mysql_aurora.3.04.6", "8.0.mysql_aurora.3.13.0", "8.4.7"]],
    ["database.backup.window", ["02:00-02:30", "23:45-00:15", "12:00-12:30"]],
    ["environment", ["p", "prod-eu-1", "abcdefghijklmnop"]],
    ["network.cidr", ["10.40.0.0/16", "10.40.0.0/17"]],
    [
      "dms.migrations.customers.tables.0.schema",
      ["customers", "cust_mers", "cüstomers", "customers%"],
    ],
  ];

  for (const [path, values] of taken) {
    it(`are taken: ${values.length} values of ${path}`, () => {
      const refused = values.filter((value) => faultsWith({ path, value }).length > 0);
      expect(refused).to.deep.equal([]);
    });
  }

  it("are taken in every region", () => {
    for (const name of regions) {
      const tree = configured(shortest(), {
        ...(!hasZonesABC(name) && { "network.availabilityZones": [`${name}a`, `${name}b`] }),
        ...(!hasRdsRoots(name) && {
          "dms.target.caCertificateFile": "certificates/corp-example-root-ca.pem",
        }),
      });
      expect(faultsOf(tree, { region: name }), name).to.deep.equal([]);
      expect(parse(tree, { region: name }).region).to.equal(name);
    }
  });
});

describe("any configuration whatsoever", () => {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(
      undefined,
      "__proto__",
      "constructor",
      NaN,
      Infinity,
      "\u0000",
      "%",
      "arn:::::",
    ),
  );

  it("is read or refused with faults, never with another error", () => {
    const paths = leavesOf(complete, []).flatMap(({ path }) => {
      const keys = path.split(".");
      return keys.map((_, index) => keys.slice(0, index + 1).join("."));
    });
    fc.assert(
      fc.property(fc.constantFrom(...new Set(paths)), anything, (path, value) => {
        // No file has a list with a hole in it.
        fc.pre(value !== undefined || !/\.\d+$/.test(path));
        faultsOf(configured(complete, { [path]: value }), { region });
      }),
      { numRuns: 1500 },
    );
  });

  it("is so as a whole, in any region", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anything), fc.string(), (tree, name) => {
        faultsOf(tree, { region: name, stack: name });
      }),
      { numRuns: 300 },
    );
  });
});
