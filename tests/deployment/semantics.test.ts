import { expect } from "chai";
import { PolicyViolationError } from "@landing-zone/plan/errors";
import { type Declaration, of, TestStack, urnOf } from "../support/deployment";

describe("Deploying to existing resources", () => {
  let stack: TestStack;
  beforeEach(() => {
    stack = new TestStack();
  });

  const network: Declaration = { name: "network", inputs: { size: 1 } };
  const host: Declaration = { name: "host", inputs: { in: of("network") } };

  it("creates missing resources, dependencies first", async () => {
    const steps = await stack.up([host, network]);
    expect(steps).to.deep.equal(["create network", "create host"]);
    expect(stack.cloud.byUrn()).to.deep.equal({
      [urnOf("network")]: { size: 1 },
      [urnOf("host")]: { in: "network-1" },
    });
  });

  it("does nothing the second time", async () => {
    await stack.up([network, host]);
    stack.restart();
    expect(await stack.up([network, host])).to.be.empty;
    expect(stack.cloud.calls).to.have.length(2);
  });

  it("updates in place what the provider can change", async () => {
    await stack.up([network, host]);
    const steps = await stack.up([{ ...network, inputs: { size: 2 } }, host]);
    expect(steps).to.deep.equal(["update network"]);
    expect(stack.cloud.byUrn()[urnOf("network")]).to.deep.equal({ size: 2 });
    expect(stack.snapshot.get(urnOf("network"))).to.deep.include({ inputs: { size: 2 } });
  });

  it("replaces what the provider cannot change: the new object first, the old one at the end", async () => {
    const old = { ...network, inputs: { fixedRange: "10.0.0.0/16" } };
    await stack.up([old, host]);
    const steps = await stack.up([{ ...network, inputs: { fixedRange: "10.1.0.0/16" } }, host]);
    expect(steps).to.deep.equal(["replace network", "update host", "delete network"]);
    expect(stack.cloud.byUrn()).to.deep.equal({
      [urnOf("network")]: { fixedRange: "10.1.0.0/16" },
      [urnOf("host")]: { in: "network-2" },
    });
    expect(stack.isSettled).to.equal(true);
  });

  for (const [from, program] of [
    ["the provider", { inputs: { exclusive: true, fixedRange: "new" } }],
    ["the option", { inputs: { fixedRange: "new" }, options: { deleteBeforeReplace: true } }],
  ] as const) {
    it(`deletes the old object first when ${from} says so, with what cannot be without it`, async () => {
      const attached = { name: "attached", inputs: { fixedTo: of("network") } };
      const loose = { name: "loose", inputs: { to: of("network") } };
      await stack.up([{ name: "network", inputs: { fixedRange: "old" } }, attached, loose]);
      const steps = await stack.up([{ name: "network", ...program }, attached, loose]);
      expect(steps.slice(0, 3)).to.deep.equal([
        "delete attached",
        "delete network",
        "replace network",
      ]);
      expect(steps.slice(3)).to.have.members(["replace attached", "update loose"]);
      expect(stack.cloud.byUrn()[urnOf("attached")]).to.deep.equal({ fixedTo: "network-2" });
      expect(stack.isSettled).to.equal(true);
    });
  }

  it("replaces on changes that the option replaceOnChanges names", async () => {
    await stack.up([network]);
    const options = { replaceOnChanges: ["size"] };
    expect(await stack.up([{ ...network, inputs: { size: 2 }, options }])).to.deep.equal([
      "replace network",
      "delete network",
    ]);
  });

  it("deletes what the program no longer has, what depends on others first", async () => {
    await stack.up([network, host, { name: "other" }]);
    stack.restart();
    const steps = await stack.up([{ name: "other" }]);
    expect(steps).to.deep.equal(["delete host", "delete network"]);
    expect(Object.keys(stack.cloud.byUrn())).to.deep.equal([urnOf("other")]);
  });

  it("deletes everything when there is no program", async () => {
    await stack.up([network, host]);
    await stack.up([]);
    expect(stack.cloud.objects).to.be.empty;
    expect(stack.snapshot.state.resources).to.be.empty;
  });

  it("leaves what ignoreChanges names as it is, at any depth", async () => {
    const options = { ignoreChanges: ["size", "tags.Owner", "absent"] };
    const inputs = { size: 1, tags: { Owner: "a", Name: "a" } };
    await stack.up([{ name: "network", inputs, options }]);
    const news = { size: 2, tags: { Owner: "b", Name: "b" }, absent: 1 };
    await stack.up([{ name: "network", inputs: news, options }]);
    expect(stack.cloud.byUrn()[urnOf("network")]).to.deep.equal({
      size: 1,
      tags: { Owner: "a", Name: "b" },
    });
  });

  it("does not delete what is protected, and begins no deletion at all then", async () => {
    await stack.up([{ ...network, options: { protect: true } }, host]);
    let message = "";
    await stack.up([]).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.include("protect").and.include(urnOf("network"));
    expect(stack.cloud.objects.size).to.equal(2);
    await stack.up([{ ...network, options: { protect: false } }, host]);
    expect(await stack.up([])).to.deep.equal(["delete host", "delete network"]);
  });

  it("does not replace what is protected", async () => {
    const options = { protect: true };
    await stack.up([{ name: "network", inputs: { fixedRange: "old" }, options }]);
    const changed = { name: "network", inputs: { fixedRange: "new" }, options };
    let message = "";
    await stack.up([changed]).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.include("Protected");
    expect(stack.cloud.byUrn()).to.deep.equal({ [urnOf("network")]: { fixedRange: "old" } });
  });

  it("leaves the objects that are retained on delete", async () => {
    await stack.up([{ ...network, options: { retainOnDelete: true } }]);
    expect(await stack.up([])).to.deep.equal(["forget network"]);
    expect(stack.cloud.objects.size).to.equal(1);
    expect(stack.snapshot.state.resources).to.be.empty;
  });

  it("does not delete what is deleted with another", async () => {
    const options = { deletedWith: urnOf("network") };
    await stack.up([network, { ...host, options }]);
    stack.cloud.calls.length = 0;
    await stack.up([]);
    expect(stack.cloud.calls).to.deep.equal(["delete network"]);
    expect(stack.snapshot.state.resources).to.be.empty;
  });

  it("knows a resource by the URN it had before", async () => {
    await stack.up([network, host]);
    const renamed = { ...network, name: "net", options: { aliases: [urnOf("network")] } };
    expect(await stack.up([renamed, { ...host, inputs: { in: of("net") } }])).to.be.empty;
    expect(stack.resources.map(({ urn }) => urn)).to.have.members([urnOf("net"), urnOf("host")]);
  });

  it("does not make what violates a mandatory policy, nor anything that needs it", async () => {
    stack.violated = (name) => (name === "network" ? ["no-networks"] : []);
    let failure: unknown;
    await stack.up([network, host]).catch((error: unknown) => (failure = error));
    expect(failure).to.be.instanceOf(PolicyViolationError);
    expect((failure as Error).message).to.include('"network" violates no-networks');
    expect(stack.cloud.calls).to.be.empty;
  });

  it("previews what violates a mandatory policy", async () => {
    stack.violated = () => ["no-networks"];
    expect(await stack.up([network], { dryRun: true })).to.deep.equal(["create network"]);
  });

  it("shows in a preview what it would do, and does nothing", async () => {
    await stack.up([{ name: "network", inputs: { fixedRange: "old" } }, host, { name: "other" }]);
    const before = JSON.stringify(stack.snapshot.state);
    const calls = [...stack.cloud.calls];
    const program = [{ name: "network", inputs: { fixedRange: "new" } }, host, { name: "more" }];
    const steps = await stack.up(program, { dryRun: true });
    expect(steps).to.have.members([
      "replace network",
      "update host",
      "create more",
      "delete other",
    ]);
    expect(stack.cloud.calls).to.deep.equal(calls);
    expect(JSON.stringify(stack.snapshot.state)).to.equal(before);
  });
});
