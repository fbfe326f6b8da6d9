import { expect } from "chai";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkCommand } from "@landing-zone/cli/commands/check";
import { destroyCommand } from "@landing-zone/cli/commands/destroy";
import { previewCommand, upCommand } from "@landing-zone/cli/commands/up";
import { destroy } from "@landing-zone/engine/deployment/destroy";
import { StateFolder } from "@landing-zone/engine/deployment/state-folder";
import { startEmulator } from "@landing-zone/aws-emulator/server/index";
import { preloadAwsCli } from "../support/aws-cli";
import { withPatchedProgram } from "../support/patched-program";
import { ExistingNetwork } from "./support/existing-network";
import { failed, run } from "./support/run-command";
import { openDeployment } from "./support/local-deployment";

const onPremises = { cidrs: ["192.168.10.0/24"], gateways: [{ ipAddress: "203.0.113.10" }] };

describe("The landing zone in a VPC that exists", function () {
  this.timeout(300_000);
  before(preloadAwsCli);

  it("is deployed, found in order, and leaves the VPC as it was", () =>
    withPatchedProgram([], async (cwd) => {
      const stack = { cwd, stack: "dev" };
      const network = await startedWith(cwd);
      const configured = { existingVpc: network.given, onPremises };
      const config = [`network=${JSON.stringify(configured)}`];
      const program = { ...stack, config, secret: [], policyPack: false as const };
      try {
        const before = await network.content();
        const overlap = 'network.onPremises.cidrs=["10.60.128.0/20"]';
        const refusal = await failed(previewCommand, { ...program, config: [...config, overlap] });
        expect(refusal).to.include(`\nThe VPC ${network.given.id} cannot hold the stack:\n`);
        expect(refusal).to.include("its 10.60.0.0/16 overlaps network.onPremises.cidrs 10.60.128");
        expect(refusal).to.not.include("error serializing").and.not.include("FlowLog");
        expect(await run(upCommand, program)).to.match(/^\d{3} created\.$/m);
        expect(await run(upCommand, program)).to.match(/^\d{3} unchanged\.$/m);
        expect(await run(checkCommand, stack)).to.match(/^\d+ passed, 0 failed/m);
        await destroyKeepingEmulator(cwd);
        expect(await network.content()).to.deep.equal(before);
      } finally {
        await run(destroyCommand, stack);
      }
      expect(existsSync(join(cwd, ".local/dev/emulator.json"))).to.equal(false);
    }));
});

/** The emulator that the stack will use, with a network in it that is not the stack's. */
async function startedWith(cwd: string): Promise<ExistingNetwork> {
  const folder = new StateFolder(cwd, "dev");
  const emulator = await startEmulator({
    recordFile: folder.emulatorFile,
    logFile: folder.emulatorLog,
  });
  return ExistingNetwork.make(emulator.endpoint);
}

async function destroyKeepingEmulator(cwd: string): Promise<void> {
  const deployment = await openDeployment(cwd);
  try {
    await destroy({ deployment, onStep: () => undefined });
  } finally {
    await deployment.close();
  }
}
