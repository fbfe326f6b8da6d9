import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectDirectory } from "../support/engine";

const read = (file: string) => readFileSync(join(projectDirectory, file), "utf8");

const document = read("docs/features.md");
const configuration = read("docs/configuration.md");

/** The cells of each row of the document's tables, those of a section or all. */
function rows(section?: string): readonly (readonly string[])[] {
  const text = section === undefined ? document : (document.split(`## ${section}\n`)[1] ?? "");
  const tables = section === undefined ? text : (text.split("\n## ")[0] ?? "");
  return tables
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| ---"))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

const numbers = (table: readonly (readonly string[])[]) =>
  table.map(([first = ""]) => first).filter((cell) => /^\d+$/.test(cell));

const upTo = (last: number) => Array.from({ length: last }, (_, index) => String(index + 1));

const keys = [...configuration.matchAll(/^\| `([^`]+)`/gm)].map(([, key = ""]) => key);

/** The group of a key: `edge.waf` for `edge.waf.countOnly`; the empty text for a top-level key. */
const groupOf = (key: string) => key.slice(0, Math.max(0, key.lastIndexOf(".")));

/** The keys, and groups of keys, that rows name. */
const named = rows().flatMap((cells) => {
  const cell = cells[numbers([cells]).length + 1] ?? "";
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, key = ""]) => key);
});

/** The titles of the suites and tests of a file, with their places for values. */
function titlesIn(file: string): readonly string[] {
  const title = /\b(?:it|describe)\(\s*(?:"([^"]+)"|'([^']+)'|`([^`]+)`)/g;
  return [...read(file).matchAll(title)].map(([, ...quoted]) => quoted.join(""));
}

describe("The list of features", () => {
  const failures = numbers(rows("Known failures of DMS"));

  it("has every feature and every known failure, in their order", () => {
    const features = numbers(rows()).slice(0, -failures.length);
    expect(features).to.deep.equal(upTo(72));
    expect(failures).to.deep.equal(upTo(24));
  });

  it("says of every row what holds it, or what is missing", () => {
    for (const cells of rows()) {
      const text = cells.join(" ");
      const isHead = cells.includes("Held by");
      expect(isHead || /`tests\/[^`]+`: “|not part yet/.test(text), text).to.equal(true);
    }
  });

  it("names keys that can be configured", () => {
    expect(named).to.have.length.of.at.least(150);
    expect(keys).to.include.members(named.filter((key) => !keys.some((it) => groupOf(it) === key)));
  });

  it("names every key, or the group right around it", () => {
    expect(keys).to.have.length.of.at.least(200);
    const missing = keys.filter((key) => !named.includes(key) && !named.includes(groupOf(key)));
    expect(missing).to.deep.equal([]);
  });

  it("names no group that is a whole part of the configuration", () => {
    const parts = new Set(keys.filter((key) => key.includes(".")).map((key) => key.split(".")[0]));
    expect(named.filter((key) => parts.has(key))).to.deep.equal([]);
  });

  it("names tests that are there", () => {
    const tests = [...document.matchAll(/`(tests\/[^`]+)`: “([^”]+)”/g)];
    expect(tests).to.have.length.of.at.least(150);
    for (const [, file = "", title = ""] of tests) {
      expect(existsSync(join(projectDirectory, file)), file).to.equal(true);
      expect(titlesIn(file).join("\n"), file).to.include(title);
    }
  });
});
