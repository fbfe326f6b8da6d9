import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { projectDirectory } from "../support/engine";
import { lacksServer } from "../support/mysql-servers";

/** Milliseconds: the whole stack is deployed to the emulator, on a machine that does other things. */
const limit = 900_000;

/** Folders that a rehearsal works in. */
const workspaces = () =>
  readdirSync(join(projectDirectory, "node_modules", ".cache")).filter((name) =>
    name.startsWith("rehearsal-"),
  );

describe("A rehearsal with two real servers", function () {
  this.timeout(limit);
  if (lacksServer("mysql-8.0")) return;

  it("ends with every table equal, the ledger kept, and nothing left behind", async () => {
    const before = workspaces();
    const main = join(projectDirectory, "tools/rehearsal/main.ts");
    const child = spawn(process.execPath, ["--import", "tsx", main, "--rows", "5000"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = await text(child.stdout);
    expect(output).to.match(/Source and target are EQUAL: (\d+) of \1 tables, /);
    expect(output).to.include("none is missing, none is there twice, on either side.");
    expect(output).to.match(
      /One value changed by 0\.01 was found by verify: orders\.movement, id \d+\./,
    );
    const stations = [...output.matchAll(/✔ (\S.*?) {2,}/g)].map(([, station]) => station);
    expect(stations).to.include.members([
      "preflight",
      "schema plan",
      "start",
      "verify",
      "verify --final",
    ]);
    expect(output).to.not.include("✘");
    expect(workspaces()).to.deep.equal(before);
  });
});
