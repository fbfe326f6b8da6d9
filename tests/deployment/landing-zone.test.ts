import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkCommand } from "@landing-zone/cli/commands/check";
import { destroyCommand } from "@landing-zone/cli/commands/destroy";
import { outputsCommand } from "@landing-zone/cli/commands/outputs";
import { refreshCommand } from "@landing-zone/cli/commands/refresh";
import { type ProgramOptions } from "@landing-zone/cli/commands/run-options";
import { previewCommand, upCommand } from "@landing-zone/cli/commands/up";
import { destroy } from "@landing-zone/engine/deployment/destroy";
import { isAlive } from "@landing-zone/aws-emulator/server/index";
import { emulatorContent } from "./support/emulator-content";
import { run } from "./support/run-command";
import { preloadAwsCli } from "../support/aws-cli";
import { projectDirectory } from "../support/engine";
import { withPatchedProgram } from "../support/patched-program";
import { openDeployment } from "./support/local-deployment";

describe("The landing zone in an emulator", function () {
  this.timeout(300_000);
  before(preloadAwsCli);

  it("is deployed, left alone by a second run, found in order, changed, and deleted without a trace", () =>
    withPatchedProgram([], async (cwd) => {
      const stack = { cwd, stack: "dev" };
      const policyPack = join(projectDirectory, "policy-pack");
      const program = { ...stack, config: [], secret: [], policyPack: false as const };
      const emulatorFile = join(cwd, ".local/dev/emulator.json");
      try {
        expect(await run(upCommand, { ...program, policyPack })).to.match(/^\d{3} created\.$/m);
        expect(await run(upCommand, program)).to.match(/^\d{3} unchanged\.$/m);
        expect(await run(refreshCommand, stack)).to.include("Everything matches the state.");
        const outputs = await run(outputsCommand, { ...stack, json: true });
        expect(JSON.parse(outputs)).to.include({ environment: "dev", region: "us-east-1" });
        expect(await run(checkCommand, stack)).to.match(/^\d+ passed, 0 failed/m);
        await assertChanged(program);
        await assertEmptyAfterDestroy(cwd);
      } finally {
        await run(destroyCommand, stack);
      }
      expect(existsSync(emulatorFile)).to.equal(false);
    }));

  /** A third zone loses nothing, and harmful changes are warned of before they are made. */
  async function assertChanged(program: ProgramOptions): Promise<void> {
    const thirdZone = ["network.availabilityZones=3"];
    const added = await run(upCommand, { ...program, config: thirdZone });
    expect(added.trim().split("\n").at(-1)).to.match(/^\d+ created, \d+ updated, \d+ unchanged\.$/);
    const tunnel = { dpdTimeoutSeconds: 60 };
    const tunnels = JSON.stringify([tunnel, tunnel]);
    const harmful = await run(previewCommand, {
      ...program,
      config: [
        ...thirdZone,
        `network.onPremises.gateways[0].tunnels=${tunnels}`,
        "dms.replicationInstance.class=dms.c6i.large",
      ],
    });
    expect(harmful).to.include(
      "both tunnels changed at once (tunnel1DpdTimeoutSeconds, tunnel2DpdTimeoutSeconds)",
    );
    expect(harmful).to.include("would be changed (replicationInstanceClass)");
  }

  async function assertEmptyAfterDestroy(cwd: string): Promise<void> {
    const deployment = await openDeployment(cwd);
    const { endpoint } = deployment.folder.emulator!;
    try {
      const state = readFileSync(deployment.folder.stateFile, "utf8");
      expect(state, "a private text in the state").to.not.include("BEGIN CERTIFICATE");
      const before = await emulatorContent(endpoint);
      expect(before).to.include.keys("vpcs", "clusters", "tasks", "webAcls", "alarms", "functions");
      const retained = deployment.snapshot.live
        .filter(({ type, options }) => type === "aws:iam/role:Role" && options.retainOnDelete)
        .map(({ id }) => id);
      await destroy({ deployment, onStep: () => undefined });
      expect(await isAlive(endpoint)).to.equal(true);
      const { roles = [], ...others } = await emulatorContent(endpoint);
      expect(others).to.deep.equal({});
      expect(roles).to.have.members(retained);
    } finally {
      await deployment.close();
    }
  }
});
