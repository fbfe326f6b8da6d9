import { expect } from "chai";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertWritable, writeOutput } from "@landing-zone/engine/output-file";
import { UsageError } from "@landing-zone/plan/errors";
import { projectDirectory } from "../support/engine";

describe("An output file", () => {
  let directory: string;
  const at = (name: string): string => join(directory, name);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "output-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it("is replaced as a whole when it is a regular file, and keeps its mode", () => {
    writeFileSync(at("plan.json"), "before");
    chmodSync(at("plan.json"), 0o640);
    const { ino } = statSync(at("plan.json"));
    assertWritable(at("plan.json"));
    writeOutput(at("plan.json"), "after");
    expect(readFileSync(at("plan.json"), "utf8")).to.equal("after");
    expect(statSync(at("plan.json"))).to.include({ mode: 0o100640 });
    expect(statSync(at("plan.json")).ino).to.not.equal(ino);
    expect(readdirSync(directory)).to.deep.equal(["plan.json"]);
  });

  for (const exists of [true, false]) {
    it(`stays a link, and what it leads to is written, which ${exists ? "exists" : "does not exist"}`, () => {
      mkdirSync(at("elsewhere"));
      symlinkSync("elsewhere/first", at("link"));
      symlinkSync("second", at("elsewhere/first"));
      if (exists) writeFileSync(at("elsewhere/second"), "before");
      assertWritable(at("link"));
      writeOutput(at("link"), "after");
      expect(lstatSync(at("link")).isSymbolicLink()).to.equal(true);
      expect(lstatSync(at("elsewhere/first")).isSymbolicLink()).to.equal(true);
      expect(readFileSync(at("elsewhere/second"), "utf8")).to.equal("after");
    });
  }

  it("is written to when it is a pipe", async () => {
    expect(spawnSync("mkfifo", [at("pipe")]).status).to.equal(0);
    const reader = spawn("cat", [at("pipe")]);
    let text = "";
    reader.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    assertWritable(at("pipe"));
    writeOutput(at("pipe"), "plan");
    await once(reader, "close");
    expect(text).to.equal("plan");
    expect(statSync(at("pipe")).isFIFO()).to.equal(true);
  });

  it("is written to when it is a device, and reports that the device is full", () => {
    expect(() => {
      writeOutput("/dev/full", "plan");
    }).to.throw(UsageError, "/dev/full cannot be written: the disk is full");
    expect(statSync("/dev/full").isCharacterDevice()).to.equal(true);
    writeOutput("/dev/null", "plan");
  });

  it("is standard output as -, and as /dev/stdout, whatever that leads to", () => {
    for (const name of ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]) {
      const script = `import { writeOutput, assertWritable } from "@landing-zone/engine/output-file";
        process.stdout.write("first ");
        assertWritable("${name}");
        writeOutput("${name}", "plan");`;
      const command = `"${process.execPath}" --import tsx --input-type=module-typescript --eval '${script}' > ${at("out")}`;
      const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: projectDirectory });
      expect(status, stderr.toString()).to.equal(0);
      expect(readFileSync(at("out"), "utf8"), name).to.equal("first plan");
    }
  });

  const refused: Readonly<Record<string, () => string>> = {
    "a folder": () => directory,
    "a file in a folder that does not exist": () => at("absent/plan.json"),
    "a file in a file": () => {
      writeFileSync(at("file"), "");
      return at("file/plan.json");
    },
    "a link in a circle": () => {
      symlinkSync("b", at("a"));
      symlinkSync("a", at("b"));
      return at("a");
    },
    "a link to a folder": () => {
      mkdirSync(at("folder"));
      symlinkSync("folder", at("to-folder"));
      return at("to-folder");
    },
    "a file where nothing can be made": () => "/proc/plan.json",
  };
  for (const [title, make] of Object.entries(refused)) {
    it(`is refused before any work when it is ${title}`, () => {
      const file = make();
      const before = readdirSync(directory);
      expect(() => {
        assertWritable(file);
      }).to.throw(UsageError, `${file} cannot be written: `);
      expect(readdirSync(directory)).to.deep.equal(before);
    });
  }
});
