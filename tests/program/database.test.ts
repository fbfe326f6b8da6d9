import { expect } from "chai";
import { type Plan } from "../../local/plan";
import { previewProgram, type PreviewProgramOptions } from "../support/engine";

/** The plan of a configuration that no mandatory policy stands against. */
async function compliantPlan(options: PreviewProgramOptions): Promise<Plan> {
  const { exitCode, plan, stdout, stderr } = await previewProgram({ ...options, policyPack: true });
  expect(exitCode, stdout + stderr).to.equal(0);
  return plan!;
}

const inputsOf = (plan: Plan, type: string) =>
  plan.resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

describe("Database settings", function () {
  this.timeout(120_000);

  it("close Aurora to bulk loads and start its events once it is live", async () => {
    const plan = await compliantPlan({ config: { "database.parameterPreset": "live" } });
    const [cluster] = inputsOf(plan, "aws:rds/clusterParameterGroup:ClusterParameterGroup");
    const [instance] = inputsOf(plan, "aws:rds/parameterGroup:ParameterGroup");
    const applyMethod = "immediate";
    expect(cluster?.["parameters"]).to.deep.include({
      name: "event_scheduler",
      value: "ON",
      applyMethod,
    });
    expect(instance?.["parameters"]).to.deep.include({
      name: "local_infile",
      value: "0",
      applyMethod,
    });
    expect(plan.outputs["auroraParameterPreset"]).to.equal("live");
  });
});
