import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packDirectory } from "./support/pack-process";
import { type Draft, draft, plan, ref } from "./support/plan";
import { type Recording, recordedPreview } from "./support/recorded-preview";
import { parseXml } from "./support/xml";

const bin = join(packDirectory, "bin.js");
const today = () => new Date().toISOString().slice(0, 10);
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const secret = draft("secretsmanager.Secret", "db");
const open = draft("dms.ReplicationInstance", "dms", { publiclyAccessible: true });

describe("the pack's own command on a recorded preview", function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "command-"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string) => join(folder, name);
  const write = (name: string, content: string | object) => {
    writeFileSync(file(name), typeof content === "string" ? content : JSON.stringify(content));
    return file(name);
  };
  const record = (drafts: readonly Draft[], recording?: Recording) =>
    write("preview.json", recordedPreview(plan(...drafts), recording));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: "utf8" });
  const json = (name: string): unknown => JSON.parse(readFileSync(file(name), "utf8"));

  it("reports findings and what it could not judge, and exits with 1", () => {
    const { status, stdout } = run(record([secret], { left: 3 }));
    expect(status).to.equal(1);
    expect(stdout).to.contain("  secret-cmk (medium) db: the secret has no kmsKeyId");
    expect(stdout).to.match(/Not judged: 3 unchanged resources are not in the file/);
    expect(stdout).to.contain(
      "secret-rotation-configured (high) db: unless an unchanged resource settles it: ",
    );
  });

  it("writes SARIF, JUnit's XML and exceptions", () => {
    const exception = {
      resource: "db",
      finding: "the secret has no kmsKeyId",
      reason: "accepted while the pilot runs",
      approvedBy: "security@corp.example",
      since: today(),
      expires: tomorrow(),
    };
    const config = write("config.json", { "secret-cmk": { exceptions: [exception] } });
    const names = ["--sarif", "s.json", "--junit", "j.xml", "--exceptions", "e.json"];
    run(record([secret]), "--config", config, ...names);
    expect(json("s.json")).to.have.nested.property(
      "runs[0].tool.driver.name",
      "migration-landing-zone",
    );
    expect(parseXml(readFileSync(file("j.xml"), "utf8")).name).to.equal("testsuites");
    expect(json("e.json")).to.have.nested.include({
      "exceptions[0].state": "in use",
      "exceptions[0].owner": "security@corp.example",
      "exceptions[0].findings": 1,
    });
  });

  it("lists what is there in a baseline, after which only new findings block", () => {
    const preview = record([secret]);
    const before = today();
    const written = run(preview, "--write-baseline", file("known.json"));
    expect(written.status).to.equal(1);
    expect(json("known.json"))
      .to.have.nested.property("secret-cmk.baseline[0].since")
      .that.is.oneOf([before, today()]);
    expect(run(preview, "--baseline", file("known.json")).status).to.equal(0);

    const added = record([secret, draft("secretsmanager.Secret", "new")]);
    const { status, stdout } = run(added, "--baseline", file("known.json"));
    expect(status).to.equal(1);
    const [violations = ""] = /Violations[\s\S]*?\n(?=\S)/.exec(stdout) ?? [];
    expect(violations).to.contain(" new: ").and.to.not.contain(" db: ");
  });

  it("accepts no baseline of a rule that takes no exceptions", () => {
    const { stdout } = run(record([open]), "--write-baseline", file("guards.json"));
    expect(stdout).to.match(/\d findings cannot be: their rules accept no baseline/);
    expect(run(file("preview.json"), "--baseline", file("guards.json")).stdout).to.contain(
      "dms-not-public (critical) dms: publiclyAccessible is not false",
    );
  });

  it("takes presets, with the baseline for Pulumi's own command", () => {
    const preset = join(packDirectory, "presets/baseline.json");
    const known = write("known.json", { "secret-cmk": { baseline: [] } });
    const merged = file("merged.json");
    const { status } = run(
      record([secret]),
      ...["--config", preset, "--baseline", known, "--write-config", merged],
    );
    expect(status).to.equal(0);
    expect(json("merged.json")).to.deep.equal({
      all: "advisory",
      "secret-cmk": { baseline: [] },
    });
  });

  it("runs rules of a team's own, from a folder and from a package", () => {
    const rule = (name: string) => `module.exports.rule = {
      name: "${name}", title: "T", description: "Secrets must be described.", severity: "high",
      level: "mandatory", remediation: "Set description.", types: ["aws:secretsmanager/secret:Secret"],
      resource: ({ props }) => props.description ? [] : ["the secret has no description"],
    };`;
    const folders = [file("rules"), file("node_modules/company-rules/rules")];
    folders.forEach((path) => mkdirSync(path, { recursive: true }));
    writeFileSync(join(folders[0]!, "secret-described.js"), rule("secret-described"));
    writeFileSync(join(folders[1]!, "secret-named.ts"), rule("secret-named"));
    writeFileSync(join(folders[1]!, "../package.json"), '{"name": "company-rules"}');
    const { stdout, stderr } = run(
      record([secret]),
      ...["--rules", "./rules", "--rules", "company-rules"],
    );
    expect(stderr).to.equal("");
    expect(stdout).to.contain("secret-described (high) db: the secret has no description");
    expect(stdout).to.contain("secret-named (high) db: the secret has no description");
  });

  it("reads standard input", () => {
    const input = recordedPreview(plan(secret, draft("kms.Key", "k", { kmsKeyId: ref("db") })));
    const { status } = spawnSync(process.execPath, [bin, "-"], { input });
    expect(status).to.equal(1);
  });

  const faults: Readonly<Record<string, readonly [args: readonly string[], says: RegExp]>> = {
    "no file": [[], /expected one recorded preview, not 0/],
    "a file that is not there": [["none.json"], /^none\.json .*no such file/],
    "an unknown option": [["x", "--sarrif", "y"], /Unknown option '--sarrif'/],
    "a configuration of rules that do not exist": [
      ["preview.json", "--config", "misspelt.json"],
      /there is no rule "secret-cmkk"; did you mean "secret-cmk"/,
    ],
    "a configuration that is none": [
      ["preview.json", "--config", "list.json"],
      /list\.json is not an object of rules/,
    ],
    "a folder without rules": [["preview.json", "--rules", "./none"], /there is no folder/],
    "a package that is not there": [["preview.json", "--rules", "none"], /no package "none"/],
  };
  for (const [words, [args, says]] of Object.entries(faults)) {
    it(`exits with 2 on ${words}`, () => {
      record([secret]);
      write("misspelt.json", { "secret-cmkk": "mandatory" });
      write("list.json", "[]");
      const { status, stderr } = run(...args);
      expect(stderr).to.match(says);
      expect(status).to.equal(2);
    });
  }
});
