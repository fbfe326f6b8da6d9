import { expect } from "chai";
import { destroyCommand } from "../../local/commands/destroy";
import { upCommand } from "../../local/commands/up";
import { withPatchedProgram } from "../support/patched-program";
import { run } from "./support/run-command";

describe("A zone added to a landing zone that is deployed", function () {
  this.timeout(300_000);

  it("replaces and deletes nothing", () =>
    withPatchedProgram([], async (cwd) => {
      const stack = { cwd, stack: "dev" };
      const up = (config: string[]) =>
        run(upCommand, { ...stack, config, secret: [], policyPack: false });
      try {
        await up([]);
        const summary = (await up(["network.availabilityZones=3"])).trim().split("\n").at(-1);
        expect(summary).to.match(/^\d+ created, \d+ updated, \d+ unchanged\.$/);
      } finally {
        await run(destroyCommand, stack);
      }
    }));
});
