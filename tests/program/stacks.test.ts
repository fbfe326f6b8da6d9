import { expect } from "chai";
import { stackOutputs } from "../../lib/stack-outputs";
import { type Plan, type PlannedResource } from "../../local/plan";
import { previewProgram } from "../support/engine";

/** The resource's own parents, nearest first. */
function ancestors(plan: Plan, resource: PlannedResource): PlannedResource[] {
  const parent = plan.resources.find(({ urn }) => urn === resource.parent);
  return parent ? [parent, ...ancestors(plan, parent)] : [];
}

for (const stack of ["dev", "staging", "prod"]) {
  describe(`The ${stack} stack`, () => {
    let plan: Plan;
    before(async function () {
      this.timeout(120_000);
      const result = await previewProgram({ stack, policyPack: true });
      expect(result.exitCode, result.stdout + result.stderr).to.equal(0);
      plan = result.plan!;
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
    const { plan } = await previewProgram({ stack: "prod" });
    expect(plan!.resources.length).to.be.at.least(120);
  });
});
