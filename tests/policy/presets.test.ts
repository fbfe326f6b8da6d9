import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { planOf, previewProgram, projectDirectory } from "../support/engine";
import { PackProcess, type Sections } from "./support/pack-process";
import { draft, fromJson, plan as stackPlan, type PlanResource } from "./support/plan";

const policyPack = join(projectDirectory, "policy-pack");
const cwd = join(__dirname, "fixtures/plain");
const directory = join(policyPack, "presets");

describe("the presets, with npm start and with the engine of Pulumi", function () {
  this.timeout(120_000);
  let plan: PlanResource[];
  let pack: PackProcess;

  before(async () => {
    [plan, pack] = await Promise.all([planOf({ cwd }).then(fromJson), PackProcess.start()]);
  });
  after(() => {
    pack.stop();
  });

  for (const file of readdirSync(directory)) {
    it(`${file} leads to the same verdicts`, async () => {
      const policyPackConfig = join(directory, file);
      const { policies } = await planOf({ cwd, policyPack, policyPackConfig });
      const ours = policies?.results.map(
        ({ policy, urn, level }) => `${policy} ${isStack(urn) ? "" : urn} ${level}`,
      );

      await pack.configureFrom(JSON.parse(readFileSync(policyPackConfig, "utf8")) as Sections);
      const theirs = (await pack.analyze(plan)).map(
        ({ policyname, urn, enforcementlevel }) =>
          `${policyname} ${urn} ${levelName(enforcementlevel)}`,
      );
      expect(ours?.toSorted()).to.deep.equal(theirs.toSorted()).and.to.not.be.empty;
    });
  }

  it("are refused with a rule that does not exist by npm start, with such an option by either", async () => {
    const policyPackConfig = join(__dirname, "fixtures/misspelt.json");
    const { exitCode, stderr } = await previewProgram({ cwd, policyPack, policyPackConfig });
    expect(exitCode).to.equal(2);
    expect(stderr).to.contain("secret-cmkk").and.to.contain('"secret-cmk"').and.contain("minDay");

    await pack.configureFrom(JSON.parse(readFileSync(policyPackConfig, "utf8")) as Sections);
    const logs = stackPlan(draft("cloudwatch.LogGroup", "logs", { retentionInDays: 3653 }));
    const refusals = (await pack.analyze(logs))
      .filter(({ policyname }) => policyname === "configuration-hygiene")
      .map(({ message, enforcementlevel }) => `${levelName(enforcementlevel)} ${message}`)
      .join("\n");
    expect(refusals)
      .to.match(/^mandatory /)
      .and.to.contain("minDay");
  });
});

/** Whether a finding is about the stack itself, which has no URN in the protocol. */
function isStack(urn: string): boolean {
  return urn.includes("::pulumi:pulumi:Stack::");
}

function levelName(level: EnforcementLevel): string {
  return level === EnforcementLevel.MANDATORY ? "mandatory" : "advisory";
}
