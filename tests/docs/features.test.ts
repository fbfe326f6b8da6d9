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

/** Whether a key, or a map of keys, is among those of the configuration. */
function isKey(key: string): boolean {
  return configuration.includes(`\`${key}\``) || configuration.includes(`\`${key}.`);
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
    const column = rows().map((cells) => cells[numbers([cells]).length + 1]);
    const keys = column.flatMap((cell) => /^`([^`]+)`$/.exec(cell ?? "")?.[1] ?? []);
    expect(keys).to.have.length.of.at.least(50);
    for (const key of keys) expect(isKey(key), key).to.equal(true);
  });

  it("names tests that are there", () => {
    const named = [...document.matchAll(/`(tests\/[^`]+)`: “([^”]+)”/g)];
    expect(named).to.have.length.of.at.least(90);
    for (const [, file = "", title = ""] of named) {
      expect(existsSync(join(projectDirectory, file)), file).to.equal(true);
      expect(read(file), file).to.include(title);
    }
  });
});
