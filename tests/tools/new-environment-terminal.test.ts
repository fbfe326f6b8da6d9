import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { parse } from "yaml";
import { projectDirectory } from "../support/engine";
import { withPatchedProgram } from "../support/patched-program";

const enter = "\r";
const controlC = "\u0003";

/** Runs the command on a terminal, where the right is typed once the left is shown. */
function onTerminal(
  directory: string,
  steps: readonly (readonly [shown: string, typed: string])[],
): { readonly status: number | null; readonly text: string } {
  const { status, stdout } = spawnSync(
    "python3",
    [
      ...[join(__dirname, "pseudo-terminal.py"), JSON.stringify(steps)],
      ...[process.execPath, "--import", "tsx", "tools/new-environment/main.ts", "qa"],
      ...["--set", "certificate=arn:aws:acm:eu-west-1:123456789012:certificate/1a2b3c4d-0000"],
      ...["--cwd", directory],
    ],
    {
      cwd: projectDirectory,
      encoding: "utf8",
      timeout: 60_000,
      env: { ...process.env, TERM: "xterm" },
    },
  );
  return { status, text: stripVTControlCharacters(stdout) };
}
const file = (directory: string) => join(directory, "Pulumi.qa.yaml");

describe("npm run new-environment on a terminal", function () {
  this.timeout(120_000);

  it("asks, says at once what is wrong with an answer and asks again, and writes the file", () =>
    withPatchedProgram([], (directory) => {
      const { status, text } = onTerminal(directory, [
        ["AWS account id", `12${enter}`],
        ['"12" is not allowed', `3456789012${enter}`],
        // The certificate is of another region than the model's, but is answered already.
        ["AWS region", `eu-west-1${enter}`],
        ["IPv4 range", enter],
        // The model's address is an example.
        ["Public address", enter],
        ["is required", `203.0.113.10${enter}`],
        ["Host name", `mysql-qa.corp.example${enter}`],
      ]);
      expect(status, text).to.equal(0);
      const { config } = parse(readFileSync(file(directory), "utf8")) as {
        config: Record<string, unknown>;
      };
      expect(config).to.include({
        "aws:region": "eu-west-1",
        "migration-landing-zone:accountId": "123456789012",
      });
      expect(config["migration-landing-zone:dms"]).to.have.nested.property(
        "sources.erp.host",
        "mysql-qa.corp.example",
      );
      return Promise.resolve();
    }));

  it("writes nothing when it is interrupted, and gives back what was answered", () =>
    withPatchedProgram([], (directory) => {
      const { status, text } = onTerminal(directory, [
        ["AWS account id", `123456789012${enter}`],
        ["AWS region", controlC],
      ]);
      expect(status, text).to.equal(130);
      expect(text).to.include("Interrupted: nothing is written.");
      expect(text).to.include("npm run new-environment -- qa --set 'account=123456789012'");
      expect(existsSync(file(directory))).to.equal(false);
      return Promise.resolve();
    }));
});
