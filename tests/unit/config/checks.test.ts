import { expect } from "chai";
import fc from "fast-check";
import { configured, faultsOf, shortest, spacious } from "./example";

describe("address ranges", () => {
  it("fail when the VPC and the data centre overlap", () => {
    const tree = configured(spacious(), { "network.onPremises.cidrs": ["10.20.128.0/24"] });
    expect(faultsOf(tree)).to.deep.equal([
      'network.cidr: "10.20.0.0/16" overlaps network.onPremises.cidrs[0] "10.20.128.0/24"; an address must have one place only',
    ]);
  });

  it("fail when the VPC and a source overlap", () => {
    const tree = configured(spacious(), { "dms.sources.erp.cidrs": ["10.0.0.0/8"] });
    expect(faultsOf(tree)).to.deep.equal([
      'network.cidr: "10.20.0.0/16" overlaps dms.sources.erp.cidrs[0] "10.0.0.0/8"; an address must have one place only',
    ]);
  });

  it("fail when operators come from where no route leads to Aurora, or are named twice", () => {
    const tree = configured(spacious(), {
      "operations.access.cidrs": ["10.20.3.0/28", "10.21.0.0/16", "10.20.3.0/28"],
    });
    expect(faultsOf(tree)).to.deep.equal([
      'operations.access.cidrs[1]: "10.21.0.0/16" is in neither network.cidr nor network.onPremises.cidrs; Aurora has a route to no other range',
      'operations.access.cidrs[2]: "10.20.3.0/28" is named twice; each once',
    ]);
  });

  it("fail when a source or the load balancer names one twice, as a security group takes it once", () => {
    const tree = configured(shortest(), {
      "dms.sources.erp.cidrs": ["198.51.100.20/32", "198.51.100.21/32", "198.51.100.20/32"],
      "edge.allowedCidrs": ["203.0.113.0/24", "203.0.113.0/24"],
    });
    expect(faultsOf(tree)).to.deep.equal([
      'dms.sources.erp.cidrs[2]: "198.51.100.20/32" is named twice; each once',
      'edge.allowedCidrs[1]: "203.0.113.0/24" is named twice; each once',
    ]);
  });

  it("fail when two ranges of the data centre overlap", () => {
    const cidrs = ["192.168.0.0/16", "172.16.0.0/12", "192.168.10.0/24"];
    const tree = configured(spacious(), { "network.onPremises.cidrs": cidrs });
    expect(faultsOf(tree)).to.deep.equal([
      'network.onPremises.cidrs[0]: "192.168.0.0/16" overlaps network.onPremises.cidrs[2] "192.168.10.0/24"; an address must have one place only',
    ]);
  });

  it("fail when a source is half in the data centre", () => {
    const tree = configured(spacious(), { "dms.sources.erp.cidrs": ["192.168.0.0/16"] });
    expect(faultsOf(tree)).to.deep.equal([
      'dms.sources.erp.cidrs[0]: "192.168.0.0/16" is partly in network.onPremises.cidrs[0] "192.168.10.0/24"; it must be all inside or all outside',
    ]);
  });

  it("let a source be in the data centre, and two sources be in one network", () => {
    const tree = configured(spacious(), {
      "dms.sources.erp.cidrs": ["192.168.10.21/32"],
      "dms.sources.crm": {
        host: "mysql-crm.corp.example",
        cidrs: ["192.168.10.0/24"],
        caCertificateFile: "certificates/corp-example-root-ca.pem",
      },
    });
    expect(faultsOf(tree)).to.deep.equal([]);
  });

  it("are refused exactly when they share an address", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, fc.integer({ min: 8, max: 16 }), (vpc, other, prefix) => {
        const size = 2 ** (16 - prefix);
        const first = other - (other % size);
        const tree = configured(spacious(), {
          "network.cidr": `10.${vpc}.0.0/16`,
          "network.onPremises.cidrs": [`10.${first}.0.0/${prefix}`],
        });
        const shared = vpc >= first && vpc < first + size;
        expect(faultsOf(tree)).to.have.length(shared ? 1 : 0);
      }),
    );
  });
});

describe("time windows", () => {
  it("fail when a backup falls into Aurora's maintenance", () => {
    const tree = configured(shortest(), { "database.maintenanceWindow": "mon:03:30-mon:04:30" });
    expect(faultsOf(tree)).to.deep.equal([
      'database.backup.window: "03:00-04:00" overlaps database.maintenanceWindow "mon:03:30-mon:04:30"; windows must have no minute in common',
    ]);
  });

  it("fail for each pair that overlaps, past the end of the week too", () => {
    const tree = configured(shortest(), {
      "database.backup.window": "23:45-00:30",
      "database.maintenanceWindow": "sat:23:00-sun:00:30",
      "dms.replicationInstance.maintenanceWindow": "sun:00:00-sun:00:45",
    });
    expect(faultsOf(tree).map((line) => line.split(";")[0])).to.deep.equal([
      'database.backup.window: "23:45-00:30" overlaps database.maintenanceWindow "sat:23:00-sun:00:30"',
      'database.backup.window: "23:45-00:30" overlaps dms.replicationInstance.maintenanceWindow "sun:00:00-sun:00:45"',
      'database.maintenanceWindow: "sat:23:00-sun:00:30" overlaps dms.replicationInstance.maintenanceWindow "sun:00:00-sun:00:45"',
    ]);
  });

  it("fail when a rotation falls into a backup or maintenance", () => {
    const tree = configured(shortest(), { "secrets.rotation.window": "sun:03:00-sun:05:00" });
    expect(faultsOf(tree).map((line) => line.split(";")[0])).to.deep.equal([
      'database.backup.window: "03:00-04:00" overlaps secrets.rotation.window "sun:03:00-sun:05:00"',
      'database.maintenanceWindow: "sun:04:30-sun:05:30" overlaps secrets.rotation.window "sun:03:00-sun:05:00"',
    ]);
  });

  it("fail with a window and a number of days for rotations", () => {
    const rotation = { window: "sat:22:00-sat:23:00", days: 30 };
    expect(faultsOf(configured(shortest(), { "secrets.rotation": rotation }))).to.deep.equal([
      "secrets.rotation: has days and window; at most one of them is allowed: a window is every week",
    ]);
  });

  it("may follow each other without a pause", () => {
    const tree = configured(shortest(), {
      "database.maintenanceWindow": "sun:04:00-sun:05:00",
      "dms.replicationInstance.maintenanceWindow": "sun:05:00-sun:06:00",
    });
    expect(faultsOf(tree)).to.deep.equal([]);
  });
});

describe("zones and region", () => {
  it("fail when a zone is in another region", () => {
    const zones = ["us-east-1a", "us-east-2b"];
    expect(faultsOf(configured(shortest(), { "network.availabilityZones": zones }))).to.deep.equal([
      'network.availabilityZones[1]: "us-east-2b" is not a zone of us-east-1, the stack\'s region',
    ]);
  });

  it("fail when a zone is named twice", () => {
    const zones = ["us-east-1a", "us-east-1b", "us-east-1a"];
    expect(faultsOf(configured(shortest(), { "network.availabilityZones": zones }))).to.deep.equal([
      'network.availabilityZones[2]: "us-east-1a" is named twice; every zone once',
    ]);
  });

  it("fail for a number of zones where their names differ by account", () => {
    expect(faultsOf(shortest(), { region: "ca-central-1" })).to.deep.equal([
      "network.availabilityZones: 2 is not enough for ca-central-1, whose zones differ by account; a list of zone names, for example [ca-central-1a, ca-central-1b]",
    ]);
    const zones = ["ca-central-1a", "ca-central-1d"];
    const named = configured(shortest(), { "network.availabilityZones": zones });
    expect(faultsOf(named, { region: "ca-central-1" })).to.deep.equal([]);
  });

  it("fail for a certificate of another region", () => {
    const arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b";
    const tree = configured(shortest(), { edge: { certificateArn: arn } });
    expect(faultsOf(tree)).to.deep.equal([
      `edge.certificateArn: "${arn}" is a certificate of another region; one of us-east-1, the stack's region`,
    ]);
    expect(faultsOf(tree, { region: "eu-west-1" })).to.deep.equal([]);
  });
});

describe("an existing alarm topic", () => {
  const alarmTopicArn = "arn:aws:sns:us-east-1:111122223333:operations";
  const tree = configured(shortest(), { "observability.alarmTopicArn": alarmTopicArn });

  it("fails in another region, whose topics RDS and DMS cannot tell", () => {
    expect(faultsOf(tree, { region: "eu-west-1" })).to.deep.equal([
      `observability.alarmTopicArn: "${alarmTopicArn}" is a topic of another region; one of eu-west-1, the stack's region`,
    ]);
  });

  it("fails in another account than the stack's", () => {
    expect(faultsOf(configured(tree, { accountId: "444455556666" }))).to.deep.equal([
      `observability.alarmTopicArn: "${alarmTopicArn}" is a topic of another account; one of accountId 444455556666`,
    ]);
    expect(faultsOf(configured(tree, { accountId: "111122223333" }))).to.deep.equal([]);
  });
});

describe("alternatives", () => {
  const serverless = { minCapacity: 1, maxCapacity: 8 };

  it("fail with both kinds of Aurora instances, and with neither", () => {
    expect(faultsOf(configured(shortest(), { "database.serverless": serverless }))).to.deep.equal([
      "database: has instances and serverless; exactly one of them is allowed",
    ]);
    expect(faultsOf(configured(shortest(), { "database.instances": undefined }))).to.deep.equal([
      "database: has neither instances nor serverless; exactly one of them is required",
    ]);
  });

  it("fail when the smallest capacity is larger than the largest", () => {
    const tree = configured(shortest(), {
      "database.instances": undefined,
      "database.serverless": { minCapacity: 8, maxCapacity: 4 },
    });
    expect(faultsOf(tree)).to.deep.equal([
      "database.serverless.minCapacity: 8 is more than maxCapacity 4; at most maxCapacity is allowed",
    ]);
  });

  it("fail when fewer readers are allowed than there are", () => {
    const scaling = (count: number, readerScaling: object) =>
      faultsOf(
        configured(shortest(), {
          "database.instances": { class: "db.r6g.large", count, readerScaling },
        }),
      );
    expect(scaling(4, { maxReaders: 2, target: 60 })).to.deep.equal([
      "database.instances.readerScaling.maxReaders: 2 is less than the 3 readers that there are at least; at least 3",
    ]);
    expect(scaling(2, { minReaders: 5, maxReaders: 4, target: 60 })).to.have.length(1);
    expect(scaling(3, { minReaders: 2, maxReaders: 2, target: 60 })).to.deep.equal([]);
  });

  it("fail when readers are to be at a CPU utilisation that they are never or always at", () => {
    const target = (metric: string, value: number) =>
      faultsOf(
        configured(shortest(), {
          "database.instances.readerScaling": { maxReaders: 3, metric, target: value },
        }),
      );
    expect(target("cpu", 95)).to.deep.equal([
      "database.instances.readerScaling.target: 95 is not allowed for the metric cpu; 10 to 90 percent",
    ]);
    expect(target("connections", 2000)).to.deep.equal([]);
  });

  const ways = "either certificateArn, or domainName and hostedZoneId";
  const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/1a2b";
  for (const [edge, line] of [
    [{}, `edge: has no certificate; ${ways}`],
    [{ domainName: "a.example" }, `edge.hostedZoneId: is required; ${ways}`],
    [{ hostedZoneId: "Z1" }, `edge.domainName: is required; ${ways}`],
    [
      { certificateArn, domainName: "a.example", hostedZoneId: "Z1" },
      `edge: has certificateArn and domainName; ${ways}`,
    ],
    [{ certificateArn, hostedZoneId: "Z1" }, `edge: has certificateArn and hostedZoneId; ${ways}`],
  ] as const) {
    it(`fail for an edge with ${Object.keys(edge).join(" and ") || "no certificate"}`, () => {
      expect(faultsOf(configured(shortest(), { edge }))).to.deep.equal([line]);
    });
  }

  it("do not ask for what is there but faulty", () => {
    const tree = configured(shortest(), { edge: { certificateArn: "x" }, "database.instances": 2 });
    expect(faultsOf(tree).map((line) => line.split(" is not allowed")[0])).to.deep.equal([
      "database.instances: 2",
      'edge.certificateArn: "x"',
    ]);
  });
});

describe("keys that are given", () => {
  const key = (region: string, account: string, last = "1") =>
    `arn:aws:kms:${region}:${account}:key/1a2b3c4d-0000-4000-8000-00000000000${last}`;
  const faults = (encryption: object) =>
    faultsOf(configured(shortest(), { accountId: "111122223333", encryption }));

  it("fail when they are of another region or account", () => {
    const dataKeyArn = key("eu-west-1", "444455556666");
    expect(faults({ dataKeyArn })).to.deep.equal([
      `encryption.dataKeyArn: "${dataKeyArn}" is a key of another region; one of us-east-1, the stack's region`,
    ]);
  });

  it("fail when one is to be both", () => {
    const arn = key("us-east-1", "111122223333");
    expect(faults({ dataKeyArn: arn, logsKeyArn: arn })).to.deep.equal([
      "encryption.logsKeyArn: is the key of the data too; another one, whose policy lets services write",
    ]);
  });

  it("may be one or two", () => {
    const dataKeyArn = key("us-east-1", "111122223333");
    expect(faults({ dataKeyArn })).to.deep.equal([]);
    expect(faults({ dataKeyArn, logsKeyArn: key("us-east-1", "111122223333", "2") })).to.deep.equal(
      [],
    );
  });
});

describe("tags", () => {
  it("fail without the tags of owner, cost centre or sensitivity", () => {
    const faults = faultsOf(configured(shortest(), { tags: {} }));
    expect(faults.map((line) => line.split(";")[0])).to.deep.equal(
      ["owner", "costCenter", "dataClassification"].map((tag) => `tags.${tag}: is required`),
    );
  });

  it("fail when they stand against a standard one, in any case", () => {
    expect(faultsOf(configured(shortest(), { "tags.environment": "x" }))[0]).to.match(
      /^tags\.environment: stands against the tag Environment/,
    );
  });

  it("fail when AWS does not allow the key", () => {
    for (const key of ["aws:owner", "a*b", "k".repeat(129)]) {
      expect(faultsOf(configured(shortest(), { [`tags.${key}`]: "x" }))[0]).to.include(
        "is not a tag's key; 1 to 128",
      );
    }
  });
});
