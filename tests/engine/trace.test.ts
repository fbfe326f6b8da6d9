import { expect } from "chai";
import { join } from "node:path";
import { SdkTypes } from "@landing-zone/engine/preview-providers/sdk-types";
import { runStack } from "@landing-zone/engine/run";
import { type Plan } from "@landing-zone/plan/plan";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { withSchemaDefaults } from "@landing-zone/engine/preview-providers/aws-defaults";
import { previewProviders } from "@landing-zone/engine/preview-providers/index";
import { mapEntries, type PropertyMap, revealed, secret, unknown } from "@landing-zone/plan/values";
import recording from "./fixtures/traced/recorded.json";
import { type Json, Recorder } from "./support/recorder";

const project = join(__dirname, "fixtures/traced");

interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly properties: PropertyMap;
  readonly options: { readonly additionalSecretOutputs?: readonly string[] };
}

/**
 * Intended differences between the local engine and the recorded one:
 *
 * - The recorded `aws` provider only echoed. The real one fills in `tagsAll`, the region and the
 * defaults of its schema when it checks a resource, and so does ours: see `checked`.
 * - The recorded provider's only computed output was an `arn` for everything. Ours makes unknown
 * what the SDK's class marks as an output, and null what nobody gave: see `withComputedOutputs`.
 * - Pulumi strips secret marks from what it shows to providers that cannot read them. Ours can: see
 * `withoutSecretMarks`.
 *
 * Not compared: paths, ports, the random seeds of Check, source positions, and the order of calls.
 */
const types = new SdkTypes(project);

/** The region of the recorded provider. */
const region = "us-east-1";

function checked({ type, properties }: RecordedResource): PropertyMap {
  const { computed, inputs } = types.of(type);
  const tags = { Owner: "platform", ...(properties["tags"] as PropertyMap | undefined) };
  return {
    ...withSchemaDefaults(type, properties),
    ...(inputs.includes("region") && { region }),
    ...(computed.includes("tagsAll") && { tagsAll: tags }),
  };
}

function withComputedOutputs({ properties, ...resource }: RecordedResource): PropertyMap {
  const echoed = Object.entries(properties).filter(([name]) => name !== "arn");
  const sensitive = resource.options.additionalSecretOutputs ?? [];
  const { computed, optionalComputed, outputs } = types.of(resource.type);
  const unknowns = [...computed, ...optionalComputed].map((name) => [
    name,
    sensitive.includes(name) ? secret(unknown) : unknown,
  ]);
  return {
    ...Object.fromEntries([...outputs.keys()].map((name) => [name, null])),
    ...(Object.fromEntries(unknowns) as PropertyMap),
    ...checked({ ...resource, properties: Object.fromEntries(echoed) }),
  };
}

function withoutSecretMarks(properties: PropertyMap): PropertyMap {
  return mapEntries(properties, revealed);
}

const byUrn = <T extends { urn?: unknown }>(resources: readonly T[]): Record<string, T> =>
  Object.fromEntries(resources.map((resource) => [String(resource.urn), resource]));

const recordedResources = (
  resources: unknown,
  change: (resource: RecordedResource) => PropertyMap,
): Record<string, Json> =>
  byUrn(
    (resources as readonly RecordedResource[]).map((resource) => ({
      ...resource,
      properties: resource.type.startsWith("aws:") ? change(resource) : resource.properties,
    })),
  );

describe("a preview beside one recorded from the real engine", () => {
  const recorder = new Recorder();
  let plan: Plan;

  before(async function () {
    this.timeout(120_000);
    const providerFor = previewProviders(project);
    const traced = readProject(project);
    plan = await runStack({
      project: traced,
      stack: "dev",
      configuration: loadConfiguration(traced, "dev", { config: [], secrets: [] }),
      providerFor: (packageName) => recorder.recorded(providerFor(packageName)),
      policyPack: { directory: join(project, "policy-pack"), configuration: {} },
      onOutput: () => undefined,
      onPolicyRequest: recorder.onPolicyRequest,
    });
  });

  it("passes the stack to the policy pack", () => {
    expect(recorder.configureStack).to.deep.equal(recording.configureStack);
  });

  it("configures the policies with their schemas' defaults and their levels", () => {
    expect(recorder.configure).to.deep.equal(recording.configure);
  });

  it("has the provider check the same inputs", () => {
    const asked = recorder.check.map(({ urn, inputs }) => ({
      urn,
      inputs: withoutSecretMarks(inputs),
    }));
    expect(byUrn(asked)).to.deep.equal(byUrn(recording.check));
  });

  it("has resources analysed with the same inputs, options and providers", () => {
    expect(byUrn(recorder.analyze)).to.deep.equal(recordedResources(recording.analyze, checked));
  });

  it("offers the same resources for remediation, with the engine's own provider inputs", () => {
    const extra: Record<string, object> = recording.remediatedInAddition;
    const expected = recordedResources(recording.analyze, checked);
    for (const [urn, properties] of Object.entries(extra)) {
      Object.assign(expected[urn]!["properties"]!, properties);
    }
    expect(byUrn(recorder.remediate)).to.deep.equal(expected);
  });

  it("has the stack analysed with the same outputs, parents and dependencies", () => {
    expect(byUrn(recorder.analyzeStack)).to.deep.equal(
      recordedResources(recording.analyzeStack, withComputedOutputs),
    );
  });

  it("shows policies the same providers", () => {
    expect([...recorder.providers.values()]).to.deep.equal(recording.providers);
  });

  it("constructs the remote component from the same request", () => {
    expect(recorder.construct).to.deep.equal(recording.construct);
  });

  it("answers the program with the remote component's outputs and what they depend on", () => {
    const { outputs, outputDependencies = {} } = recorder.constructed!;
    expect(outputs).to.deep.equal(recording.constructed.outputs);
    const sorted = Object.entries(outputDependencies).map(([name, urns]) => [
      name,
      [...urns].sort(),
    ]);
    expect(Object.fromEntries(sorted)).to.deep.equal(recording.constructed.dependencies);
  });

  it("reports the policy that needs an unknown value, as the real pack answered", () => {
    const [recorded] = recording.diagnostics;
    expect(plan.policies).to.include({ pack: "traced-pack", version: "0.0.1", rules: 2 });
    expect(plan.policies!.results).to.deep.equal([
      {
        policy: recorded!.policyName,
        outcome: "unknown",
        level: "advisory",
        severity: "low",
        urn: "urn:pulumi:dev::traced::aws:ec2/securityGroup:SecurityGroup::dms",
        message: recorded!.message,
      },
    ]);
  });

  it("shows the stack's outputs without the secret", () => {
    expect(Object.keys(plan.outputs).sort()).to.deep.equal(
      Object.keys(recording.stackOutputs).sort(),
    );
    expect(plan.outputs).to.deep.equal({
      hidden: "[secret]",
      secretArn: "[unknown]",
      vpcId: "[unknown]",
    });
  });
});
