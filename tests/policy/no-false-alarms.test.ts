import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { planOf, type PreviewProgramOptions } from "../support/engine";
import { type PackProcess, type Sections, usePack } from "./support/pack-process";
import { fromJson } from "./support/plan";

const existingZone = (zone: number) =>
  Object.fromEntries(
    ["public", "private", "database"].map((tier, index) => {
      const end = `0a1b2c3d4e5f607${zone}${index}`;
      return [tier, { subnetId: `subnet-${end}`, routeTableId: `rtb-${end}` }];
    }),
  );

const existingNetwork = {
  existingVpc: {
    id: "vpc-0a1b2c3d4e5f60718",
    zones: { "us-east-1a": existingZone(1), "us-east-1b": existingZone(2) },
  },
  onPremises: { cidrs: ["192.168.10.0/24"] },
};

/** Well-formed stacks and variations of their configuration, several in one where they go together. */
const programs: Readonly<Record<string, PreviewProgramOptions>> = {
  "the development stack": { stack: "dev" },
  "the staging stack": { stack: "staging" },
  "the production stack": { stack: "prod" },
  "no NAT gateway": { stack: "dev", config: { "network.natGateways": "none" } },
  "three zones, each with a NAT gateway, and a standby of the replication": {
    stack: "dev",
    config: {
      "network.availabilityZones": 3,
      "network.natGateways": "perAz",
      "dms.replicationInstance.multiAz": true,
    },
  },
  "a BGP router, and roles of DMS that exist": {
    stack: "dev",
    config: {
      "network.onPremises.gateways[0]": {
        ipAddress: "203.0.113.10",
        routing: "bgp",
        bgpAsn: 65010,
      },
      "dms.serviceRoles": "existing",
    },
  },
  "a VPC that exists": { stack: "dev", config: { network: existingNetwork } },
  "a transit gateway in place of a VPN": {
    stack: "dev",
    config: {
      "network.onPremises": {
        cidrs: ["192.168.10.0/24"],
        transitGatewayId: "tgw-0a1b2c3d4e5f60718",
        dns: { domains: ["corp.example"], servers: ["192.168.10.53"] },
      },
    },
  },
  "a device that begins to speak itself, a certificate of a hosted zone, a migration of changes only":
    {
      stack: "dev",
      config: {
        "network.onPremises.gateways[0].tunnels": [
          { startupAction: "add", dpdTimeoutAction: "clear" },
          { startupAction: "add" },
        ],
        edge: { domainName: "orders.corp.example", hostedZoneId: "Z0123456789EXAMPLE" },
        "dms.migrations.changes": { source: "erp", type: "cdc", tables: [{ schema: "changes" }] },
      },
    },
  "users that alternate, with a superuser's secret": {
    stack: "dev",
    config: {
      "secrets.rotation.strategy": "alternatingUsers",
      "dms.sources.erp.superuserSecretArn":
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:erp-superuser-AbCdEf",
    },
  },
  "a secret that is made and rotated elsewhere, and a replication without an instance": {
    stack: "dev",
    config: {
      "dms.sources.erp.secretArn":
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:erp-dms-AbCdEf",
      "dms.migrations.orders.serverless": {
        maxCapacityUnits: 16,
        maintenanceWindow: "sun:08:00-sun:09:00",
      },
    },
  },
  "no VPN, and a NAT gateway in each zone": {
    stack: "staging",
    config: { "network.natGateways": "perAz" },
  },
  "readers that come and go, and rotations every week": {
    stack: "prod",
    config: {
      "database.instances.readerScaling": {
        minReaders: 2,
        maxReaders: 5,
        metric: "cpu",
        target: 60,
      },
      "secrets.rotation.days": 7,
    },
  },
  "another port of the database, in two zones of another region": {
    stack: "dev",
    config: {
      "aws:region": "eu-central-1",
      "network.availabilityZones": ["eu-central-1a", "eu-central-1b"],
      "database.port": 3307,
      "edge.certificateArn":
        "arn:aws:acm:eu-central-1:111122223333:certificate/5f0d2c1e-0000-4000-8000-000000000001",
    },
  },
  "a load of one time more": {
    stack: "prod",
    config: {
      "dms.migrations.archive": { source: "erp", type: "full-load", tables: [{ schema: "old" }] },
    },
  },
};

function preset(name: string): Sections {
  const file = join(__dirname, `../../policy-pack/presets/${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Sections;
}

describe("well-formed stacks raise no alarm", function () {
  this.timeout(120_000);
  let pack: PackProcess;
  usePack((started) => {
    pack = started;
  });

  for (const [words, options] of Object.entries(programs)) {
    it(words, async () => {
      const plan = fromJson(await planOf(options));
      await pack.configureFrom(preset(options.stack === "prod" ? "prod" : "nonprod"));
      const alarms = (await pack.analyze(plan))
        .filter(
          ({ policyname, enforcementlevel }) =>
            enforcementlevel === EnforcementLevel.MANDATORY || policyname === "exceptions-hygiene",
        )
        .map(({ policyname, urn, message }) => `${policyname} ${urn}: ${message}`);
      expect(alarms).to.deep.equal([]);
    });
  }
});
