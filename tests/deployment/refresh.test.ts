import { expect } from "chai";
import { refresh } from "@landing-zone/engine/deployment/refresh";
import { type PropertyMap, secret } from "@landing-zone/plan/values";
import { type Declaration, of, TestStack, urnOf } from "../support/deployment";

describe("A refresh", () => {
  let stack: TestStack;

  const program: readonly Declaration[] = [
    { name: "network", inputs: { size: 1, password: secret("hunter2") } },
    { name: "host", inputs: { in: of("network") } },
  ];

  beforeEach(async () => {
    stack = new TestStack();
    await stack.up(program);
  });

  const refreshed = () =>
    refresh({
      snapshot: stack.snapshot,
      providerOf: () => Promise.resolve(stack.cloud.provider()),
    });

  const object = (name: string): { inputs: PropertyMap } =>
    [...stack.cloud.objects.values()].find(({ urn }) => urn === urnOf(name))!;

  it("finds nothing when everything matches the state", async () => {
    const before = stack.snapshot.state;
    expect(await refreshed()).to.be.empty;
    expect(stack.snapshot.state).to.deep.equal(before);
  });

  it("reports each property that differs, and takes it over", async () => {
    object("network").inputs = { size: 7, password: secret("other"), extra: true };
    const [drift, ...others] = await refreshed();
    expect(others).to.be.empty;
    expect(drift).to.deep.equal({
      urn: urnOf("network"),
      kind: "changed",
      changes: [
        { path: "size", kind: "update", replaces: false, old: 1, new: 7 },
        { path: "password", kind: "update", replaces: false, old: "[secret]", new: "[secret]" },
        { path: "extra", kind: "add", replaces: false, new: true },
      ],
    });
    expect(stack.snapshot.get(urnOf("network"))!.inputs["size"]).to.equal(7);
    expect(await refreshed(), "reported again").to.be.empty;
  });

  it("lets the next deployment put right what has drifted", async () => {
    object("network").inputs = { ...object("network").inputs, size: 7 };
    await refreshed();
    expect(await stack.up(program)).to.deep.equal(["update network"]);
    expect(object("network").inputs["size"]).to.equal(1);
  });

  it("reports what is gone, which the next deployment makes again", async () => {
    stack.cloud.objects.clear();
    const drifts = await refreshed();
    expect(drifts.map(({ urn, kind }) => [kind, urn])).to.have.deep.members([
      ["gone", urnOf("network")],
      ["gone", urnOf("host")],
    ]);
    expect(await stack.up(program)).to.deep.equal(["create network", "create host"]);
  });
});
