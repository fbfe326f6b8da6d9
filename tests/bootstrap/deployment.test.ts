import { join } from "node:path";
import { expect } from "chai";
import { destroyCommand } from "@landing-zone/cli/commands/destroy";
import { upCommand } from "@landing-zone/cli/commands/up";
import { run } from "../deployment/support/run-command";
import { withPatchedProgram } from "../support/patched-program";

/** Protected resources must be deletable in the test. */
const patches = [
  {
    file: "bootstrap/index.ts",
    find: "protectionFor(true)",
    replace: "protectionFor(false)",
  },
  { file: "bootstrap/state-store.ts", find: /forceDestroy: false/g, replace: "forceDestroy: true" },
];

describe("The bootstrap of an account in the emulator", function () {
  this.timeout(120_000);

  it("is deployed, left alone by a second deployment, and destroyed", () =>
    withPatchedProgram(patches, async (directory) => {
      const stack = { cwd: join(directory, "bootstrap"), stack: "nonprod" };
      const up = () =>
        run(upCommand, {
          ...stack,
          config: ["accountId=123456789012"],
          secret: [],
          policyPack: false as const,
        });
      try {
        const made = await up();
        expect(made).to.match(/^\d+ created\.$/m);
        expect(made).to.include("s3://migration-state-123456789012-us-east-1-nonprod");
        expect(await up()).to.match(/^\d+ unchanged\.$/m);
      } finally {
        // The DMS service roles stay for the account's other stacks, with their attachments.
        expect(await run(destroyCommand, stack)).to.match(/^\d+ deleted, 4 retained\. /m);
      }
    }));
});
