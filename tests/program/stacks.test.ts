import { expect } from "chai";
import { stackOutputs } from "../../lib/stack-outputs";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { planOf } from "../support/engine";

/** The resource's own parents, nearest first. */
function ancestors(plan: Plan, resource: PlannedResource): PlannedResource[] {
  const parent = plan.resources.find(({ urn }) => urn === resource.parent);
  return parent ? [parent, ...ancestors(plan, parent)] : [];
}

/** The account that each stack file names. */
const accounts: Readonly<Record<string, string>> = {
  staging: '["111122223333"]',
  prod: '["444455556666"]',
};

for (const stack of ["dev", "staging", "prod"]) {
  describe(`The ${stack} stack`, () => {
    let plan: Plan;
    before(async function () {
      this.timeout(120_000);
      plan = await planOf({ stack, policyPack: true });
    });

    it("violates no mandatory policy", () => {
      const violations = plan.policies!.results.filter(
        ({ outcome, level }) => outcome === "violation" && level === "mandatory",
      );
      expect(violations).to.deep.equal([]);
      expect(plan.policies!.evaluations).to.be.greaterThan(100);
    });

    it("has every resource in a component of the landing zone, and no name twice", () => {
      for (const resource of plan.resources) {
        const outermost = ancestors(plan, resource).at(-1) ?? resource;
        expect(outermost.type, resource.urn).to.match(/^migration:/);
      }
      const urns = plan.resources.map(({ urn }) => urn);
      expect(new Set(urns).size).to.equal(urns.length);
    });

    it("goes to one region and, where one is named, one account only", () => {
      const providers = plan.providers.filter(({ type }) => type === "pulumi:providers:aws");
      expect(
        providers.map(({ inputs }) => [inputs["region"], inputs["allowedAccountIds"]]),
      ).to.deep.equal([["us-east-1", accounts[stack]]]);
    });

    it("says of everything that has tags whose it is, who pays and how sensitive its data is", () => {
      const tagged = plan.resources.flatMap(({ inputs }) => inputs["tagsAll"] ?? []);
      expect(tagged).to.have.length.of.at.least(100);
      for (const tags of tagged) {
        expect(tags).to.include({ Environment: stack, Owner: "platform-team", CostCenter: "4711" });
        expect(tags).to.include.keys("DataClassification");
      }
    });

    it("registers its components without inputs, so that none waits for another's outputs", () => {
      for (const component of plan.resources.filter(({ type }) => type.startsWith("migration:"))) {
        expect(component.inputs, component.urn).to.deep.equal({});
      }
    });

    it("has the outputs of the contract, and no other", () => {
      const absentIn: Record<string, string[]> = {
        dev: [
          "additionalCertificateArns",
          "auroraReaders",
          "backupPlanId",
          "backupVaultName",
          "dnsEndpointId",
          "onPremisesTargetGroupArn",
          "transitGatewayAttachmentId",
        ],
        prod: ["transitGatewayAttachmentId"],
        staging: [
          "additionalCertificateArns",
          "auroraReaders",
          "backupPlanId",
          "backupVaultName",
          "dnsEndpointId",
          "natGatewayIds",
          "onPremisesTargetGroupArn",
          "vpnConnectionId",
          "vpnConnectionIds",
        ],
      };
      expect(plan.outputs).to.have.all.keys(
        Object.keys(stackOutputs).filter((name) => !absentIn[stack]?.includes(name)),
      );
    });
  });
}

describe("The prod stack", () => {
  it("plans at least 120 resources", async function () {
    this.timeout(120_000);
    const { resources } = await planOf({ stack: "prod" });
    expect(resources.length).to.be.at.least(120);
  });
});
