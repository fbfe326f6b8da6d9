import { expect } from "chai";
import { type JsonSchema, settingsJsonSchema } from "@landing-zone/docs/json-schema";
import {
  databaseKeys,
  restored,
  restoreKeys,
  serverlessKeys,
  withServerless,
} from "./database-keys";
import { dmsKeys, followingKeys, type TriedValues } from "./dms-keys";
import { configured, faultsOf, following, hybrid, shortest, spacious } from "./example";
import { existingVpcKeys, inExistingVpc } from "./existing-vpc-keys";
import { instanceKeys, withInstances } from "./instance-keys";
import { mappedTables, mappingKeys } from "./mapping-keys";
import { edgeKeys, hybridKeys } from "./edge-keys";
import { dnsKeys, networkKeys, policyBasedKeys, withDns } from "./network-keys";

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
  permissionsBoundaryArn: {
    refused: ["boundary", "arn:aws:iam::111122223333:role/boundary", "arn:aws:iam::1:policy/b"],
    allowed: "the ARN of an IAM policy",
    accepted: [
      "arn:aws:iam::111122223333:policy/boundary",
      "arn:aws:iam::aws:policy/PowerUserAccess",
    ],
  },
  protect: { refused: ["yes", 1], allowed: "true or false", accepted: [true, false] },
  phase: {
    refused: ["cut-over", 1],
    allowed: "prepare, load, replicate, cutover, live, returned, or closed",
    accepted: ["prepare", "load", "replicate", "cutover", "live", "returned", "closed"],
  },
  "tags.owner": { refused: ["", 4711, "a;b"], allowed: "1 to 256", accepted: ["Équipe données"] },
  "tags.costCenter": { refused: [4711], allowed: "a number in quotes", accepted: ["4711"] },
  "tags.dataClassification": {
    refused: ["secret"],
    allowed: "public, internal, confidential, or restricted",
    accepted: ["public", "restricted"],
  },
  "tags.dataController": { refused: [true], allowed: "1 to 256", accepted: ["Corp Example Ltd"] },
  ...networkKeys,
  ...databaseKeys,
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
  "secrets.rotation.strategy": {
    refused: ["none"],
    allowed: "singleUser or alternatingUsers",
    accepted: ["singleUser"],
  },
  "secrets.rotation.window": {
    refused: ["22:00-23:00", "sat:22:30-sat:23:00", "sat:22:00-sat:22:00", "sat:22:00-sat:23:30"],
    allowed: "1 to 24 whole hours",
    accepted: ["sat:22:00-sun:00:00", "wed:01:00-wed:02:00"],
  },
  "secrets.rotation.days": { refused: [0, 91], allowed: "1 to 90", accepted: [1, 90] },
  ...dmsKeys,
  "operations.heartbeat": {
    refused: ["yes", 1],
    allowed: "true or false",
    accepted: [true, false],
  },
  "operations.access.cidrs": {
    refused: ["192.168.10.0/24", []],
    allowed: "a list of at least one IPv4 network",
    accepted: [["192.168.10.64/28"], ["192.168.10.1/32", "192.168.10.2/32"]],
  },
  "operations.access.host.instanceType": {
    refused: ["t3.nano", "m7g.large", 1],
    allowed: "t4g.nano, t4g.micro, or t4g.small",
    accepted: ["t4g.nano", "t4g.small"],
  },
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
const cases = [
  ...Object.entries(restoreKeys).map(([key, values]) => ({ key, base: restored(), ...values })),
  ...Object.entries(keys).map(([key, values]) => ({ key, base: spacious(), ...values })),
  ...Object.entries(instanceKeys).map(([key, values]) => ({
    key,
    base: withInstances(),
    ...values,
  })),
  ...Object.entries(mappingKeys).map(([key, values]) => ({ key, base: mappedTables(), ...values })),
  ...Object.entries(serverlessKeys).map(([key, values]) => ({
    key,
    base: withServerless(),
    ...values,
  })),
  ...Object.entries(existingVpcKeys).map(([key, values]) => ({
    key,
    base: inExistingVpc(),
    ...values,
  })),
  ...Object.entries(followingKeys).map(([key, values]) => ({
    key,
    base: following(),
    ...values,
  })),
  ...Object.entries(policyBasedKeys).map(([key, values]) => ({
    key,
    base: configured(spacious(), {
      "network.onPremises.gateways.0.policyBased": { onPremisesCidr: "192.168.0.0/16" },
    }),
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
          .replace(/\.(erp|orders|followed|bulk|archive|us-east-1a)\b/, ".*")
          .replaceAll(/\.\d+/g, ".*"),
      ),
    );
    expect(leaves(settingsJsonSchema()).filter((key) => !tried.has(key))).to.deep.equal([]);
  });

  it("are refused one by one in a list", () => {
    const tree = configured(hybrid(), {
      "network.onPremises.cidrs": ["192.168.10.0/24", "192.168.20.1/24", "all"],
      "edge.allowedCidrs": ["0.0.0.0/0", "internet"],
      "edge.alternativeNames": ["shop.corp.example", "*shop.corp.example", "a.*.corp.example"],
      "edge.onPremises.addresses": ["192.168.10.40", "203.0.113.10"],
      "observability.alertEmails": ["dba"],
    });
    expect(faultsOf(tree).map((line) => line.split(" is not allowed")[0])).to.deep.equal([
      'network.onPremises.cidrs[1]: "192.168.20.1/24"',
      'network.onPremises.cidrs[2]: "all"',
      'edge.alternativeNames[1]: "*shop.corp.example"',
      'edge.alternativeNames[2]: "a.*.corp.example"',
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
      "aws:region: is required; a region that RDS and DMS serve, for example us-east-1; `lib/regions.ts` lists them",
    ]);
    expect(faultsOf(shortest(), { region: "us-east-1a" })).to.deep.equal([
      'aws:region: "us-east-1a" is not allowed; did you mean "us-east-1"? a region that RDS and DMS serve, for example us-east-1; `lib/regions.ts` lists them',
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
