import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect } from "chai";

type Bundle = (
  filename: string,
  options: { directory: string; target: string },
) => { code: string; sourceMap: string };
const bundle = createRequire(__filename)("../../policy-pack/bundle.js") as Bundle;

describe("A TypeScript file in one piece", () => {
  let folder: string;
  let kept: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bundle-"));
    kept = join(folder, "source/node_modules/.cache");
    write(
      "source/index.ts",
      'import { unit } from "./unit";\nexport const text: string = `5 ${unit}`;\n',
    );
    write("source/unit/index.ts", 'export const unit = "GiB";\n');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  /** What the file exports as `text`. */
  function text(directory = kept): unknown {
    const { code } = bundle(join(folder, "source/index.ts"), { directory, target: "node22" });
    const module = { exports: {} as { text?: unknown } };
    runInNewContext(code, { module, exports: module.exports });
    return module.exports.text;
  }

  const keptFile = (): string => join(kept, readdirSync(kept).join());

  it("is made once while nothing changes", () => {
    expect(text()).to.equal("5 GiB");
    const made = statSync(keptFile()).mtimeMs;
    expect(text()).to.equal("5 GiB");
    expect(statSync(keptFile()).mtimeMs).to.equal(made);
  });

  it("follows a change of any of its files", () => {
    text();
    write("source/unit/index.ts", 'export const unit = "TiB";\n');
    expect(text()).to.equal("5 TiB");
  });

  it("follows a new file that takes the place of another", () => {
    text();
    write("source/unit.ts", 'export const unit = "MiB";\n');
    expect(text()).to.equal("5 MiB");
  });

  it("is made again when what was kept is damaged", () => {
    text();
    const whole = readFileSync(keptFile(), "utf8");
    writeFileSync(keptFile(), whole.replace("GiB", "KiB"));
    expect(text()).to.equal("5 GiB");
    writeFileSync(keptFile(), whole.slice(0, whole.length / 2));
    expect(text()).to.equal("5 GiB");
  });

  it("needs no place to be kept", () => {
    expect(text(join(folder, "source/index.ts/kept"))).to.equal("5 GiB");
  });

  it("says where a mistake is", () => {
    write("source/unit/index.ts", "export const unit = ;\n");
    expect(() => text()).to.throw(/unit\/index\.ts:1:20: ERROR: Unexpected ";"/);
  });

  it("knows where its lines are from", () => {
    const { sourceMap } = bundle(join(folder, "source/index.ts"), {
      directory: kept,
      target: "node22",
    });
    const { sources } = JSON.parse(sourceMap) as { sources: string[] };
    expect(sources).to.have.members(["index.ts", "unit/index.ts"]);
  });
});
