import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { type Emulator, startEmulator } from "@landing-zone/aws-emulator/server/index";
import { runCommand } from "../../checks/command";
import { projectDirectory } from "../support/engine";
import { withPatchedProgram } from "../support/patched-program";
import { withoutSecretsProvider } from "./stack-file";
import { usablePulumi } from "./usable-pulumi";

const pulumi = usablePulumi({ path: process.env["PATH"] ?? "" });

/** Milliseconds for one command of Pulumi, and output that shows errors. */
const limits = { timeoutMs: 600_000, graceMs: 10_000, maxOutputBytes: 64 * 1024 * 1024 };

/** Against AWS a stack's first deployment has no account; here it is the emulator's. */
const credentials = { AWS_ACCESS_KEY_ID: "emulator", AWS_SECRET_ACCESS_KEY: "emulator" };

describe("The landing zone, deployed by the Pulumi CLI", function () {
  this.timeout(4 * limits.timeoutMs);

  if ("missing" in pulumi) {
    it(`not run: the deployment by the Pulumi CLI (${pulumi.missing})`, () => {
      expect(usablePulumi({ path: process.env["PATH"] ?? "" })).to.deep.equal(pulumi);
    });
    return;
  }

  const { executable } = pulumi;
  const folder = mkdtempSync(join(tmpdir(), "pulumi-deployment-"));
  let emulator: Emulator;
  let provider: ChildProcess;
  let port: string;

  before(async () => {
    emulator = await startEmulator({ logFile: join(folder, "emulator.log") });
    const main = join(projectDirectory, "tools/aws-emulator/emulated-provider/server.ts");
    const started = spawn(
      process.execPath,
      ["--import", "tsx", main, "--endpoint", emulator.endpoint],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    provider = started;
    [port] = (await once(createInterface({ input: started.stdout }), "line")) as [string];
  });
  after(async () => {
    provider.kill();
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });

  it("is made, left alone by a second run and by a refresh, and deleted", () =>
    withPatchedProgram([], async (cwd) => {
      const env = {
        ...process.env,
        ...credentials,
        PULUMI_BACKEND_URL: pathToFileURL(folder).href,
        PULUMI_CONFIG_PASSPHRASE: "of this test",
        PULUMI_DEBUG_PROVIDERS: `aws:${port},random:${port}`,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      const run = (...command: string[]) => {
        const args = [...command, "--stack", "dev", "--cwd", cwd, "--non-interactive"];
        return runCommand({ executable, args, env }, limits);
      };
      const stackFile = join(cwd, "Pulumi.dev.yaml");
      writeFileSync(stackFile, withoutSecretsProvider(readFileSync(stackFile, "utf8")));
      await run("stack", "init", "--secrets-provider", "passphrase");
      await run("up", "--yes", "--skip-preview");
      await run("up", "--yes", "--skip-preview", "--expect-no-changes");
      await run("refresh", "--yes", "--skip-preview", "--expect-no-changes");
      const outputs: unknown = JSON.parse(await run("stack", "output", "--json"));
      expect(outputs).to.include({ environment: "dev", region: "us-east-1" });
      await run("destroy", "--yes", "--skip-preview");
    }));
});
