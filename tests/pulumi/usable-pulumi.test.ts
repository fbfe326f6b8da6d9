import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { awsxVersion, usablePulumi } from "./usable-pulumi";

const awsx = { name: "awsx", kind: "resource", version: awsxVersion };

describe("A Pulumi CLI that can deploy the program", () => {
  let folder: string;
  let home: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-"));
    home = join(folder, "home");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Writes an executable file and returns its folder. */
  function executable(path: string, script: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return dirname(file);
  }

  /** A CLI of a version with plugins. */
  const cli = (version: string, plugins: unknown = [awsx]) =>
    `case "$1" in version) echo ${version};; plugin) echo '${JSON.stringify(plugins)}';; esac`;

  /** The `pulumi` package of npm, linked to as npm does; running it leaves a trace. */
  function npmPackage(): string {
    const run = join(executable("node_modules/pulumi/run.js", `touch ${folder}/was-run`), "run.js");
    writeFileSync(join(dirname(run), "package.json"), '{ "version": "3.265.0" }');
    const bin = join(folder, "node_modules/.bin");
    mkdirSync(bin);
    symlinkSync(run, join(bin, "pulumi"));
    return bin;
  }

  it("is found, also behind one that is not", () => {
    const bin = executable("bin/pulumi", cli("v3.265.0"));
    const path = [join(folder, "nowhere"), npmPackage(), bin].join(delimiter);
    expect(usablePulumi({ path, home })).to.deep.equal({ executable: join(bin, "pulumi") });
  });

  it("is none where there is none", () => {
    expect(usablePulumi({ path: folder, home })).to.deep.equal({
      missing: "no Pulumi CLI on the PATH: there is none",
    });
  });

  it("is not npm's package before its download, which is not begun", () => {
    expect(usablePulumi({ path: npmPackage(), home })).to.deep.equal({
      missing: "no Pulumi CLI on the PATH: there is only npm's, which has none yet",
    });
    expect(usablePulumi({ path: join(folder), home })).to.have.property("missing");
  });

  it("is what npm's package has downloaded", () => {
    const bin = executable("home/versions/3.265.0/bin/pulumi", cli("v3.265.0"));
    const found = usablePulumi({ path: npmPackage(), home });
    expect(found).to.deep.equal({ executable: join(bin, "pulumi") });
  });

  const unusable: Readonly<Record<string, readonly [script: string, reason: string]>> = {
    "one that fails": ["exit 1", "does not say its version"],
    "one that says something else": ["echo hello", "does not say its version"],
    "one that is too old": [cli("v3.199.9"), "is v3.199.9, older than v3.200.0"],
    "one of an older generation": [cli("v2.300.0"), "is v2.300.0, older than v3.200.0"],
    "one without plugins": [cli("v3.265.0", []), `has no plugin awsx ${awsxVersion}`],
    "one with another awsx": [
      cli("v3.265.0", [{ ...awsx, version: "2.0.0" }]),
      `has no plugin awsx ${awsxVersion}`,
    ],
    "one whose plugins cannot be read": [
      cli("v3.265.0", { wrong: true }),
      `has no plugin awsx ${awsxVersion}`,
    ],
  };
  for (const [name, [script, reason]] of Object.entries(unusable)) {
    it(`is not ${name}`, () => {
      const bin = executable("bin/pulumi", script);
      const file = join(bin, "pulumi");
      expect(usablePulumi({ path: bin, home })).to.deep.equal({ missing: `${file} ${reason}` });
    });
  }

  it("may be newer than all that is known", () => {
    const bin = executable("bin/pulumi", cli("v4.0.0"));
    expect(usablePulumi({ path: bin, home })).to.have.property("executable");
  });
});
