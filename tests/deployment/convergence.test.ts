import { expect } from "chai";
import { firstPreview } from "@landing-zone/engine/monitor/first-preview";
import { type Registration } from "@landing-zone/engine/monitor/registrations";
import { type Target } from "@landing-zone/engine/monitor/target";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { previewProviders } from "@landing-zone/engine/preview-providers/index";
import { runStack } from "@landing-zone/engine/run";
import { type Registered, replayed, TestStack } from "../support/deployment";
import { typeOf } from "@landing-zone/plan/urn";
import { projectDirectory } from "../support/engine";

/** Everything that the program registers for a stack. */
async function registrationsOf(stack: string): Promise<readonly Registration[]> {
  const registrations: Registration[] = [];
  const note = (registration: Registration): void => {
    registrations.push(registration);
  };
  const target: Target = {
    ...firstPreview,
    deploy: (registration, provider) => {
      note(registration);
      return firstPreview.deploy(registration, provider);
    },
    deployProvider: (registration, provider) => {
      note(registration);
      return firstPreview.deployProvider(registration, provider);
    },
    deployComponent: (registration) => {
      note(registration);
      return firstPreview.deployComponent(registration);
    },
  };
  const project = readProject(projectDirectory);
  await runStack({
    project,
    stack,
    configuration: loadConfiguration(project, stack, { config: [], secrets: [] }),
    target,
    providerFor: previewProviders(projectDirectory),
    onOutput: () => undefined,
  });
  return registrations;
}

describe("The landing zone, deployed with one failure", function () {
  this.timeout(180_000);
  let program: readonly Registered[];
  let resources: readonly string[];
  let complete: Record<string, unknown>;

  const identity = { project: readProject(projectDirectory).name, stack: "dev" };

  before(async () => {
    const registrations = await registrationsOf("dev");
    program = registrations.map(replayed);
    const stack = new TestStack(identity);
    await stack.deploy(program);
    resources = stack.resources.map(({ urn }) => urn);
    complete = stack.cloud.byUrn();
    expect(resources).to.have.length.above(150);
  });

  for (const fault of ["refused", "partial"] as const) {
    it(`comes to the same end, whichever type of its creations is ${fault}`, async () => {
      for (const failing of new Map(resources.map((urn) => [typeOf(urn), urn])).values()) {
        const stack = new TestStack(identity);
        stack.cloud.fault = (call, urn) =>
          call === "create" && urn === failing ? fault : undefined;
        const failure: unknown = await stack.deploy(program).catch((error: unknown) => error);
        expect(failure, failing).to.be.instanceOf(Error);
        stack.restart();
        stack.cloud.fault = () => undefined;
        await stack.deploy(program);
        expect(stack.cloud.byUrn(), failing).to.deep.equal(complete);
        expect(stack.resources, failing).to.have.length(resources.length);
        expect(stack.isSettled, failing).to.equal(true);
      }
    });
  }

  it("is deleted without anything that still needs what goes", async () => {
    const stack = new TestStack(identity);
    await stack.deploy(program);
    const needs = new Map(program.map(({ key, needs: needed }) => [key, needed]));
    const deleted = new Set<string>();
    stack.cloud.fault = (_call, urn) => {
      const users = resources.filter((user) => needs.get(user)!.includes(urn));
      expect(
        users.filter((user) => !deleted.has(user) && !retained.has(user)),
        urn,
      ).to.be.empty;
      deleted.add(urn);
      return undefined;
    };
    const retained = new Set(
      stack.resources.filter(({ options }) => options.retainOnDelete).map(({ urn }) => urn),
    );
    await stack.deploy([]);
    expect(Object.keys(stack.cloud.byUrn())).to.have.members([...retained]);
  });
});
