import { expect } from "chai";
import { join } from "node:path";
import { StepExecutor } from "@landing-zone/engine/deployment/step-executor";
import { type ResourceProvider } from "@landing-zone/engine/deployment/resource-provider";
import { Snapshot } from "@landing-zone/engine/deployment/snapshot";
import { emptyState } from "@landing-zone/engine/deployment/state";
import { mapEntries, type PropertyMap, revealed } from "@landing-zone/plan/values";
import { type Plan } from "@landing-zone/plan/plan";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { previewProviders } from "@landing-zone/engine/preview-providers/index";
import { type Provider } from "@landing-zone/engine/monitor/provider";
import { runStack } from "@landing-zone/engine/run";
import { Recorder } from "../engine/support/recorder";
import recording from "./fixtures/traced-up.json";

const directory = join(__dirname, "../engine/fixtures/traced");

/** The creations that the recorded provider was asked for, by URN. */
const recordedCreations = new Map(recording.create.map((creation) => [creation.urn, creation]));

/** Answers as the recorded provider did: Check echoes, Create gives the recorded id and outputs. */
class EchoProvider {
  readonly check: { urn: string; inputs: PropertyMap }[] = [];
  readonly create: { urn: string; inputs: PropertyMap }[] = [];

  readonly provider: ResourceProvider = {
    checkConfig: (_resource, inputs) => Promise.resolve(inputs),
    configure: () => Promise.resolve(),
    check: ({ urn }, inputs) => {
      this.check.push({ urn, inputs: plain(inputs) });
      return Promise.resolve(inputs);
    },
    create: ({ urn }, inputs) => {
      this.create.push({ urn, inputs: plain(inputs) });
      const { id, outputs } = recordedCreations.get(urn)!;
      return Promise.resolve({ id, outputs: outputs as unknown as PropertyMap });
    },
    createPreview: unexpected,
    diffConfig: unexpected,
    diff: unexpected,
    read: unexpected,
    update: unexpected,
    delete: unexpected,
    construct: unexpected,
    invoke: unexpected,
  };
}

function unexpected(): Promise<never> {
  return Promise.reject(new Error("The recorded provider was not asked this."));
}

/** Pulumi strips secret marks from inputs of providers that cannot read them. Ours can. */
function plain(inputs: PropertyMap): PropertyMap {
  return mapEntries(inputs, revealed);
}

const byUrn = (resources: readonly object[]): Record<string, object> =>
  Object.fromEntries(resources.map((resource) => [(resource as { urn: string }).urn, resource]));

describe("A deployment beside one recorded from the real engine", () => {
  const echo = new EchoProvider();
  const recorder = new Recorder();
  let plan: Plan;

  before(async function () {
    this.timeout(120_000);
    const project = readProject(directory);
    const inProcess = previewProviders(directory);
    const providerFor = (packageName: string): Provider =>
      packageName === "aws" ? echo.provider : inProcess(packageName);
    plan = await runStack({
      project,
      stack: "dev",
      configuration: loadConfiguration(project, "dev", { config: [], secrets: [] }),
      target: new StepExecutor({
        snapshot: new Snapshot(emptyState({ project: project.name, stack: "dev" })),
        dryRun: false,
        storedProvider: unexpected,
        onStep: () => undefined,
      }),
      providerFor,
      policyPack: { directory: join(directory, "policy-pack"), configuration: {} },
      onOutput: () => undefined,
      onPolicyRequest: recorder.onPolicyRequest,
    });
  });

  it("has the provider check the same inputs, with the ids of what was made before", () => {
    expect(byUrn(echo.check)).to.deep.equal(byUrn(recording.check));
  });

  it("has the provider make the same resources, each once", () => {
    expect(echo.create).to.have.length(recording.create.length);
    const recorded = recording.create.map(({ urn, inputs }) => ({ urn, inputs }));
    expect(byUrn(echo.create)).to.deep.equal(byUrn(recorded));
  });

  it("has the policy pack analyse the same resources before they are made", () => {
    expect(byUrn(recorder.analyze)).to.deep.equal(byUrn(recording.analyze));
  });

  it("has the stack analysed with the outputs of what was made", () => {
    expect(byUrn(recorder.analyzeStack)).to.deep.equal(byUrn(recording.analyzeStack));
  });

  it("informs the policy pack that this is not a preview", () => {
    expect(recorder.configureStack).to.not.have.property("dryRun");
  });

  it("gives the program's outputs their values", () => {
    const { vpcId, secretArn } = recording.stackOutputs;
    expect(plan.outputs).to.deep.equal({ vpcId, secretArn, hidden: "[secret]" });
  });
});
