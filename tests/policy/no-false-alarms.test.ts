import { join } from "node:path";
import { expect } from "chai";
import { mandatoryViolations } from "../../local/render/report";
import { planOf, type PreviewProgramOptions } from "../support/engine";

const preset = (name: string) => join(__dirname, `../../policy-pack/presets/${name}.json`);

/** Well-formed stacks and variations of their configuration. */
const programs: Readonly<Record<string, PreviewProgramOptions>> = {
  "the development stack": { stack: "dev" },
  "the staging stack": { stack: "staging" },
  "the production stack": { stack: "prod" },
  "no NAT gateway": { stack: "dev", config: { "network.natGateways": "none" } },
  "a NAT gateway in each zone": { stack: "dev", config: { "network.natGateways": "perAz" } },
  "three zones": { stack: "dev", config: { "network.availabilityZones": 3 } },
  "roles of DMS that exist": { stack: "dev", config: { "dms.serviceRoles": "existing" } },
  "a standby of the replication": {
    stack: "dev",
    config: { "dms.replicationInstance.multiAz": true },
  },
  "a BGP router": {
    stack: "dev",
    config: {
      "network.onPremises.gateway": { ipAddress: "203.0.113.10", routing: "bgp", bgpAsn: 65010 },
    },
  },
  "a certificate of a hosted zone": {
    stack: "dev",
    config: { edge: { domainName: "orders.corp.example", hostedZoneId: "Z0123456789EXAMPLE" } },
  },
  "a migration of changes only": {
    stack: "dev",
    config: {
      "dms.migrations.changes": { source: "erp", type: "cdc", tables: [{ schema: "changes" }] },
    },
  },
  "rotations every week": { stack: "prod", config: { "secrets.rotation.days": 7 } },
  "a load of one time more": {
    stack: "prod",
    config: {
      "dms.migrations.archive": { source: "erp", type: "full-load", tables: [{ schema: "old" }] },
    },
  },
};

describe("well-formed stacks raise no alarm", function () {
  this.timeout(120_000);

  for (const [words, options] of Object.entries(programs)) {
    it(words, async () => {
      const plan = await planOf({
        ...options,
        policyPack: true,
        policyPackConfig: preset(options.stack === "prod" ? "prod" : "nonprod"),
      });
      expect(mandatoryViolations(plan)).to.deep.equal([]);
      const results = plan.policies?.results ?? [];
      expect(results.filter(({ policy }) => policy === "exceptions-hygiene")).to.deep.equal([]);
    });
  }
});
