import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { previewProgram, projectDirectory } from "../support/engine";
import { withPatchedProgram } from "../support/patched-program";

const file = "components/encryption.ts";
const find = "const aliases: Record<string, pulumi.Output<string>> = {};";

describe("An error in the program", () => {
  it("is reported with the line of the TypeScript source", async function () {
    this.timeout(60_000);
    const lines = readFileSync(join(projectDirectory, file), "utf8").split("\n");
    const line = lines.findIndex((text) => text.includes(find)) + 1;
    const patch = { file, find, replace: `throw new Error("no account"); ${find}` };
    const { exitCode, stderr } = await withPatchedProgram([patch], (cwd) =>
      previewProgram({ cwd }),
    );
    expect(exitCode).to.equal(3);
    expect(stderr).to.include("no account").and.to.include(`encryption.ts:${line}:`);
  });
});
