import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { UsageError } from "@landing-zone/plan/errors";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { decodeNamespace } from "../../config/decode";
import { ConfigurationError } from "../../config/faults";
import { parseConfig } from "../../config/parse";
import { previewProgram, projectDirectory } from "../support/engine";

const original = readFileSync(join(projectDirectory, "Pulumi.prod.yaml"));

/** Bytes that text files get by accident, and those that YAML gives a meaning. */
const intruders = [
  ...["\t", "\0", "\r", "\uFEFF", "\u2028", "---\n", "%YAML 9\n", "!!binary ", "!x ", "<<: "],
  ...["&a ", "*a ", "&a [*a]\n", "? ", ": ", "- ", "[", "{", "}", "]", '"', "'", "|\n", "#", "@"],
  ...["1e999", "9".repeat(400), ".nan", "null", "~", "__proto__: 1\n", "constructor: {}\n"],
].map((text) => Buffer.from(text));
const notUtf8 = Buffer.from([0xff, 0xfe, 0xc3]);

/** A change of a few bytes somewhere in the file. */
const damage = fc
  .record({
    at: fc.nat(original.length - 1),
    length: fc.integer({ min: 0, max: 40 }),
    kind: fc.constantFrom("delete", "double", "insert"),
    intruder: fc.constantFrom(...intruders, notUtf8),
  })
  .map(({ at, length, kind, intruder }) => {
    const [before, part, after] = [
      original.subarray(0, at),
      original.subarray(at, at + length),
      original.subarray(at + length),
    ];
    const middle = { delete: [], double: [part, part], insert: [intruder, part] }[kind];
    return Buffer.concat([before, ...middle, after]);
  });

const places = (() => {
  const found: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (path.length > 0) found.push(path);
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  walk(parseDocument(original.toString()).toJS(), []);
  return found;
})();

/** A value of another type at one place of the file. */
const wrongType = fc
  .record({
    path: fc.constantFrom(...places),
    value: fc.constantFrom<unknown>(
      ...[null, 0, -1, 1e308, true, "", "x", "\0", [], {}, [null], { a: { b: [1] } }, [[[]]]],
    ),
  })
  .map(({ path, value }) => {
    const document = parseDocument(original.toString());
    document.setIn(path, value);
    return Buffer.from(document.toString());
  });

const whole: Readonly<Record<string, { text: string | Buffer; says: string }>> = {
  "a tab before a key": { text: "config:\n\taws:region: x\n", says: "at line 2" },
  "a key twice": { text: "config: {}\nconfig: {}\n", says: "at line 2" },
  "an alias of nothing": { text: "config: { a: *b }\n", says: "Unresolved alias" },
  "an anchor in itself": { text: "config: { a: &b [*b] }\n", says: "an anchor contains itself" },
  "an unknown tag": { text: "config: { a: !secret x }\n", says: "at line 1" },
  "ten thousand lists": { text: `config: { a: ${"[".repeat(10_000)}`, says: "" },
  "aliases that multiply": {
    text: `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from("bcdefghi")
      .map(
        (name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(",")}]`,
      )
      .join("\n")}\n`,
    says: "alias",
  },
  "no UTF-8": { text: Buffer.from([0x63, 0xff, 0xfe]), says: "it is not UTF-8 text" },
  "a key that nobody sees whole": {
    text: "config:\n  a\u200B: 1\n",
    says: "it has the invisible character U+200B in line 2",
  },
  "two documents": { text: "config: {}\n---\nconfig: {}\n", says: "multiple documents" },
  "a list": { text: "- config\n", says: "(top level)" },
  "a text": { text: "config", says: "(top level)" },
  "a number as configuration": { text: "config: 5\n", says: "config: " },
};

describe("A stack file", function () {
  this.timeout(60_000);
  let directory: string;
  const name = "Pulumi.qa.yaml";

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "stack-file-"));
    for (const file of ["Pulumi.yaml", "certificates"]) {
      cpSync(join(projectDirectory, file), join(directory, file), { recursive: true });
    }
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  /** The message that the file is refused with; undefined when nothing is wrong with it. */
  function refusal(content: string | Buffer): string | undefined {
    writeFileSync(join(directory, name), content);
    try {
      const project = readProject(directory);
      const { values } = loadConfiguration(project, "qa", { config: [], secrets: [] });
      parseConfig(decodeNamespace(values, project.name), {
        ...{ project: project.name, stack: "qa", region: values["aws:region"] },
        today: new Date("2026-11-29"),
        readFile: (path) => readFileSync(join(directory, path), "utf8"),
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof ConfigurationError)) throw error;
      return error.message;
    }
  }

  function expectNamed(content: Buffer): void {
    const message = refusal(content);
    if (message === undefined) return;
    expect(message, message).to.match(/Pulumi\.qa\.yaml|^ +\S.*: /m);
    expect(message).to.not.match(/\n {4}at .*:\d+/);
  }

  it("as it is has no fault", () => {
    expect(refusal(original)).to.equal(undefined);
  });

  it("may have a byte order mark and Windows' ends of lines", () => {
    const text = original.toString().replaceAll("\n", "\r\n");
    expect(refusal(`\uFEFF${text}`)).to.equal(undefined);
  });

  it("that is damaged is read, or refused with its name or a key", () => {
    fc.assert(fc.property(damage, expectNamed), { numRuns: 300 });
  });

  it("with a value of another type anywhere is read, or refused with its name or a key", () => {
    fc.assert(fc.property(wrongType, expectNamed), { numRuns: 300 });
  });

  for (const [title, { text, says }] of Object.entries(whole)) {
    it(`that is ${title} ends the command with 2, its name and the reason`, async () => {
      writeFileSync(join(directory, name), text);
      const { exitCode, stderr } = await previewProgram({ cwd: directory, stack: "qa" });
      expect(stderr).to.include(join(directory, name)).and.include(says);
      expect(stderr).to.not.match(/\n {4}at .*:\d+/);
      expect(exitCode).to.equal(2);
    });
  }
});
