import { expect } from "chai";
import { previewProgram } from "../support/engine";
import { startAgain } from "../support/programs";
import { configurablePack } from "./support/configurable-pack";
import { policyPackFiles, temporaryProject } from "./support/temporary-project";

const program = `const pulumi = require("@pulumi/pulumi");
new pulumi.ComponentResource("a:b:C", "c"); exports.answer = 42;`;

describe("npm start with a policy pack", function () {
  this.timeout(60_000);

  const settings = (content: object) => {
    const files = {
      ...policyPackFiles(configurablePack),
      "settings.json": JSON.stringify(content),
    };
    const { directory } = temporaryProject(program, files);
    return previewProgram({
      startProgram: startAgain,
      cwd: directory,
      policyPack: true,
      policyPackConfig: "settings.json",
    });
  };

  it("ends with 0 when only advice is given", async () => {
    const { exitCode, stdout } = await settings({});
    expect(stdout).to.include("Advice (1)").and.include("no-components");
    expect(exitCode).to.equal(0);
  });

  it("ends with 1 when a policy made mandatory is violated, with the fix", async () => {
    const { exitCode, stdout, plan } = await settings({
      "no-components": { enforcementLevel: "mandatory", days: 7 },
    });
    expect(stdout).to.include("Violations (1)").and.include("Fix: Use none.");
    expect(stdout, "what to do next").to.include("npm start -- --stack dev");
    expect(stdout).not.to.include("pulumi up");
    expect(exitCode).to.equal(1);
    expect(plan!.policies).to.deep.equal({
      pack: "scratch-pack",
      version: "1.0.0",
      rules: 1,
      evaluations: 2,
      results: [
        {
          policy: "no-components",
          outcome: "violation",
          level: "mandatory",
          severity: "high",
          urn: "urn:pulumi:dev::scratch::a:b:C::c",
          message: "a component, 7 days",
          remediation: "Use none.",
        },
      ],
      definitions: [
        {
          name: "no-components",
          title: "no-components",
          description: "d",
          severity: "high",
          level: "mandatory",
          remediation: "Use none.",
          tags: [],
          isWaivable: false,
        },
      ],
    });
  });

  it("can have all policies set at once, and one otherwise", async () => {
    const { exitCode } = await settings({ all: "mandatory", "no-components": "disabled" });
    expect(exitCode).to.equal(0);
  });

  it("names every unknown policy, unknown property and wrong value at once", async () => {
    const { exitCode, stderr } = await settings({
      "no-component": "mandatory",
      "no-components": { days: "many", day: 1 },
    });
    expect(stderr)
      .to.include('unknown policy "no-component"; did you mean "no-components"?')
      .and.include('no-components: unknown property "day"; did you mean "days"?')
      .and.match(/no-components: days: .*expected number/);
    expect(exitCode).to.equal(2);
  });

  it("prints little when asked to", async () => {
    const { directory } = temporaryProject(program, policyPackFiles(configurablePack));
    const { stdout } = await previewProgram({
      startProgram: startAgain,
      cwd: directory,
      policyPack: true,
      quiet: true,
    });
    expect(stdout.trim().split("\n")).to.have.length(1);
    expect(stdout).to.include("0 violations, 1 advisory");
  });
});
