import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { planOf, projectDirectory } from "../support/engine";
import { draft, plan } from "./support/plan";
import { recordedPreview } from "./support/recorded-preview";

const program = `
const aws = require("@pulumi/aws");

new aws.secretsmanager.Secret("orders", {});
new aws.cloudwatch.LogGroup("kept", { retentionInDays: 30 });
const group = new aws.ec2.SecurityGroup("stated", { description: "States its egress" });
new aws.vpc.SecurityGroupEgressRule("stated", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv4: "0.0.0.0/0",
});
new aws.ec2.SecurityGroup("silent", { description: "Does not" });
`;

const ownRule = `
import { defineRule } from "migration-landing-zone-policies/lib/rule";
import { types } from "migration-landing-zone-policies/lib/tokens";
import { isGiven } from "migration-landing-zone-policies/lib/unknowns";

export const secretDescribed = defineRule({
  name: "secret-described",
  title: "Secrets are described",
  description: "A secret must have a description.",
  severity: "low",
  level: "advisory",
  remediation: "Set description.",
  types: types.secret,
  *resource({ props }) {
    if (!isGiven(props, "description")) yield "the secret has no description";
  },
});
`;

describe("the published pack, installed elsewhere, on somebody's program", function () {
  this.timeout(180_000);
  let folder: string;
  let pack: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pack-"));
    pack = join(folder, "node_modules/migration-landing-zone-policies");
    const source = join(projectDirectory, "policy-pack");
    run(source, "npm", "pack", "--silent", "--pack-destination", folder);
    const [archive] = readdirSync(folder);
    const quick = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
    run(folder, "npm", "install", "--omit=dev", ...quick, join(folder, archive!));
    writeProgram(join(folder, "program"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds what its users need, and none of its own tools", () => {
    const own = readdirSync(pack).filter((name) => name !== "node_modules");
    expect(own).to.have.members([
      ...["README.md", "RULES.md", "CHANGELOG.md", "LICENSE", "package.json"],
      ...["PulumiPolicy.yaml", "index.js", "bin.js", "node-version.js", "pack.ts"],
      ...["cli", "docs", "hygiene", "lib", "policies", "presets", "report"],
    ]);
  });

  it("has an entry for its version in its changelog", () => {
    const read = (name: string) => readFileSync(join(pack, name), "utf8");
    const { version } = JSON.parse(read("package.json")) as { version: string };
    const [, latest] = /^## (\S+)/m.exec(read("CHANGELOG.md")) ?? [];
    expect(latest).to.equal(version);
  });

  it("judges a recorded preview by its own command", () => {
    const secret = plan(draft("secretsmanager.Secret", "orders"));
    const { status, stdout } = spawnSync(
      join(folder, "node_modules/.bin/migration-landing-zone-policies"),
      ["-", "--sarif", "findings.json"],
      { cwd: folder, encoding: "utf8", input: recordedPreview(secret) },
    );
    expect(stdout).to.contain("secret-cmk (medium) orders: the secret has no kmsKeyId");
    expect(status).to.equal(1);
    expect(readdirSync(folder)).to.include("findings.json");
  });

  it("adds rules of its user's own, which use its helpers", async () => {
    mkdirSync(join(folder, "company-rules"));
    writeFileSync(join(folder, "company-rules/secret-described.ts"), ownRule);
    const found = await verdicts(undefined, {
      "migration-landing-zone-policies:rules": ["../../company-rules"],
    });
    expect(found)
      .to.include("advisory secret-described orders")
      .and.include("mandatory secret-cmk orders");
  });

  it("judges resources and how they refer to each other", async () => {
    const found = await verdicts();
    expect(found).to.include.members([
      "mandatory secret-cmk orders",
      "mandatory secret-rotation-configured orders",
      "mandatory egress-no-internet-cidr stated",
      "mandatory egress-explicit silent",
    ]);
    expect(found).to.not.include("mandatory egress-explicit stated");
  });

  it("takes the presets that it brings", async () => {
    const production = await verdicts("presets/prod.json");
    expect(production).to.include("mandatory log-retention kept");
    expect(await verdicts("presets/nonprod.json")).to.not.include("mandatory log-retention kept");
    const levels = (await verdicts("presets/baseline.json")).map(
      (verdict) => verdict.split(" ")[0],
    );
    // The program breaks no rule that keeps its level whatever is configured.
    expect(new Set(levels)).to.deep.equal(new Set(["advisory"]));
  });

  async function verdicts(preset?: string, config = {}): Promise<string[]> {
    const { policies } = await planOf({
      cwd: join(folder, "program"),
      policyPack: pack,
      config,
      ...(preset === undefined ? {} : { policyPackConfig: join(pack, preset) }),
    });
    const results = policies?.results ?? [];
    return results.map(
      ({ level, policy, urn }) => `${level} ${policy} ${urn.split("::").at(-1) ?? ""}`,
    );
  }
});

function run(cwd: string, command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

/** A project whose program has the SDKs of this one, so that only the pack is installed. */
function writeProgram(directory: string): void {
  mkdirSync(directory);
  writeFileSync(
    join(directory, "Pulumi.yaml"),
    "name: somebodys\nruntime: nodejs\nmain: index.js\n",
  );
  writeFileSync(join(directory, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
  writeFileSync(join(directory, "index.js"), program);
  symlinkSync(join(projectDirectory, "node_modules"), join(directory, "node_modules"));
}
