import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { projectDirectory } from "../support/engine";

describe("the pack on a Node.js that is too old", () => {
  it("reports the required and the current version", () => {
    const pack = join(projectDirectory, "policy-pack");
    const script = `
      Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });
      require(${JSON.stringify(pack)});`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    expect(status).not.to.equal(0);
    expect(stderr).to.include("needs Node.js 22 or later and was started with 20.20.2");
  });
});
