import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { projectDirectory } from "../support/engine";

/** Runs `npm run bench -- <args>` without npm. */
function bench(...args: readonly string[]) {
  const command = ["--import", "tsx", "bench/run.ts", ...args];
  return spawnSync(process.execPath, command, { cwd: projectDirectory, encoding: "utf8" });
}

describe("npm run bench", function () {
  this.timeout(60_000);

  it("lists its measurements", () => {
    const { status, stdout } = bench("--help");
    expect(status).to.equal(0);
    for (const group of ["loading", "start", "policies", "scale", "deployment", "verification"]) {
      expect(stdout).to.include(`"${group}"`);
    }
  });

  for (const { args, fault } of [
    {
      args: ["speed"],
      fault: "Allowed choices are loading, start, policies, scale, deployment, verification",
    },
    { args: ["--runs", "0"], fault: "A whole number of at least 1 is allowed" },
    { args: ["scale", "--write-docs"], fault: "it takes no groups" },
    { args: ["--json", "/nowhere/figures.json"], fault: "/nowhere/figures.json cannot be written" },
  ]) {
    it(`measures nothing and ends with 2 for: ${args.join(" ")}`, () => {
      const { status, stdout, stderr } = bench(...args);
      expect(status).to.equal(2);
      expect(stderr).to.include(fault);
      expect(stdout).to.equal("");
    });
  }
});
