import { join } from "node:path";
import { expect } from "chai";
import { type Plan } from "@landing-zone/plan/plan";
import { mandatoryViolations } from "@landing-zone/plan-report/terminal/summary";
import { previewProgram, type PreviewProgramOptions, projectDirectory } from "../support/engine";
import { startAgain } from "../support/programs";

const previewing = (stack: string, options: PreviewProgramOptions = {}) =>
  previewProgram({
    cwd: join(projectDirectory, "bootstrap"),
    stack,
    startProgram: startAgain,
    ...options,
  });

const policyOf = (plan: Plan, name: string, property: string) =>
  JSON.parse(
    plan.resources.find((resource) => resource.name === name)!.inputs[property] as string,
  ) as {
    Statement: { Condition: { StringEquals: Record<string, string> } }[];
  };

for (const [stack, environments] of Object.entries({
  nonprod: ["dev", "staging"],
  prod: ["prod"],
})) {
  describe(`The bootstrap of the account ${stack}`, () => {
    let plan: Plan;
    before(async function () {
      this.timeout(120_000);
      const policyPack = join(projectDirectory, "policy-pack");
      const result = await previewing(stack, { policyPack });
      expect(result.exitCode, result.stdout + result.stderr).to.equal(0);
      plan = result.plan!;
    });

    it("violates no mandatory policy", () => {
      expect(mandatoryViolations(plan)).to.deep.equal([]);
    });

    it("has a role that deploys and a role that reads, each for its GitHub environment alone", () => {
      for (const environment of environments) {
        for (const [role, gate] of [
          [`github-deploy-${environment}`, environment],
          [`github-preview-${environment}`, `preview-${environment}`],
        ] as const) {
          const [statement] = policyOf(plan, role, "assumeRolePolicy").Statement;
          expect(statement?.Condition.StringEquals).to.deep.equal({
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": `repo:corp-example/migration-landing-zone:environment:${gate}`,
          });
        }
      }
    });

    it("protects and keeps the state, its earlier versions and its key", () => {
      const kept = plan.resources.filter(({ custom, urn }) => custom && urn.includes("StateStore"));
      expect(kept.length).to.be.greaterThan(8);
      for (const { name, options } of kept) {
        expect(options, name).to.include({ protect: true, retainOnDelete: true });
      }
    });

    it("makes the DMS service roles, which the landing zone's stacks then take as existing", () => {
      const roles = plan.resources.map(({ inputs }) => inputs["name"]);
      expect(roles).to.include.members(["dms-vpc-role", "dms-cloudwatch-logs-role"]);
    });
  });
}

describe("The bootstrap's configuration", () => {
  it("reports all faults at once", async function () {
    this.timeout(60_000);
    const { exitCode, stderr, plan } = await previewProgram({
      cwd: join(projectDirectory, "bootstrap"),
      stack: "nonprod",
      config: {
        repository: "no-owner",
        environments: ["dev", "dev"],
        repo: "corp/landing-zone",
      },
    });
    expect(exitCode).to.equal(2);
    expect(plan).to.equal(undefined);
    expect(stderr).to.include('repository: "no-owner" is not allowed; owner/name');
    expect(stderr).to.include('environments: ["dev","dev"] is not allowed; a list of at least one');
    expect(stderr).to.include("repo: unknown key");
  });

  it("leaves out what the account has already", async function () {
    this.timeout(60_000);
    const { plan } = await previewing("nonprod", {
      config: { oidcProvider: false, serviceRoles: false },
    });
    const types = plan!.resources.map(({ type }) => type);
    expect(types).not.to.include("aws:iam/openIdConnectProvider:OpenIdConnectProvider");
    expect(types).not.to.include("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  });
});
