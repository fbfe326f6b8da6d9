import { expect } from "chai";
import { configured, faultsOf, parse, shortest, spacious } from "./example";

describe("unknown keys", () => {
  for (const [key, line] of [
    [
      "netwrok",
      'netwrok: unknown key; did you mean "network"? Allowed here: environment, accountId, permissionsBoundaryArn, protect, phase, tags, network, encryption, database, secrets, dms, edge, observability, operations',
    ],
    [
      "network.CIDR",
      'network.CIDR: unknown key; did you mean "cidr"? Allowed here: cidr, availabilityZones, natGateways, existingVpc, flowLogRetentionDays, onPremises',
    ],
    [
      "network.onPremises.gateways.0.bgpasn",
      'network.onPremises.gateways[0].bgpasn: unknown key; did you mean "bgpAsn"? Allowed here: ipAddress, bgpAsn, routing, policyBased, tunnels, logRetentionDays',
    ],
    [
      "dms.migrations.orders.tables.0.tabel",
      'dms.migrations.orders.tables[0].tabel: unknown key; did you mean "table"? Allowed here: schema, table, action, filters, parallelLoad, lobMode, lobMaxSizeKiB',
    ],
    [
      "secrets.rotation.password",
      "secrets.rotation.password: unknown key; passwords belong in Secrets Manager, which dms.sources.<name>.secretArn and dms.target.secretArn name; the stack makes its own where they are left out. Allowed here: strategy, days, window",
    ],
  ] as const) {
    it(`are refused at any depth: ${key}`, () => {
      expect(faultsOf(configured(spacious(), { [key]: "hunter2" }))).to.deep.equal([line]);
    });
  }
});

describe("messages", () => {
  it("report an unknown key, a bad class, and overlaps of networks and windows at once", () => {
    const tree = configured(spacious(), {
      "network.natGateway": "single",
      "database.instances.class": "db.m5.large",
      "network.onPremises.cidrs": ["10.20.0.0/24"],
      "dms.replicationInstance.maintenanceWindow": "mon:03:30-mon:04:30",
    });
    expect(faultsOf(tree).map((line) => line.split(";")[0])).to.deep.equal([
      "network.natGateway: unknown key",
      'database.instances.class: "db.m5.large" is not allowed',
      'network.cidr: "10.20.0.0/16" overlaps network.onPremises.cidrs[0] "10.20.0.0/24"',
      'database.backup.window: "03:00-04:00" overlaps dms.replicationInstance.maintenanceWindow "mon:03:30-mon:04:30"',
    ]);
  });

  it("begin with the stack and the number of faults, and have a line for each", () => {
    const tree = configured(shortest(), { "database.port": 0, "edge.targetPort": 0 });
    expect(() => parse(tree)).to.throw(
      Error,
      "The configuration of stack dev has 2 faults:\n" +
        "  database.port: 0 is not allowed; a port, 1150 to 65535\n" +
        "  edge.targetPort: 0 is not allowed; a port, 1 to 65535",
    );
    expect(() => parse(configured(shortest(), { "edge.targetPort": 0 }))).to.throw(
      "The configuration of stack dev has one fault:\n  edge.targetPort: 0",
    );
  });

  it("cut off a long value", () => {
    const [line = ""] = faultsOf(configured(shortest(), { network: "n".repeat(5000) }));
    expect(line).to.have.length.below(400).and.include("nnn… is not allowed; ");
  });

  it("show no value of a key that holds a secret", () => {
    const marker = "hunter2";
    const tree = {
      environment: marker.toUpperCase(),
      accountId: marker,
      protect: marker,
      tags: { owner: { marker }, costCenter: marker, dataClassification: marker, [marker]: 1 },
      network: {
        cidr: "10.77.0.0/16",
        availabilityZones: ["eu-north-1a", "eu-north-1a"],
        onPremises: { cidrs: ["10.77.7.0/24", "10.77.7.0/25"], gateways: marker },
      },
      database: {
        instances: { class: marker },
        serverless: { minCapacity: 77, maxCapacity: 7.5 },
        backup: { window: "07:07-08:07" },
        maintenanceWindow: "mon:07:30-mon:08:30",
      },
      dms: {
        replicationInstance: { class: marker, maintenanceWindow: "mon:08:00-mon:09:00" },
        sources: {
          erp: { host: `${marker} `, cidrs: ["10.77.7.7/32"], caCertificateFile: "h.pem" },
        },
        migrations: { orders: { source: marker, tables: [{ schema: "%" }, marker] } },
      },
      edge: {
        certificateArn: "arn:aws:acm:eu-west-1:777777777777:certificate/7",
        targetPort: 77777,
      },
      observability: { alertEmails: [marker] },
    };
    const shown = faultsOf(tree).join("\n");
    const hidden = faultsOf(tree, { secretKeys: new Set(Object.keys(tree)) }).join("\n");
    // The shown parts prove that the hidden values would have appeared.
    for (const value of ["hunter2", "HUNTER2", "77", "07:07", "08:30", "eu-north-1", "h.pem"]) {
      expect(shown).to.include(value);
      const lines = hidden.split("\n").filter((line) => line.includes(value));
      // Keys are no secrets.
      expect(lines.filter((line) => !line.startsWith("tags.hunter2: "))).to.deep.equal([]);
    }
    expect(hidden.split("\n").length).to.equal(shown.split("\n").length);
    expect(hidden).to.include(
      "network.cidr: [secret] overlaps network.onPremises.cidrs[0] [secret]",
    );
  });
});
