import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { planOf, previewProgram, projectDirectory } from "../support/engine";
import { startAgain as startProgram } from "../support/programs";
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
    [plan, pack] = await Promise.all([
      planOf({ cwd, startProgram }).then(fromJson),
      PackProcess.start(),
    ]);
  });
  after(() => {
    pack.stop();
  });

  for (const file of readdirSync(directory)) {
    it(`${file} leads to the same verdicts`, async () => {
      const policyPackConfig = join(directory, file);
      const { policies } = await planOf({ cwd, startProgram, policyPack, policyPackConfig });
      const ours = policies?.results.map(({ policy, urn, level }) => `${policy} ${urn} ${level}`);

      await pack.configureFrom(JSON.parse(readFileSync(policyPackConfig, "utf8")) as Sections);
      const theirs = (await pack.analyze(plan)).map(
        ({ policyname, urn, enforcementlevel }) =>
          `${policyname} ${urn} ${levelName(enforcementlevel)}`,
      );
      expect(ours?.toSorted()).to.deep.equal(theirs.toSorted()).and.to.not.be.empty;
    });
  }

  it("are refused with a rule or an option that does not exist, by either", async () => {
    const policyPackConfig = join(__dirname, "fixtures/misspelt.json");
    const { exitCode, stderr } = await previewProgram({ cwd, policyPack, policyPackConfig });
    expect(exitCode).to.equal(2);

    await pack.configureFrom(JSON.parse(readFileSync(policyPackConfig, "utf8")) as Sections);
    const refusals = (await pack.analyzeEach(stackPlan(draft("pulumi:pulumi:Stack", "plain-dev"))))
      .filter(({ policyname }) => policyname === "configuration-hygiene")
      .map(({ message, enforcementlevel }) => `${levelName(enforcementlevel)} ${message}`)
      .join("\n");
    expect(refusals).to.match(/^mandatory /);
    for (const text of [stderr, refusals]) {
      expect(text).to.contain("secret-cmkk").and.to.contain('"secret-cmk"');
      expect(text).to.contain("minDay");
    }
  });
});

function levelName(level: EnforcementLevel): string {
  return level === EnforcementLevel.MANDATORY ? "mandatory" : "advisory";
}
