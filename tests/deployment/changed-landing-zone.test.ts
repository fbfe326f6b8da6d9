import { expect } from "chai";
import { destroyCommand } from "@landing-zone/cli/commands/destroy";
import { type ProgramOptions } from "@landing-zone/cli/commands/run-options";
import { previewCommand, upCommand } from "@landing-zone/cli/commands/up";
import { withPatchedProgram } from "../support/patched-program";
import { run } from "./support/run-command";

describe("A landing zone that is deployed", function () {
  this.timeout(300_000);

  it("gets a third zone without losing anything, and warns of harmful changes before making them", () =>
    withPatchedProgram([], async (cwd) => {
      const stack = { cwd, stack: "dev" };
      const options = (config: string[]): ProgramOptions => ({
        ...stack,
        config,
        secret: [],
        policyPack: false,
      });
      try {
        await run(upCommand, options([]));
        const added = await run(upCommand, options(["network.availabilityZones=3"]));
        expect(added.trim().split("\n").at(-1)).to.match(
          /^\d+ created, \d+ updated, \d+ unchanged\.$/,
        );
        const tunnel = { dpdTimeoutSeconds: 60 };
        const dangerousChanges = await run(
          previewCommand,
          options([
            "network.availabilityZones=3",
            `network.onPremises.gateways[0].tunnels=${JSON.stringify([tunnel, tunnel])}`,
            "dms.replicationInstance.class=dms.c6i.large",
          ]),
        );
        expect(dangerousChanges).to.include(
          "both tunnels changed at once (tunnel1DpdTimeoutSeconds, tunnel2DpdTimeoutSeconds)",
        );
        expect(dangerousChanges).to.include("would be changed (replicationInstanceClass)");
      } finally {
        await run(destroyCommand, stack);
      }
    }));
});
