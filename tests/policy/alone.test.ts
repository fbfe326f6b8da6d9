import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { planOf, projectDirectory } from "../support/engine";

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

describe("the published pack, installed elsewhere, on somebody's program", function () {
  this.timeout(180_000);
  let folder: string;
  let pack: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pack-"));
    pack = join(folder, "package");
    const source = join(projectDirectory, "policy-pack");
    run(source, "npm", "pack", "--silent", "--pack-destination", folder);
    const [archive] = readdirSync(folder);
    run(folder, "tar", "-xzf", archive!);
    const quick = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
    run(pack, "npm", "install", "--omit=dev", ...quick);
    writeProgram(join(folder, "program"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds what its users need, and none of its own tools", () => {
    expect(readdirSync(pack)).to.include.members(["README.md", "RULES.md", "LICENSE", "presets"]);
    expect(readdirSync(pack)).to.not.include("scripts");
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

  async function verdicts(preset?: string): Promise<string[]> {
    const { policies } = await planOf({
      cwd: join(folder, "program"),
      policyPack: pack,
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
