import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { previewProgram } from "../support/engine";

const marker = "hidden-marker";

describe("A secret in the configuration", () => {
  const directory = mkdtempSync(join(tmpdir(), "plan-"));
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("is shown nowhere, also where the program uses it in plain", async function () {
    this.timeout(120_000);
    const json = join(directory, "plan.json");
    const { exitCode, plan, stdout, stderr } = await previewProgram({
      secrets: {
        "tags.owner": marker,
        "dms.sources.erp.host": `${marker}.corp.example`,
      },
      policyPack: true,
      json,
    });
    expect(exitCode, stderr).to.equal(0);
    const cluster = plan!.resources.find(({ type }) => type === "aws:rds/cluster:Cluster")!;
    expect(cluster.inputs["tagsAll"]).to.include({ Owner: "[secret]" });
    for (const text of [stdout, stderr, readFileSync(json, "utf8")]) {
      expect(text).not.to.include(marker);
    }
  });
});
