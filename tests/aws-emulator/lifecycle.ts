import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import type { PropertyMap } from "@landing-zone/plan/values";
import type { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";
import type { Made } from "./provider-client";
import { provider, type Setup } from "./setup";

/** The life of one resource. */
export interface Life {
  readonly type: string;
  readonly inputs: PropertyMap;
  /** The form of the id, as Pulumi's AWS provider has it. */
  readonly id: RegExp;
  /** New values of inputs that can be changed in place. */
  readonly change?: PropertyMap;
  /**
   * Changed inputs that a refresh cannot see: the emulator does not report them, or the program left
   * them to AWS.
   */
  readonly unseen?: readonly string[];
  /** A new value of an input that needs a new object. */
  readonly replace?: PropertyMap;
  /**
   * A change that somebody else makes to the object, and the input that then differs; `gone`: the
   * object was deleted.
   */
  readonly outside: {
    readonly act: (made: Made, aws: Aws) => Promise<unknown>;
    readonly differs: string;
  };
  /** Whether something remains in AWS as long as its owner exists. */
  readonly staysAfterDelete?: boolean;
}

/** Tests that AWS is in the expected state after each step of a resource's life. */
export function itLives(title: string, life: (setup: Setup) => Promise<Life> | Life): void {
  describe(title, () => {
    let setup: Setup;
    let plan: Life;
    let made: Made;

    before(async () => {
      setup = await provider();
      plan = await life(setup);
      made = await setup.client.create(plan.type, "resource", plan.inputs);
    });

    it("is created with an id of the right form", () => {
      expect(made.id).to.match(plan.id);
    });

    it("reads back as it was made", async () => {
      const found = await setup.client.read(made);
      expect(found?.inputs).to.deep.equal(made.inputs);
      expect(found?.state).to.deep.equal(made.state);
    });

    it("is changed in place", async () => {
      const inputs = { ...plan.inputs, ...plan.change };
      const { replacesList } = await setup.client.diff(made, inputs);
      expect(replacesList).to.deep.equal([]);
      const before = made;
      made = await setup.client.update(made, inputs);
      const found = await setup.client.read(made);
      expect(found?.inputs).to.deep.equal(made.inputs);
      // Who knows of no change sees each that was made.
      const seen = (await setup.client.read(before))?.inputs ?? {};
      const missed = Object.keys({ ...plan.change }).filter((name) =>
        isDeepStrictEqual(seen[name], before.inputs[name]),
      );
      expect(missed).to.have.members(plan.unseen ?? []);
    });

    it("is replaced where AWS cannot change it", async () => {
      const { replacesList } = await setup.client.diff(made, {
        ...plan.inputs,
        ...plan.change,
        ...plan.replace,
      });
      expect(replacesList).to.deep.equal(Object.keys(plan.replace ?? {}));
    });

    it("shows what somebody else did to it", async () => {
      await plan.outside.act(made, setup.aws);
      const found = await setup.client.read(made);
      const differing = Object.entries(found?.inputs ?? { gone: true }).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(made.inputs[name]),
      );
      expect(differing.map(([name]) => name)).to.include(plan.outside.differs);
    });

    it("is deleted, and deleting it again is fine", async () => {
      const last = (await setup.client.read(made)) ?? made;
      await setup.client.delete(last);
      await setup.client.delete(last);
      expect((await setup.client.read(last)) === undefined).to.equal(!plan.staysAfterDelete);
    });
  });
}
