import { expect } from "chai";
import { type Declaration, of, TestStack, urnOf } from "../support/deployment";
import { type Fault } from "./support/fake-cloud";

/** Three tiers of eight, each resource of which needs one or two of the tier before. */
const program: readonly Declaration[] = ["a", "b", "c"].flatMap((tier, depth, tiers) =>
  Array.from({ length: 8 }, (_, index): Declaration => {
    const above = tiers[depth - 1];
    const needed: Declaration["inputs"] =
      above === undefined ? {} : { from: of(`${above}${index}`) };
    const alsoNeeded: Declaration["inputs"] =
      depth === 2 ? { also: of(`b${(index + 1) % 8}`, "endpoint") } : {};
    const name = `${tier}${index}`;
    return {
      name,
      inputs: { name: `the-${name}`, size: index, ...needed, ...alsoNeeded },
    };
  }),
);

async function failing(stack: TestStack, run: () => Promise<unknown>): Promise<string> {
  const failure = await run().then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  stack.cloud.fault = () => undefined;
  expect(failure, "nothing went wrong").to.be.instanceOf(Error);
  return failure!.message;
}

/** Fails one call of a method, for one resource. */
function fail(stack: TestStack, method: string, name: string, fault: Fault): void {
  stack.cloud.fault = (call, urn) => (call === method && urn === urnOf(name) ? fault : undefined);
}

describe("A deployment that was interrupted", () => {
  const names = program.map(({ name }) => name);
  let complete: Record<string, unknown>;

  before(async () => {
    const stack = new TestStack();
    await stack.up(program);
    complete = stack.cloud.byUrn();
    expect(Object.keys(complete)).to.have.length(program.length);
  });

  async function assertComplete(stack: TestStack): Promise<void> {
    expect(stack.cloud.byUrn()).to.deep.equal(complete);
    expect(stack.resources.map(({ urn }) => urn).sort()).to.deep.equal(
      Object.keys(complete).sort(),
    );
    expect(stack.isSettled, "something is left to do").to.equal(true);
    expect(await stack.up(program), "a further run").to.be.empty;
    expect(stack.cloud.calls.filter((call) => call.startsWith("create"))).to.have.members(
      names.map((name) => `create ${name}`),
    );
  }

  for (const fault of ["refused", "partial"] as const) {
    it(`ends as it would have, whichever creation is ${fault}`, async () => {
      for (const name of names) {
        const stack = new TestStack();
        fail(stack, "create", name, fault);
        await failing(stack, () => stack.up(program));
        stack.restart();
        await stack.up(program);
        await assertComplete(stack);
      }
    });
  }

  it("deletes everything in the end, whichever deletion is refused", async () => {
    for (const name of names) {
      const stack = new TestStack();
      await stack.up(program);
      fail(stack, "delete", name, "refused");
      await failing(stack, () => stack.up([]));
      stack.restart();
      await stack.up([]);
      expect(stack.cloud.objects).to.be.empty;
      expect(stack.snapshot.state).to.deep.include({ resources: [], pending: [] });
    }
  });

  const changed = program.map((declaration): Declaration => ({
    ...declaration,
    inputs: { ...declaration.inputs, size: 100 },
  }));
  const interrupted = {
    create: { before: [], after: program },
    update: { before: program, after: changed },
    delete: { before: program, after: [] },
  };
  for (const [kind, { before, after }] of Object.entries(interrupted)) {
    it(`records every ${kind} before it is sent, and keeps what has no answer`, async () => {
      const stack = new TestStack();
      await stack.up(before);
      let recorded = stack.snapshot.state;
      stack.snapshot.save = () => {
        recorded = JSON.parse(JSON.stringify(stack.snapshot.state)) as typeof recorded;
        return Promise.resolve();
      };
      const sent: string[] = [];
      stack.cloud.fault = (call, urn) => {
        expect(recorded.pending, `${call} ${urn}`).to.deep.include({ kind: call, urn });
        sent.push(urn);
        return undefined;
      };
      await stack.up(after);
      expect(sent).to.have.members(names.map((name) => urnOf(name)));
      expect(recorded.pending).to.be.empty;
    });

    it(`leaves a ${kind} without an answer pending, and reports what follows`, async () => {
      const stack = new TestStack();
      await stack.up(before);
      fail(stack, kind, "b3", "unanswered");
      const message = await failing(stack, () => stack.up(after));
      expect(message).to.include("The provider is gone.").and.include("starts over");
      expect(stack.snapshot.pending).to.deep.include({ kind, urn: urnOf("b3") });
    });

    it(`sends no ${kind} that cannot be recorded`, async () => {
      const stack = new TestStack();
      await stack.up(before);
      const sentBefore = stack.cloud.calls.length;
      stack.snapshot.save = () => Promise.reject(new Error("the disk is full"));
      expect(await failing(stack, () => stack.up(after))).to.include("the disk is full");
      expect(stack.cloud.calls).to.have.length(sentBefore);
      expect(stack.snapshot.pending).to.be.empty;
    });
  }

  it("begins nothing more once a step has failed, and keeps what was under way", async () => {
    const stack = new TestStack();
    fail(stack, "create", "a0", "refused");
    const message = await failing(stack, () => stack.up(program));
    expect(message).to.equal("create of a0 was refused.");
    const made = stack.cloud.calls.map((call) => call.replace("create ", ""));
    expect(made.filter((name) => !name.startsWith("a"))).to.be.empty;
    expect(stack.resources.map(({ name }) => name)).to.have.members(made);
  });

  it("updates again what was updated in part, also when the program is as it was", async () => {
    const stack = new TestStack();
    await stack.up([{ name: "a", inputs: { size: 1 } }]);
    fail(stack, "update", "a", "refused");
    await failing(stack, () => stack.up([{ name: "a", inputs: { size: 2 } }]));
    stack.restart();
    expect(await stack.up([{ name: "a", inputs: { size: 1 } }])).to.deep.equal(["update a"]);
    expect(stack.isSettled).to.equal(true);
  });

  it("deletes a replaced object whose deletion failed, in the next run", async () => {
    const stack = new TestStack();
    await stack.up([{ name: "a", inputs: { fixedSize: 1 } }]);
    fail(stack, "delete", "a", "refused");
    const changed = [{ name: "a", inputs: { fixedSize: 2 } }];
    await failing(stack, () => stack.up(changed));
    expect(stack.cloud.objects.size).to.equal(2);
    stack.restart();
    expect(await stack.up(changed)).to.deep.equal(["delete a"]);
    expect(stack.cloud.byUrn()).to.deep.equal({ [urnOf("a")]: { fixedSize: 2 } });
  });
});
